/** Connector contract v1: types only. `docs/connectors.md` explains it with a tested example. */
export type * from './batch.ts';
export type * from './connector.ts';
export type * from './source.ts';
