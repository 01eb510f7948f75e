/** `--format`, `--split`, `--table`, `--key-file`, `--threads` and others: how a location is opened and read. */
import { InvalidArgumentError } from '@datasig/core';
import type { Connector, OpenRequest } from '@datasig/core/spec';

/** Options as the user writes them that connectors take as they are. */
interface TextOptions {
  readonly format?: string;
  readonly checksums?: string;
  readonly split?: string;
  readonly config?: string;
  readonly revision?: string;
  readonly verify?: string;
  readonly query?: string;
  readonly types?: string;
}

const textOptionNames: readonly (keyof TextOptions)[] = ['format', 'checksums', 'split', 'config', 'revision', 'verify', 'query', 'types'];

/** All options of a location as the user writes them. */
export interface SourceOptions extends TextOptions {
  readonly perFile?: boolean;
  readonly pixels?: boolean;
  readonly table?: readonly string[];
  readonly views?: boolean;
  /** False by `--no-check`. */
  readonly check?: boolean;
  readonly busyTimeout?: string;
  readonly keyFile?: string;
  readonly threads?: string;
}

/** What the user asked for, and how images and types are read where that is not said. */
export interface LocationOptions extends SourceOptions {
  /** Whether images are decoded, where there are any. */
  readonly pixelsWhereImages?: boolean;
  /** How values are typed, where the source declares types. */
  readonly typesWhereDeclared?: string;
}

/** The options that go to a connector, under its names. @throws InvalidArgumentError */
export function connectorOptions(options: LocationOptions, { decodesImages = false, readsDeclaredTypes = false }: Partial<Connector> = {}): OpenRequest['options'] {
  const { perFile, pixels, pixelsWhereImages, table, views, typesWhereDeclared, check } = options;
  const busyTimeoutMs = parseBusyTimeout(options);
  return {
    ...(readsDeclaredTypes && typesWhereDeclared !== undefined && { types: typesWhereDeclared }),
    ...Object.fromEntries(textOptionNames.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]))),
    ...(perFile === true && { perFile }),
    ...(pixels === true ? { pixels } : pixelsWhereImages === true && decodesImages && { pixels: 'where-images' }),
    ...(table !== undefined && { tables: table }),
    ...(views === true && { views }),
    ...(check === false && { check }),
    ...(busyTimeoutMs !== undefined && { busyTimeoutMs }),
  };
}

/** The number in `--threads`; any gives the same bytes. @throws InvalidArgumentError */
export function parseThreads({ threads }: SourceOptions): number | undefined {
  if (threads === undefined) return undefined;
  if (/^[1-9][0-9]{0,3}$/.test(threads)) return Number(threads);
  throw new InvalidArgumentError('invalid-argument', `--threads ${JSON.stringify(threads)}: expected a number from 1 to 9999`, { context: { parameter: '--threads', value: threads } });
}

function parseBusyTimeout({ busyTimeout }: SourceOptions): number | undefined {
  if (busyTimeout === undefined) return undefined;
  if (/^(?:0|[1-9][0-9]{0,8})$/.test(busyTimeout)) return Number(busyTimeout);
  throw new InvalidArgumentError('invalid-argument', `--busy-timeout ${JSON.stringify(busyTimeout)}: expected a number of milliseconds`, { context: { parameter: '--busy-timeout', value: busyTimeout } });
}
