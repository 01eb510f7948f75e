/** SPDX 3.0.1 with its profiles for datasets and AI, as JSON-LD. */
export { claimsOfSpdx } from './claims.ts';
export { createSpdx } from './create.ts';
export { enrichSpdx } from './enrich.ts';
export { isSpdx, readSpdx } from './read.ts';
