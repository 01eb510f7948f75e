/** What loading ranges of rows passes around. */
import type { FieldLayout } from './batch-header.ts';
import type { Body } from './body.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { FieldPlan } from './plan.ts';
import type { Vector } from './vector.ts';

/** The rows asked for need too much memory at once; fewer may do. */
export class RangeTooLarge extends Error {}

/** A range of rows and which of them are not null. */
export interface LoadedRows {
  readonly start: number;
  readonly end: number;
  /** One byte a row; undefined = no nulls. */
  readonly valid: Uint8Array | undefined;
}

/** Where values are loaded from. */
export interface LoadContext {
  readonly body: Body;
  readonly dictionaries: Dictionaries;
}

/** Loads rows `[start, end)` of a field. */
export type Load = (plan: FieldPlan, layout: FieldLayout, start: number, end: number, context: LoadContext) => Promise<Vector>;
