/** What Hugging Face datasets answers about the layouts of `vectors/hub-layouts`, each a repository of a test Hub. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonWith } from '@datasig/corpus/python';
import { startHub } from '@datasig/hub-server';

const execute = promisify(execFile);
const script = fileURLToPath(new URL('../hub_layouts.py', import.meta.url));
/** The versions that the test Hub is tested with. */
const requirements = fileURLToPath(new URL('../../hub-server', import.meta.url));
const vectors = new URL('../../../vectors/hub-layouts/', import.meta.url);

/** Where the answers are kept. */
export const resultsPath: string = fileURLToPath(new URL('results.json', vectors));

/** The answers as the file has them. The first call installs the library, which takes a minute and the network. */
export async function askAboutLayouts(): Promise<string> {
  const python = await pythonWith(requirements, 'requirements.txt');
  const layouts = JSON.parse(readFileSync(new URL('layouts.json', vectors), 'utf8')) as readonly { readonly name: string }[];
  const folder = mkdtempSync(join(tmpdir(), 'datasig-layouts-'));
  try {
    await execute(python, [script, 'write', folder]);
    const hub = await startHub({ repositories: layouts.map(({ name }) => ({ name: `layouts/${name}`, folder: join(folder, name) })) });
    try {
      const environment = { PATH: process.env['PATH'], HOME: folder, HF_ENDPOINT: hub.endpoint };
      return (await execute(python, [script, 'ask'], { env: environment, maxBuffer: 2 ** 26 })).stdout;
    } finally {
      await hub.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
