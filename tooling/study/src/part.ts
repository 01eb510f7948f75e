/** What a study is made of: parts, each a list of tasks that can be done in any order, and apart. */

/** How much is run: the reduced form for every change, or all by hand. */
export type Mode = 'quick' | 'full';

/** The smallest thing that is done as a whole; its result depends on its key alone, but for times. */
export interface Task<Result> {
  /** Unique within its part. */
  readonly key: string;
  run(): Result | Promise<Result>;
}

/** A part of the study; its results stand in `NAME.jsonl`. */
export interface Part<Result extends object> {
  readonly name: string;
  readonly title: string;
  tasks(mode: Mode): readonly Task<Result>[];
}

/** A result with the key of its task. */
export type Keyed<Result extends object> = Result & { readonly key: string };
