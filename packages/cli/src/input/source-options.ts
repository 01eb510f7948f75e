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

/** The number in `--threads`; any gives the same bytes. @throws InvalidArgumentError */
export function parseThreads({ threads }: SourceOptions): number | undefined {
  if (threads === undefined) return undefined;
  if (/^[1-9][0-9]{0,3}$/.test(threads)) return Number(threads);
  throw new InvalidArgumentError('invalid-argument', `--threads ${JSON.stringify(threads)}: expected a number from 1 to 9999`, { context: { parameter: '--threads', value: threads } });
}
