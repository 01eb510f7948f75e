/** The connector contract, by version. */
export type * from './v1/index.ts';
