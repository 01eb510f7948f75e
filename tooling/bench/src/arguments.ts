/** The arguments of `pnpm bench` and `pnpm bench:peers`. */
import { parseArgs } from 'node:util';

/** What was asked for. */
export interface BenchArguments {
  readonly help: boolean;
  /** Small sizes and few rounds: shows that everything runs, measures nothing of worth. */
  readonly quick: boolean;
  /** Print the results as JSON. */
  readonly json: boolean;
  /** Write profiles, and no results. */
  readonly profile: boolean;
  /** Measure nothing; make charts and page of the results that are there. */
  readonly writeDocuments: boolean;
  /** Names of benchmarks in the order wanted; all of them where none is named. */
  readonly names: readonly string[];
}

const options = {
  quick: { type: 'boolean' },
  json: { type: 'boolean' },
  profile: { type: 'boolean' },
  'write-docs': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Reads the arguments after the script's name. @throws TypeError for unknown ones */
export function readArguments(words: readonly string[], known: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`no benchmark is named ${unknown}; there are ${known.join(', ')}`);
  return {
    help: values.help ?? false,
    quick: values.quick ?? false,
    json: values.json ?? false,
    profile: values.profile ?? false,
    writeDocuments: values['write-docs'] ?? false,
    names: positionals.length === 0 ? known : positionals,
  };
}
