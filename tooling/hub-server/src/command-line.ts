/** The parameters of the command. */
import { resolve, basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { HubOptions, RepositoryOptions } from './options.ts';

/** What `--help` prints. */
export const usage: string = `Serves a folder as a dataset repository of a Hugging Face Hub on 127.0.0.1.

pnpm hub-server FOLDER [options]

  --name OWNER/NAME        name of the dataset; default: local/ and the folder's name
  --port NUMBER            port; default: a free one
  --token TEXT             the token that may read everything; default: hf_test
  --gated                  the content needs the token
  --private                without the token the dataset does not exist
  --lfs-threshold BYTES    files of so many bytes or more are kept outside of git, and come from the CDN;
                           default: as the Hub does it, by file name, or from 10 MiB on
  --xet                    those files are offered over Xet, too
  --help                   this text
`;

/** Reads the parameters; `undefined` for `--help`. @throws Error with a message to print */
export function parseCommandLine(parameters: readonly string[]): HubOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: {
      name: { type: 'string' }, port: { type: 'string' }, token: { type: 'string' }, 'lfs-threshold': { type: 'string' },
      gated: { type: 'boolean' }, private: { type: 'boolean' }, xet: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return undefined;
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw new Error(`one folder is needed; got ${positionals.length}`);
  // A package manager runs scripts elsewhere than it was called.
  const folder = resolve(process.env['INIT_CWD'] ?? '.', given);
  const threshold = values['lfs-threshold'];
  const repository: RepositoryOptions = {
    folder,
    name: values.name ?? `local/${basename(folder).replaceAll(/[^\w.-]+/gu, '-')}`,
    ...(values.gated === true ? { gated: true } : {}),
    ...(values.private === true ? { private: true } : {}),
    ...(values.xet === true ? { xet: true } : {}),
    ...(threshold === undefined ? {} : { lfs: { thresholdBytes: wholeNumber('--lfs-threshold', threshold) } }),
  };
  return {
    repositories: [repository],
    ...(values.port === undefined ? {} : { port: wholeNumber('--port', values.port) }),
    ...(values.token === undefined ? {} : { token: values.token }),
  };
}

function wholeNumber(name: string, value: string): number {
  if (!/^\d+$/u.test(value)) throw new Error(`${name} is a whole number; got ${value}`);
  return Number(value);
}
