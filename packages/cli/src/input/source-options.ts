/** `--format`, `--per-file`, `--pixels`, `--key-file`, `--threads`: how a location is opened and read. */
import { InvalidArgumentError } from '@datasig/core';

/** The options as the user writes them. */
export interface SourceOptions {
  readonly format?: string;
  readonly perFile?: boolean;
  readonly pixels?: boolean;
  readonly checksums?: string;
  readonly keyFile?: string;
  readonly threads?: string;
}

/** Checks `--threads`; every number gives the same bytes, and this version uses one. @throws InvalidArgumentError */
export function checkThreads({ threads }: SourceOptions): void {
  if (threads === undefined || /^[1-9][0-9]{0,3}$/.test(threads)) return;
  throw new InvalidArgumentError('invalid-argument', `--threads ${JSON.stringify(threads)}: expected a number from 1 to 9999`, { context: { parameter: '--threads', value: threads } });
}
