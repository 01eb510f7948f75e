/** Croissant 1.1 (and 1.0): descriptions of datasets as JSON-LD. */
export { claimsOfCroissant } from './claims.ts';
export { enrichCroissant } from './enrich.ts';
export { isCroissant, readCroissant } from './read.ts';
