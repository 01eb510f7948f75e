/** Standard input and named pipes: once, without waiting for more than there is, and cancelled at any time. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { failureOf, gzip, openFileCount, summarize, uidOf, useFolder } from '../test/dataset.ts';

const folder = useFolder();
const csv = `x,y\n${'1,"a\nb"\n'.repeat(3000)}`;

/** A named pipe in the folder, and its end for writing, which opens when a reader does. */
function pipe(name: string): { readonly write: (bytes: string | Uint8Array) => WriteStream; readonly open: () => WriteStream } {
  const path = join(folder.path, name);
  execFileSync('mkfifo', [path]);
  const open = (): WriteStream => createWriteStream(path).on('error', () => undefined);
  return { open, write: (bytes) => open().end(bytes) };
}

/** Resolves when the pipe's end for writing is closed, if only because nobody reads it. */
function closed(writer: WriteStream): Promise<void> {
  return new Promise((resolve) => writer.on('close', resolve));
}

describe('a named pipe', () => {
  test.each([['x.csv', csv], ['x.csv.gz', gzip(csv)]])('%s is the dataset that a file would be', async (name, bytes) => {
    await folder.write({ 'plain.csv': csv });
    const before = await openFileCount();
    const written = closed(pipe(name).write(bytes));
    const source = folder.open(name);
    expect(await source.describe()).toMatchObject({ name: 'x', location: name, schema: [{ name: 'x' }, { name: 'y' }], capabilities: { reopenable: false } });
    expect(await uidOf(source)).toBe(await uidOf(folder.open('plain.csv')));
    await written;
    expect(await openFileCount()).toBe(before);
  });

  test('is one of several files', async () => {
    await folder.write({ 'a.csv': csv, 'd/a.csv': csv, 'd/b.csv': csv });
    pipe('b.csv').write(csv);
    expect(await uidOf(folder.open(['a.csv', 'b.csv']))).toBe(await uidOf(folder.open('d')));
  });

  test('is not found in a folder, since it would wait for ever', async () => {
    await folder.write({ 'd/a.csv': 'x\n1\n' });
    pipe('d/b.csv');
    expect((await folder.open('d').shards()).map((shard) => shard.id)).toEqual(['a.csv']);
  });

  test('cannot be read twice', async () => {
    pipe('x.csv').write(csv);
    const source = folder.open('x.csv');
    await summarize(source);
    expect(await failureOf(summarize(source))).toMatchObject({ code: 'source-unreadable' });
  });

  test('needs a format when its name tells none', async () => {
    pipe('x').write(csv);
    expect(await failureOf(folder.open('x').describe())).toMatchObject({ code: 'unknown-format' });
    expect((await summarize(folder.open('x', { format: 'csv' }))).records.count).toBe(3000n);
  });

  test('is no IDX dataset', async () => {
    pipe('train-images-idx3-ubyte');
    expect(await failureOf(folder.open('train-images-idx3-ubyte').describe())).toMatchObject({ code: 'unknown-format' });
  });

  test('that nobody writes to can be cancelled', async () => {
    pipe('x.csv');
    const before = await openFileCount();
    const controller = new AbortController();
    const reason = new Error('enough');
    const described = folder.open('x.csv').describe(controller.signal);
    await setTimeout(100);
    controller.abort(reason);
    await expect(described).rejects.toBe(reason);
    expect(await openFileCount()).toBe(before);
  });

  test('whose writer says no more can be cancelled', async () => {
    const writer = pipe('x.jsonl').open();
    writer.write('{"a":1}\n');
    const source = folder.open('x.jsonl');
    const [shard] = await source.shards();
    const controller = new AbortController();
    const reason = new Error('enough');
    const reading = (async () => {
      for await (const _ of source.read(shard!, { signal: controller.signal }));
    })();
    await once(writer, 'open');
    await setTimeout(50);
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    await closed(writer.destroy());
  });

  test('can be left unread', async () => {
    const written = closed(pipe('x.csv').write('x\n1\n'.repeat(1_000_000)));
    const source = folder.open('x.csv');
    await source.describe();
    await source.close!();
    await written;
    expect(await failureOf(summarize(source))).toBeDefined();
  });
});

describe('standard input', () => {
  const program = fileURLToPath(new URL('../test/read-standard-input.ts', import.meta.url));

  /** What another process makes of `input`. */
  async function uidOfInput(input: string | Uint8Array, ...options: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
    const child = spawn(process.execPath, [program, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.on('error', () => undefined).end(input);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, output: output.trim() };
  }

  test('is the dataset that a file would be', async () => {
    await folder.write({ 'a.csv': csv });
    const uid = await uidOf(folder.open('a.csv'));
    expect(await uidOfInput(csv, '-', 'csv')).toEqual({ code: 0, output: `stdin - ${uid}` });
    expect(await uidOfInput(csv, '/dev/stdin', 'csv')).toEqual({ code: 0, output: `stdin - ${uid}` });
  });

  test('needs a format', async () => {
    expect(await uidOfInput(csv, '-')).toEqual({ code: 3, output: 'unknown-format' });
  });

  test('that is invalid is told by line', async () => {
    expect(await uidOfInput('x\n1\n1,2\n', '-', 'csv')).toEqual({ code: 3, output: 'ragged-row standard input 3' });
  });
});
