/** The command on several threads: the same bytes, connectors from outside, Ctrl-C whatever a thread does. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { outcomeOf, useWorkplace } from './command.ts';

const workplace = useWorkplace();

/** A connector without dependencies whose eight shards are said to be large. */
const connector = (read: string): Record<string, string> => ({
  'node_modules/datasig-connector-outside/package.json': JSON.stringify({ name: 'datasig-connector-outside', version: '1.0.0', type: 'module', exports: './index.js' }),
  'node_modules/datasig-connector-outside/index.js': `
    import { writeFileSync } from 'node:fs';
    import { isMainThread } from 'node:worker_threads';
    const open = async (request) => ({
      specVersion: 'v1',
      reopening: { connector: import.meta.url, request },
      describe: async () => ({ name: 'outside', connector: 'outside', location: 'outside', byteLength: 1e9, capabilities: { reopenable: true, columnSelection: false, untypedText: false } }),
      shards: async () => Array.from({ length: 8 }, (_, index) => ({ id: String(index), descriptor: index })),
      async *read({ descriptor }) { ${read} },
    });
    export default { specVersion: 'v1', name: 'outside', schemes: ['outside'], open };`,
});

it('gives the same file on any number of threads', async () => {
  const line = (id: number): string => `${id},"text ""of"" row ${createHash('sha256').update(`${id}`).digest('hex')}\nand more"\n`;
  workplace.write({ 'a.csv': `id,text\n${Array.from({ length: 200_000 }, (_, id) => line(id)).join('')}` });
  const outputs = await Promise.all(['1', '2', '3'].map(async (threads) => {
    const output = `${threads}.datasig.json`;
    const { run } = (await workplace.json(['fingerprint', 'a.csv', '--cast', 'id=integer', '--threads', threads, '-o', output])) as { readonly run: { readonly threadCount: number } };
    expect(run.threadCount).toBe(Number(threads));
    return workplace.read(output);
  }));
  expect(new Set(outputs).size).toBe(1);
  expect(await workplace.json(['verify', '1.datasig.json', 'a.csv', '--threads', '2'])).toMatchObject({ same: true });
  expect(await workplace.json(['compare', '1.datasig.json', 'a.csv', '--threads', '2'])).toMatchObject({ identical: true });
});

it('reads sources of other connectors on threads', async () => {
  workplace.write(connector("if (isMainThread) throw new Error('read on the main thread'); yield { kind: 'rows', rows: [{ id: descriptor }] };"));
  expect(await workplace.json(['fingerprint', 'outside:', '--threads', '2'])).toMatchObject({ recordCount: '8', run: { threadCount: 2 } });
});

it('ends on Ctrl-C, whatever a thread does', async () => {
  workplace.write(connector("writeFileSync('reading', ''); for (;;);"));
  const child = workplace.start(['fingerprint', 'outside:', '--threads', '2']);
  const outcome = outcomeOf(child);
  while (!existsSync(join(workplace.path, 'reading'))) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  expect(await outcome).toMatchObject({ code: 130, stdout: '', stderr: expect.stringContaining('[cancelled]') as string });
  expect(workplace.list()).toEqual(['node_modules', 'reading']);
});

it('says when a thread died, and writes nothing', async () => {
  workplace.write(connector('process.exit(0);'));
  const { code, stdout, stderr } = await workplace.run(['fingerprint', 'outside:', '--threads', '2', '--json']);
  expect({ code, stdout, error: (JSON.parse(stderr) as { readonly error: unknown }).error }).toMatchObject({ code: 3, stdout: '', error: { code: 'thread-failed' } });
  expect(workplace.list()).toEqual(['node_modules']);
});
