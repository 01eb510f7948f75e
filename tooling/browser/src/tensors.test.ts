/** Tensors of TensorFlow.js in a real Chromium, in JavaScript and by WebGL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import type { TensorFunctions } from './tensors.ts';

declare const tensors: TensorFunctions;

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), 'datasig-tensors-'));
/** WebGL by the processor, where there is no GPU. */
const softwareWebgl: readonly string[] = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];
let server: PreviewServer;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  await build({ root, configFile: false, logLevel: 'warn', build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 4000, rolldownOptions: { input: join(root, 'tensors.html') } } });
  server = await preview({ root, configFile: false, logLevel: 'warn', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  browser = await launchChromium(softwareWebgl);
  page = await browser.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(new URL('tensors.html', server.resolvedUrls!.local[0]!).href);
  await page.waitForFunction(() => 'tensors' in globalThis);
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(outDir, { recursive: true, force: true });
});

describe.each(['cpu', 'webgl'])('%s', (backend) => {
  it('passes the suite of connectors by every entry point, and leaves no tensor', async () => {
    const outcome = await page.evaluate((name) => tensors.conformance(name), backend);
    expect(outcome).toEqual({ backend, caseCount: 50, faults: [] });
  });

  it('is read without waiting, though elements are dropped at once', async () => {
    const count = 1000;
    const expected = await page.evaluate((each) => tensors.uidOfComputed(each), count);
    expect(await page.evaluate(([name, each]) => tensors.tapComputed(name, each), [backend, count] as const)).toEqual({ uid: expected, tensorsLeft: 0, waits: 0, held: backend === 'webgl' });
  });
});

it('raised nothing on the way', () => {
  expect(faults).toEqual([]);
});
