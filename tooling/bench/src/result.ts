/** What a benchmark finds, and its form as JSON. */
import type { Machine } from './machine.ts';
import type { Spread } from './statistics.ts';

/** The unit of a measurement; `MiB` are powers of two. */
export type Unit = 'ms' | 'ns/record' | 'MiB' | 'shards';

/** One thing measured several times. */
export interface Measurement extends Spread {
  readonly name: string;
  readonly unit: Unit;
}

/** How two measurements relate, taken within each round: machines drift, so only this is comparable. */
export interface Ratio extends Spread {
  readonly name: string;
}

/** What must hold. */
export interface Bar {
  readonly name: string;
  readonly limit: string;
  readonly measured: string;
  readonly holds: boolean;
  /** Whether it depends on sizes and speed, so that a quick run cannot tell. */
  readonly needsFullRun: boolean;
}

/** All that a benchmark finds. */
export interface Findings {
  /** Sizes and counts that the numbers rest on. */
  readonly setup: Readonly<Record<string, string | number>>;
  readonly measurements: readonly Measurement[];
  readonly ratios: readonly Ratio[];
  readonly bars: readonly Bar[];
}

/** A result file. */
export interface Result extends Findings {
  readonly benchmark: string;
  readonly title: string;
  /** What repeats it, in the repository's folder. */
  readonly command: string;
  /** Name of the kernel that ran. */
  readonly kernel: string;
  readonly quick: boolean;
  readonly machine: Machine;
}

/** What a result says, as a table. */
export interface ResultTable {
  /** Heads the column of names. */
  readonly unit: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

/** Whether every bar that this run can tell of holds. */
export function passed({ bars, quick }: Result): boolean {
  return bars.every(({ holds, needsFullRun }) => holds || (quick && needsFullRun));
}

/** Results as JSON text with a line end; numbers have four significant digits. */
export function formatResults(results: Result | readonly Result[]): string {
  const rounded = (_: string, value: unknown): unknown => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value);
  return `${JSON.stringify(results, rounded, 2)}\n`;
}
