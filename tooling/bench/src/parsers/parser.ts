/** What a parser of a text format is asked for. */

/** A parser, or one of its ways. */
export interface Parser {
  readonly name: string;
  /** What a record is in its hands. */
  readonly gives: string;
  /** Reads a file from its beginning to its end; how many records it holds, a header not among them. */
  readonly count: (file: string) => Promise<number>;
}
