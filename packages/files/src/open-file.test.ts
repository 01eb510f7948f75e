/** Files at rest: whole, in part, and let go before their end. */
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OpenFile } from './open-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'datasig-open-file-'));
const path = join(folder, 'data');
const content = Uint8Array.from({ length: 700_000 }, (_, index) => (index * 31) ^ (index >> 9));

afterAll(() => rmSync(folder, { recursive: true }));

function open(): Promise<OpenFile> {
  writeFileSync(path, content);
  const { size, mtimeMs } = statSync(path);
  return OpenFile.open(path, 'data', { byteLength: size, mtimeMs });
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return new Uint8Array(Buffer.concat(all));
}

describe('an open file', () => {
  it.each([[0, 700_000], [1, 262_145], [262_144, 524_288], [699_999, 700_000], [5, 5]])('gives its bytes from %i to %i', async (start, end) => {
    const file = await open();
    expect(await joined(file.stream(start, end))).toEqual(content.subarray(start, end));
    expect(await file.slice(start, end)).toEqual(content.subarray(start, end));
    await file.close();
  });

  it('can be closed when reading ended early, though the next chunk is on its way', async () => {
    const file = await open();
    for await (const chunk of file.stream()) {
      expect(chunk).toEqual(content.subarray(0, chunk.length));
      break;
    }
    await file.close();
  });

  it('leaves a chunk as it is until the next one is asked for', async () => {
    const file = await open();
    let length = 0;
    for await (const chunk of file.stream()) {
      // Whatever is read meanwhile goes elsewhere.
      await file.slice(0, content.length);
      expect(Buffer.compare(chunk, content.subarray(length, (length += chunk.length)))).toBe(0);
    }
    expect(length).toBe(content.length);
    await file.close();
  });

  it('ends where it was cut off meanwhile, and says that it changed', async () => {
    const file = await open();
    truncateSync(path, 300_000);
    expect(await joined(file.stream())).toEqual(content.subarray(0, 300_000));
    await expect(file.assertUnchanged()).rejects.toMatchObject({ code: 'source-changed' });
    await file.close();
  });

  it('is read no further once the signal is aborted', async () => {
    const file = await open();
    const controller = new AbortController();
    const chunks = file.stream(0, undefined, controller.signal)[Symbol.asyncIterator]();
    await chunks.next();
    controller.abort(new Error('enough'));
    await expect(chunks.next()).rejects.toThrow('enough');
    await file.close();
  });
});
