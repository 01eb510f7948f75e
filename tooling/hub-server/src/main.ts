/** `pnpm hub-server FOLDER`: serves the folder until it is interrupted, and prints each request. */
import { parseCommandLine, usage } from './command-line.ts';
import { type RequestRecord, startHub } from './index.ts';

try {
  const options = parseCommandLine(process.argv.slice(2));
  if (options === undefined) process.stdout.write(usage);
  else await serve(options);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n\n${usage}`);
  process.exitCode = 2;
}

function print({ origin, method, url, range = '', authorization, status, byteLength }: RequestRecord): void {
  process.stdout.write(`${[origin, method, url, range, authorization ? 'with a token' : '', status, `${byteLength} bytes`].filter((part) => part !== '').join(' ')}\n`);
}

async function serve(options: NonNullable<ReturnType<typeof parseCommandLine>>): Promise<void> {
  const hub = await startHub({ ...options, onAnswer: print });
  const [{ name, gated = false, private: isPrivate = false }] = options.repositories as [(typeof options.repositories)[0] & object];
  const token = gated !== false || isPrivate ? `HF_TOKEN=${hub.token} ` : '';
  process.once('SIGINT', () => { void hub.close(); });
  process.once('SIGTERM', () => { void hub.close(); });
  process.stdout.write(`HF_ENDPOINT=${hub.endpoint}\n\n`);
  // Reads all files, which takes its time in a large folder.
  process.stdout.write(`${name} is at commit ${await hub.repository(name).sha()}. In another terminal:

HF_ENDPOINT=${hub.endpoint} ${token}pnpm -s datasig fingerprint hf:${name}
HF_ENDPOINT=${hub.endpoint} ${token}python -c 'from datasets import load_dataset; print(load_dataset("${name}"))'
curl ${token === '' ? '' : `-H 'Authorization: Bearer ${hub.token}' `}'${hub.endpoint}/api/datasets/${name}/tree/main?recursive=true'

Ctrl+C ends it.
`);
}
