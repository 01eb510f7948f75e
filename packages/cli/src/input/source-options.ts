/** `--format`, `--split`, `--table`, `--key-file`, `--threads` and others: how a location is opened and read. */
import { type ClassicParameters, classicSchemes, InvalidArgumentError, isClassicScheme, maximumClassicK } from '@datasig/core';
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

/** What the user asked for, and how images and types are read where that is not said. */
export interface LocationOptions extends SourceOptions {
  /** Whether images are decoded, where there are any. */
  readonly pixelsWhereImages?: boolean;
  /** How values are typed, where the source declares types. */
  readonly typesWhereDeclared?: string;
  /** Whether records are read as the original Python tool serialises them, where that is not said. */
  readonly readsClassic?: boolean;
}

/** The options that go to a connector, under its names. @throws InvalidArgumentError */
export function connectorOptions(options: LocationOptions, { decodesImages = false, readsDeclaredTypes = false }: Partial<Connector> = {}): OpenRequest['options'] {
  const { perFile, pixels, pixelsWhereImages, table, views, typesWhereDeclared, check, classic, readsClassic = false } = options;
  const busyTimeoutMs = parseBusyTimeout(options);
  return {
    ...(readsDeclaredTypes && typesWhereDeclared !== undefined && { types: typesWhereDeclared }),
    ...Object.fromEntries(textOptionNames.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]))),
    ...(perFile === true && { perFile }),
    ...((classic !== undefined || readsClassic) && { classic: true }),
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
