/** The page itself: errors, cancelling, privacy, work without a network, size, accessibility. */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import { startHub } from '@datasig/hub-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoPage, vectors } from './demo-page.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
let demo: DemoPage;
beforeAll(async () => { demo = await DemoPage.open({ path: '/some/where/' }); });
afterAll(async () => { await demo.close(); });

describe('bad input', () => {
  it.each([
    ['cut.csv.gz', gzipSync('x\n1\n').subarray(0, -4), 'truncated', 'What to do: get the file again'],
    ['bad.csv', 'x,y\n1\n', 'ragged-row', 'What to do: mend the row'],
    ['notes.xyz', 'hello', 'unknown-format', 'the name does not tell the format'],
    ['bad.datasig.json', '{}', 'fingerprint-malformed', 'bad.datasig.json'],
    ['bad.parquet', 'PAR1nonsense', 'truncated', 'this one is incomplete'],
    ['train-images-idx3-ubyte', Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 1, 7]), 'source-not-found', 'the labels of'],
  ])('%s is an error in words beside the file', async (name, content, code, words) => {
    await demo.give('A', { [name]: content });
    const failure = await demo.failure('A');
    expect(failure).toContain(code);
    expect(failure).toContain(words);
  });

  it('a file of unknown format is read as the user says', async () => {
    await demo.give('A', { 'notes.xyz': 'a,b\n1,2\n' });
    await demo.page.getByLabel('Format of dataset A').selectOption('csv');
    await demo.side('A').getByRole('button', { name: 'Try again' }).click();
    await demo.side('A').locator('.made').waitFor();
    expect(await demo.side('A').innerText()).toContain('1 record · 2 fields');
  });

  it('a cast that a value refuses names the place, and the data can be read as they are', async () => {
    await demo.give('A', { 'a.csv': 'id\n1\nx\n' });
    await demo.side('A').getByText('Fields and types').click();
    await demo.page.getByLabel('Read id of dataset A as').selectOption('integer');
    await demo.side('A').getByRole('button', { name: 'Read again' }).click();
    await demo.side('A').locator('.failed').waitFor();
    expect(await demo.failure('A')).toMatch(/line 3.*"id".*cast-failed/s);
    await demo.side('A').getByRole('button', { name: 'Read it as it is' }).click();
    await demo.side('A').locator('.made').waitFor();
  });

  it('fingerprints that cannot be compared', async () => {
    await demo.give('A', { 'a.csv': 'x\n1\n' });
    await demo.choose('B', join(vectors, 'released/1.0/numbers-keyed.datasig.json'));
    await demo.page.getByRole('heading', { name: 'These two cannot be compared' }).waitFor();
    expect(await demo.page.getByRole('region', { name: 'Result' }).innerText()).toContain('digest-mismatch');
  });
});

it('a run is cancelled, and another can begin', async () => {
  await demo.empty('A');
  // The page makes the file: what Playwright hands over is limited.
  const transfer = await demo.page.evaluateHandle(() => {
    const row = `${'some text, '.repeat(9)}1\n`;
    const data = new DataTransfer();
    data.items.add(new File(['a,b,c,d,e,f,g,h,i,j\n', ...Array.from({ length: 300 }, () => row.repeat(10_000))], 'large.csv'));
    return data;
  });
  await demo.side('A').locator('.drop-zone').dispatchEvent('drop', { dataTransfer: transfer });
  await demo.side('A').getByText('records').waitFor();
  await demo.page.waitForFunction(() => Number(document.querySelector('progress')?.value ?? 0) > 0);
  expect(await demo.side('A').innerText()).toMatch(/records\s+[\d,]+\s+read\s+[\d.]+ [kM]B of [\d.]+ MB\s+speed\s+[\d.]+ [kM]B\/s\s+time left/);
  await demo.side('A').getByRole('button', { name: 'Cancel' }).click();
  await demo.side('A').getByText('Cancelled. Nothing was kept.').waitFor();
  await demo.give('A', { 'a.csv': 'x\n1\n' });
  expect(await demo.side('A').innerText()).toContain('1 record');
});

describe('accessibility', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const violations = async (): Promise<readonly string[]> => {
    // By the debugger: the page's policy forbids scripts of others.
    const session = await demo.page.context().newCDPSession(demo.page);
    await session.send('Runtime.evaluate', { expression: axe });
    const results = await demo.page.evaluate(async () => (globalThis as unknown as { readonly axe: { run(): Promise<AxeResults> } }).axe.run());
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };

  it.each(['light', 'dark'] as const)('%s: no violations, empty, with an error, with a result, with many', async (colorScheme) => {
    await demo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await demo.empty('A');
    await demo.empty('B');
    expect(await violations()).toEqual([]);
    await demo.give('A', { 'bad.csv': 'x,y\n1\n' });
    expect(await violations()).toEqual([]);
    await demo.page.getByRole('button', { name: /three steps/ }).click();
    await demo.page.locator('.headline').waitFor();
    for (const summary of await demo.page.locator('main summary').all()) await summary.click();
    await demo.page.getByRole('button', { name: 'Nothing is uploaded' }).click();
    expect(await violations()).toEqual([]);
    await demo.page.keyboard.press('Escape');
    await demo.page.getByRole('button', { name: 'Compare many' }).click();
    const show = demo.page.getByRole('button', { name: 'Show with MNIST' });
    if (await show.isVisible()) await show.click();
    await demo.page.getByRole('heading', { name: 'How similar they are to each other' }).waitFor();
    expect(await violations()).toEqual([]);
    await demo.page.getByRole('button', { name: 'Compare two' }).click();
  });

  it('a keyboard reaches the buttons, and a live region tells what happens', async () => {
    await demo.page.reload();
    await demo.page.getByRole('heading', { level: 1 }).waitFor();
    const reached: string[] = [];
    for (let index = 0; index < 9; index++) {
      await demo.page.keyboard.press('Tab');
      reached.push(await demo.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''));
    }
    expect(reached).toEqual(['Skip to the datasets', 'Nothing is uploaded', 'Colours: auto', 'Compare two', 'Compare many', 'Choose files for dataset A', 'Choose a folder for dataset A', 'or a public dataset of the Hugging Face Hub', 'Choose files for dataset B']);
    await demo.give('A', { 'a.csv': 'x\n1\n' });
    expect(await demo.page.getByRole('status').innerText()).toBe('A: a.csv is ready');
  });
});

describe('privacy', () => {
  it('the browser refuses other hosts, also in workers', async () => {
    const refused = await demo.page.evaluate(async () => {
      const blocked = new Promise<string>((resolve) => { document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => resolve(`${effectiveDirective} ${blockedURI}`), { once: true }); });
      await fetch('https://example.org/collect', { method: 'POST', body: 'data' }).catch(() => undefined);
      return blocked;
    });
    expect(refused).toBe('connect-src https://example.org/collect');
    const address = demo.requests.find((each) => /\/worker-[^/]*\.js$/.test(each))!;
    const worker = await demo.page.request.get(address);
    expect(worker.headers()['content-security-policy']).toContain("connect-src 'self'");
    demo.faults.length = 0;
  });

  it('nothing was asked for but the page', () => {
    expect(demo.requestsElsewhere().filter((address) => address !== 'https://example.org/collect')).toEqual([]);
    expect(demo.faults).toEqual([]);
  });
});

it('works without a network after the first load, every format', async () => {
  const offline = await DemoPage.open();
  try {
    await offline.page.evaluate(() => navigator.serviceWorker.ready);
    await offline.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await offline.server.close();
    await offline.page.reload();
    await offline.page.getByRole('heading', { level: 1 }).waitFor();
    await offline.choose('A', join(vectors, 'formats/nested/duckdb-v2-zstd.parquet'));
    await offline.choose('B', join(vectors, 'formats/nested/pyarrow-none.arrow'));
    expect(await offline.headline()).toBe('The same data');
  } finally {
    await offline.close();
  }
});

it('is small: 300 kB with gzip before a format is needed', async () => {
  const light = await DemoPage.open();
  try {
    // The copy for work without a network comes after the page.
    const loaded = new Set(light.requests.slice(0, light.requests.findIndex((address) => address.endsWith('service-worker.js')) >>> 0));
    const byteLength = [...loaded].reduce((sum, address) => {
      const path = address.slice(light.server.url.length) || 'index.html';
      return sum + gzipSync(readFileSync(join(dist, path))).length;
    }, 0);
    expect(loaded.size).toBeGreaterThan(2);
    expect(byteLength).toBeLessThan(300_000);
  } finally {
    await light.close();
  }
});

it('no file of the page has code that a policy would refuse', () => {
  const refused = globSync('assets/*.js', { cwd: dist }).filter((file) => /\bnew Function\(|\beval\(/.test(readFileSync(join(dist, file), 'utf8')));
  expect(refused).toEqual([]);
});

it('large files that a Hub keeps on another host are read where that is allowed, and nowhere else', async () => {
  const hub = await startHub({ repositories: [{ name: 'owner/large', files: { 'train.csv': 'x,y\n1,a\n2,b\n' }, lfs: { thresholdBytes: 0 } }] });
  const read = async (hubFiles: readonly string[]): Promise<string> => {
    const reading = await DemoPage.open({ hub: hub.endpoint, hubFiles });
    try {
      await reading.side('A').getByText('or a public dataset').click();
      await reading.page.getByLabel('Hub dataset for dataset A', { exact: true }).fill('owner/large');
      await reading.side('A').getByRole('button', { name: 'Read it' }).click();
      await reading.settled('A');
      return await reading.side('A').innerText();
    } finally {
      await reading.close();
    }
  };
  try {
    expect(await read([])).toContain('hub-unreachable');
    expect(hub.requests.some(({ origin }) => origin === 'cdn')).toBe(false);
    expect(await read([hub.cdn])).toContain('2 records · 2 fields');
    expect(hub.requests.some(({ origin }) => origin === 'cdn')).toBe(true);
  } finally {
    await hub.close();
  }
});

it('a dataset of a Hub, by its name', async () => {
  const hub = await startHub({ repositories: [{ name: 'owner/table', files: { 'train.csv': 'x,y\n1,a\n2,b\n' } }] });
  const reading = await DemoPage.open({ hub: hub.endpoint });
  try {
    await reading.side('A').getByText('or a public dataset').click();
    await reading.page.getByLabel('Hub dataset for dataset A', { exact: true }).fill('owner/table');
    await reading.page.getByLabel('Split of the Hub dataset for dataset A').fill('train');
    await reading.side('A').getByRole('button', { name: 'Read it' }).click();
    await reading.settled('A');
    await reading.give('B', { 'train.csv': 'y,x\nb,2\na,1\n' });
    expect(await reading.headline()).toBe('The same data');
    await reading.page.getByText('The same with the command line').click();
    expect(await reading.page.getByRole('region', { name: 'Commands' }).innerText()).toContain('datasig fingerprint hf:owner/table --split train\n');
    await reading.empty('A');
    await reading.side('A').getByText('or a public dataset').click();
    await reading.page.getByLabel('Hub dataset for dataset A', { exact: true }).fill('owner/other');
    await reading.side('A').getByRole('button', { name: 'Read it' }).click();
    await reading.settled('A');
    expect(await reading.failure('A')).toContain('source-not-found');
    const elsewhere = reading.requestsElsewhere();
    expect(elsewhere.length).toBeGreaterThan(2);
    expect(elsewhere.filter((address) => !address.startsWith(`${hub.endpoint}/`))).toEqual([]);
    // What the Hub saw is what the browser asked for: nothing but reading, and no token.
    expect(hub.requests.filter(({ method, authorization }) => !['GET', 'HEAD', 'OPTIONS'].includes(method) || authorization)).toEqual([]);
  } finally {
    await reading.close();
    await hub.close();
  }
});
