/** The arguments of `pnpm study`. */
import { parseArgs } from 'node:util';
import type { Mode } from './part.ts';

/** What was asked for. */
export interface StudyArguments {
  readonly help: boolean;
  readonly mode: Mode;
  /** Forget the results that are there. */
  readonly anew: boolean;
  /** Run nothing; make page and figures of the results that are there. */
  readonly writeDocuments: boolean;
  /** Folder in place of `docs/study`. */
  readonly folder: string | undefined;
  /** Names of parts; all where none is named. */
  readonly names: readonly string[];
}

const options = {
  quick: { type: 'boolean' },
  anew: { type: 'boolean' },
  'write-docs': { type: 'boolean' },
  folder: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the arguments after the script's name. @throws TypeError for unknown ones */
export function readArguments(words: readonly string[], known: readonly string[]): StudyArguments {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`no part is named ${unknown}; there are ${known.join(', ')}`);
  return {
    help: values.help ?? false,
    mode: values.quick === true ? 'quick' : 'full',
    anew: values.anew ?? false,
    writeDocuments: values['write-docs'] ?? false,
    folder: values.folder,
    names: positionals.length === 0 ? known : positionals,
  };
}
