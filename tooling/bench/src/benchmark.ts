/** What a benchmark is, and what it is given. */
import type { Chart } from '@datasig/chart';
import type { Findings, Result, ResultTable } from './result.ts';

/** What a benchmark works with. */
export interface BenchContext {
  /** Whether small sizes and few rounds will do. */
  readonly quick: boolean;
  /** Absolute path of an empty folder for data, which is removed afterwards. */
  readonly folder: string;
  /** Absolute path of the folder for profiles of child processes, where they are wanted; one round will do then. */
  readonly profileFolder?: string;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Says what is being done. */
  readonly status: (text: string) => void;
}

/** A benchmark. */
export interface Benchmark {
  readonly name: string;
  /** What it measures, in one line. */
  readonly title: string;
  /** Measures. @throws the signal's reason when `signal` is aborted; Error when the thing measured does not work */
  readonly run: (context: BenchContext) => Promise<Findings>;
  /** How what it found is shown; default: measurements and ratios, one a row. */
  readonly tables?: (result: Result) => readonly ResultTable[];
  /** What its chart shows; default: all measurements of the unit that most have. */
  readonly chart?: (result: Result) => Chart;
}
