/** Core and the formats in a real Chromium give what they give in Node. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { writeFingerprint } from '@datasig/core';
import { files as openFiles } from '@datasig/files';
import { fingerprint } from '@datasig/runner';
import type { Browser, Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from '../../../packages/core/test/vector-value.ts';
import { vectors } from '../../../packages/core/test/vectors.ts';
import { imageVectors } from '../../../packages/formats/test/images.ts';
import { launchChromium } from './chromium.ts';
import { fingerprintInNode, startTestHub } from './hub.ts';
import type { PageFunctions } from './page.ts';

declare const datasig: PageFunctions;

const root = fileURLToPath(new URL('.', import.meta.url));
const released = fileURLToPath(new URL('../../../vectors/released/1.0', import.meta.url));
const index = JSON.parse(readFileSync(join(released, 'index.json'), 'utf8')) as readonly { readonly file: string; readonly uid: string; readonly parts: Readonly<Record<string, string>> }[];
const formatsFolder = fileURLToPath(new URL('../../../vectors/formats', import.meta.url));
const formats = JSON.parse(readFileSync(join(formatsFolder, 'index.json'), 'utf8')) as { readonly tables: readonly { readonly name: string; readonly uid: string; readonly files: readonly { readonly file: string }[] }[] };
const outDir = mkdtempSync(join(tmpdir(), 'datasig-browser-'));
let server: PreviewServer;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  await build({ root, configFile: false, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  server = await preview({ root, configFile: false, logLevel: 'warn', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  browser = await launchChromium();
  page = await browser.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(server.resolvedUrls!.local[0]!);
  await page.waitForFunction(() => 'datasig' in globalThis);
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(outDir, { recursive: true, force: true });
});

const bytesOf = (file: string): number[] => [...readFileSync(join(released, 'data', file))];
const uidOf = (name: string): string => index.find(({ file }) => file === `${name}.datasig.json`)!.uid;

describe('vectors', () => {
  it('are encoded to the same bytes', async () => {
    const encoded = await page.evaluate((values) => datasig.encode(values), vectors.canonical.map(({ value }) => value));
    expect(encoded).toEqual(vectors.canonical.map(({ cbor }) => cbor));
  });

  it('are refused alike', async () => {
    const encoded = await page.evaluate((values) => datasig.encode(values), vectors.refused.map(({ value }) => value));
    expect(encoded).toEqual(vectors.refused.map(() => null));
  });

  it('give the same keyed UID', async () => {
    const vector = vectors.datasets.find(({ name }) => name === '1000 keyed')!;
    const rows = Array.from({ length: vector.count }, (_, i) => ({ id: i, name: `row ${i}`, score: i / 4, ok: i % 2 === 0, note: i % 3 === 0 ? 'third' : null }));
    const uid = await page.evaluate(([list, key]) => datasig.uidOfRows(list, key), [rows, [...fromHex(vector.keyHex!)]] as const);
    expect(uid).toBe(vector.uid);
  });
});

describe('released', () => {
  it.each(globSync('*.datasig.json', { cwd: released }).sort())('%s is read and written', async (file) => {
    const text = readFileSync(join(released, file), 'utf8');
    expect(await page.evaluate((content) => datasig.rewrite(content), text)).toBe(text);
  });

  it.each([
    ['table', 'csv', 'table.csv'],
    ['nested', 'jsonl', 'nested.jsonl'],
    ['lines', 'text', 'lines.txt'],
    ['empty', 'csv', 'empty.csv'],
  ])('%s is made again', async (name, format, file) => {
    const uid = await page.evaluate(([form, bytes]) => datasig.uidOfFile(form, bytes), [format, bytesOf(file)] as const);
    expect(uid).toBe(uidOf(name));
  });

  it('the typed table is made again', async () => {
    const preparation = { nullTokens: ['NA'], casts: { id: { to: 'integer' }, born: { to: 'date' }, score: { to: 'float64' }, active: { to: 'bool' } } } as const;
    const uid = await page.evaluate(([bytes, prepared]) => datasig.uidOfFile('csv', bytes, { preparation: prepared, untypedText: true }), [bytesOf('table.csv'), preparation] as const);
    expect(uid).toBe(uidOf('table-typed'));
  });

  it('images are made again', async () => {
    const [images, labels] = [bytesOf('digits/train-images-idx3-ubyte'), bytesOf('digits/train-labels-idx1-ubyte')];
    const uid = await page.evaluate(([first, second]) => datasig.uidOfPair(first, second), [images, labels] as const);
    expect(uid).toBe(index.find(({ file }) => file === 'digits.datasig.json')!.parts['train']);
  });
});

describe('tables by outside tools', () => {
  // All compressions, without Node's zlib; every kind of column.
  const tables = formats.tables.filter(({ name }) => ['many-pages', 'nested', 'decimals', 'text-and-bytes', 'extension-types', 'hugging-face'].includes(name));
  it.each(tables.flatMap(({ uid, files }) => files.filter(({ file }) => /\.(?:parquet|arrows?)$/.test(file)).map(({ file }) => [file, uid] as const)))('%s', async (file, uid) => {
    const bytes = [...readFileSync(join(formatsFolder, file))];
    expect(await page.evaluate(([name, content]) => datasig.uidOfFile(name, content), [file.endsWith('.parquet') ? 'parquet' : 'arrow', bytes] as const)).toBe(uid);
  });
});

describe('files that are dropped', () => {
  const bytes = (content: string | Uint8Array): number[] => [...Buffer.from(content)];
  const csv = `x,y\n${'1,"a\nb"\n'.repeat(3000)}`;
  const [gz, zst] = [gzipSync(csv), zstdCompressSync(csv)];
  const dropped = (files: Readonly<Record<string, string | Uint8Array>>, pixels = false, shardByteLength?: number): Promise<string> =>
    page.evaluate(([contents, decoded, length]) => datasig.uidOfFiles(contents, decoded, length), [Object.fromEntries(Object.entries(files).map(([name, content]) => [name, bytes(content)])), pixels, shardByteLength] as const);

  it('give one UID, plain, cut, with gzip and with zstd', async () => {
    const uid = await dropped({ 'a.csv': csv });
    for (const files of [{ 'a.csv.gz': gz }, { 'a.csv.zst': zst }]) expect(await dropped(files)).toBe(uid);
    expect(await dropped({ 'a.csv': csv }, false, 1000)).toBe(uid);
    expect(await dropped({ 'a.csv': csv, 'b.csv.gz': gz })).not.toBe(uid);
  });

  it('are refused when they are damaged, as in Node', async () => {
    expect(await dropped({ 'a.csv.gz': gz.subarray(0, -9) })).toMatch(/^truncated /);
    expect(await dropped({ 'a.csv.gz': Buffer.from(gz).fill(7, 20, 24) })).toMatch(/^corrupt-compression /);
    expect(await dropped({ 'a.csv.zst': zst.subarray(0, -3) })).toMatch(/^truncated a\.csv\.zst/);
    expect(await dropped({ 'a.csv': 'x\n', 'b.csv': 'y\n' })).toMatch(/^invalid-schema b\.csv has no column "x"/);
  });

  const archives = (JSON.parse(readFileSync(join(formatsFolder, 'zip/index.json'), 'utf8')) as { readonly archives: readonly { readonly file: string; readonly uid?: string; readonly code?: string }[] }).archives;
  it.each(archives)('$file', async ({ file, uid, code }) => {
    expect((await dropped({ [file]: readFileSync(join(formatsFolder, 'zip', file)) })).split(' ')[0]).toBe(uid ?? code);
  });

  const folders = (JSON.parse(readFileSync(join(formatsFolder, 'folders/index.json'), 'utf8')) as { readonly folders: readonly { readonly name: string; readonly uid: string; readonly casts?: unknown }[] }).folders;
  it.each(folders.filter(({ casts }) => casts === undefined))('the folder $name', async ({ name, uid }) => {
    const files = globSync('**/*.*', { cwd: join(formatsFolder, 'folders', name) }).sort();
    expect(await dropped(Object.fromEntries(files.map((file) => [file, readFileSync(join(formatsFolder, 'folders', name, file))])))).toBe(uid);
  });
});

describe('images', () => {
  it.each(imageVectors.filter(({ data }) => data !== undefined))('$file', async ({ bytes, dtype, shape, data }) => {
    const pixels = await page.evaluate((content) => datasig.pixelsOf(content), [...bytes]);
    expect(pixels).toEqual({ dtype, shape, data: [...data!] });
  });
});

it('the compiled kernel runs and does what the reference does', async () => {
  const { kernel, caseCount, faults: found } = await page.evaluate(() => datasig.kernelFaults());
  expect(kernel).toBe('wasm-simd');
  expect(caseCount).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

describe('workers', () => {
  const content = `id,text\n${Array.from({ length: 3000 }, (_, id) => `${id},"row ""${id}""\nand more"\n`).join('')}`;

  it.each([1, 2, 3])('%s give the bytes that Node gives', async (threads) => {
    const folder = mkdtempSync(join(tmpdir(), 'datasig-browser-'));
    try {
      writeFileSync(join(folder, 'rows.csv'), content);
      const made = await fingerprint(openFiles({ locations: 'rows.csv', workingDirectory: folder }));
      expect(await page.evaluate(([text, count]) => datasig.fingerprintOnWorkers('rows.csv', text, count, 5000), [content, threads] as const)).toEqual({ text: writeFingerprint(made.fingerprint), threadCount: threads });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([1, 3])('%s give the same error', async (threads) => {
    const { text } = await page.evaluate(([bad, count]) => datasig.fingerprintOnWorkers('rows.csv', bad, count, 5000), [`${content}1\n${content}`, threads] as const);
    expect(text).toMatch(/^ragged-row rows.csv, .*row 3001,/);
  });

  it('that fail are one error', async () => {
    const { text } = await page.evaluate((bytes) => datasig.fingerprintOnWorkers('rows.csv', bytes, 2, 5000, 'throw new TypeError("secret")'), content);
    expect(text).toMatch(/^thread-failed /);
    expect(text).not.toContain('secret');
  });
});

describe('datasets of a Hub', () => {
  let hub: Awaited<ReturnType<typeof startTestHub>>;
  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub.close());

  it.each(['owner/parquet', 'owner/csv', 'owner/gated'])('%s gives the bytes that Node gives', async (dataset) => {
    const { endpoint, token } = hub;
    hub.forgetRequests();
    const made = await page.evaluate(([name, url, secret]) => datasig.fingerprintOfHub(name, { endpoint: url, token: secret }), [dataset, endpoint, token] as const);
    const asked = hub.requests.length;
    expect(made).toBe(await fingerprintInNode(dataset, hub));
    expect(hub.requests.filter(({ origin, authorization }) => origin !== 'hub' && authorization)).toEqual([]);
    expect(asked).toBeGreaterThan(2);
  });

  it('goes on where a transfer breaks', async () => {
    const { endpoint } = hub;
    const whole = await fingerprintInNode('owner/parquet', hub);
    hub.setFaults([{ match: { origin: 'cdn' }, on: { every: 2 }, limit: 3, fault: [{ kind: 'cut-body' }, { kind: 'status', status: 503 }, { kind: 'ignored-range' }] }]);
    expect(await page.evaluate((url) => datasig.fingerprintOfHub('owner/parquet', { endpoint: url, token: null }), endpoint)).toBe(whole);
    expect(hub.faults[0]!.fired).toBeGreaterThan(0);
    hub.setFaults([]);
  });

  it('without access is the same error', async () => {
    const { endpoint } = hub;
    expect(await page.evaluate((url) => datasig.fingerprintOfHub('owner/gated', { endpoint: url, token: null }), endpoint)).toMatch(/^hub-access-denied owner\/gated: .*gated/);
    expect(await page.evaluate((url) => datasig.fingerprintOfHub('owner/none', { endpoint: url, token: null }), endpoint)).toMatch(/^source-not-found owner\/none/);
  });
});

it('raised nothing on the way', () => {
  expect(faults).toEqual([]);
});
