/** The arguments of the demo. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { userFolder } from './user-folder.ts';

/** What was asked for. */
export interface QuickstartArguments {
  readonly help: boolean;
  /** Print the result as JSON instead of the page. */
  readonly json: boolean;
  /** Absolute path of the folder for the fingerprint files. */
  readonly outputFolder: string;
}

/** The text of `--help`. */
export const helpText = `Fingerprints MNIST and a table of flights, and compares the fingerprints.

  --json           print the result as JSON
  --output FOLDER  write the fingerprint files there (default: apps/quickstart/out)
  --help           print this

Exit codes: 0 all true values are inside their intervals, 1 one is not,
2 unknown argument, 3 it could not be carried out, 130 interrupted.
`;

/** Reads the arguments after the script's name. @throws TypeError for unknown ones */
export function readArguments(words: readonly string[]): QuickstartArguments {
  const { values } = parseArgs({
    args: [...words],
    options: { json: { type: 'boolean' }, output: { type: 'string' }, help: { type: 'boolean' } },
  });
  return {
    help: values.help ?? false,
    json: values.json ?? false,
    outputFolder: values.output === undefined ? fileURLToPath(new URL('../out', import.meta.url)) : resolve(userFolder, values.output),
  };
}
