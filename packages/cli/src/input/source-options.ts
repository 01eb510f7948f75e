/** `--format`, `--table`, `--key-file`, `--threads` and others: how a location is opened and read. */
import { type ClassicParameters, classicSchemes, InvalidArgumentError, isClassicScheme, maximumClassicK } from '@datasig/core';

/** The options as the user writes them. */
export interface SourceOptions {
  readonly format?: string;
  readonly perFile?: boolean;
  readonly pixels?: boolean;
  readonly checksums?: string;
  readonly table?: readonly string[];
  readonly query?: string;
  readonly views?: boolean;
  readonly types?: string;
  /** False by `--no-check`. */
  readonly check?: boolean;
  readonly busyTimeout?: string;
  readonly keyFile?: string;
  readonly threads?: string;
  readonly classic?: readonly string[];
}

/** The sketches of `--classic`, such as keyed-sha256 or xor:100; undefined where there are none. @throws InvalidArgumentError */
export function parseClassic({ classic }: SourceOptions): readonly ClassicParameters[] | undefined {
  return classic?.map((text) => {
    const [, name = '', digits = String(maximumClassicK)] = /^(?:classic\/)?([a-z0-9-]+)(?::([0-9]{1,3}))?$/.exec(text) ?? [];
    const scheme = `classic/${name}`;
    const k = Number(digits);
    if (isClassicScheme(scheme) && k >= 1 && k <= maximumClassicK) return { scheme, k };
    const names = classicSchemes.map((each) => each.slice('classic/'.length)).join(', ');
    throw new InvalidArgumentError('invalid-argument', `--classic ${JSON.stringify(text)}: expected ${names}, each also with :K for K entries from 1 to ${maximumClassicK}`, { context: { parameter: '--classic', value: text } });
  });
}

/** The number in `--threads`; any gives the same bytes. @throws InvalidArgumentError */
export function parseThreads({ threads }: SourceOptions): number | undefined {
  if (threads === undefined) return undefined;
  if (/^[1-9][0-9]{0,3}$/.test(threads)) return Number(threads);
  throw new InvalidArgumentError('invalid-argument', `--threads ${JSON.stringify(threads)}: expected a number from 1 to 9999`, { context: { parameter: '--threads', value: threads } });
}

/** The milliseconds in `--busy-timeout`. @throws InvalidArgumentError */
export function parseBusyTimeout({ busyTimeout }: SourceOptions): number | undefined {
  if (busyTimeout === undefined) return undefined;
  if (/^(?:0|[1-9][0-9]{0,8})$/.test(busyTimeout)) return Number(busyTimeout);
  throw new InvalidArgumentError('invalid-argument', `--busy-timeout ${JSON.stringify(busyTimeout)}: expected a number of milliseconds`, { context: { parameter: '--busy-timeout', value: busyTimeout } });
}
