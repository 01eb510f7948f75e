/** What the Hub's client waits for, and how long. */
import type { Clock } from './clock.ts';

/** Milliseconds and counts; each has a default. */
export interface HubLimits {
  /** Tries of one request, the first among them, until one of them makes progress. */
  readonly tries: number;
  /** From sending a request to the headers of its answer, connecting included. */
  readonly headersTimeout: number;
  /** Between two pieces of an answer. */
  readonly stallTimeout: number;
  /** The longest wait that a rate limit may ask for. */
  readonly longestWait: number;
  /** Bytes that all streams of a Hub together read ahead of their consumers. */
  readonly readAheadByteLength: number;
}

/** What is used where nothing else is asked for. */
export const defaultLimits: HubLimits = {
  tries: 5,
  headersTimeout: 30_000,
  stallTimeout: 30_000,
  longestWait: 900_000,
  readAheadByteLength: 32 << 20,
};

/** A wait before a request is tried again: for progress displays. */
export interface HubRetry {
  /** What is being read: a dataset, and the file where there is one. */
  readonly subject: string;
  /** Why, in a few words: `the connection broke`. */
  readonly reason: string;
  readonly waitMilliseconds: number;
  /** Tries that have failed in a row. */
  readonly failures: number;
}

/** What all requests of a Hub share. */
export interface HubPace {
  readonly limits: HubLimits;
  readonly clock: Clock;
  readonly onRetry: (retry: HubRetry) => void;
  /** Ends all requests and waits. */
  readonly signal: AbortSignal | undefined;
}
