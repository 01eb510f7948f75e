/** Reports in a real Chromium: accessible, light and dark, wide and narrow, without script or request. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeFingerprint } from '@datasig/core';
import { createReport, htmlReport, svgMarkup } from '@datasig/report';
import axe from 'axe-core';
import { parseHTML } from 'linkedom';
import type { Browser, Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbers, operand } from '../../../packages/report/test/fingerprints.ts';
import { launchChromium } from './chromium.ts';
import type { NamedFile, ReportFunctions } from './report.ts';

declare const reports: ReportFunctions;

const root = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'datasig-report-'));
const outDir = join(folder, 'dist');
const { document } = parseHTML('<!doctype html><html></html>');
let server: PreviewServer;
let browser: Browser;

const sketches = [{ scheme: 'bottom-k/1', k: 256 }] as const;
const rows = (typed: boolean): Record<string, string | number>[] => Array.from({ length: 900 }, (_, id) => ({ id: typed ? id : String(id), name: `name ${id}` }));
const versions = [numbers('v1', 0, 4000, { sketches }), numbers('v2 <b>', 100, 5000, { sketches }), numbers('v2 again', 100, 5000, { sketches }), numbers('v3', 3000, 9000, { sketches })];
const samples: Readonly<Record<string, string>> = {
  overlapping: htmlReport(createReport(versions.slice(0, 2)), { document, command: 'datasig report v1 v2' }),
  identical: htmlReport(createReport(versions.slice(1, 3)), { document }),
  'of other types': htmlReport(createReport([operand('text.csv', rows(false), { sketches }), operand('typed.parquet', rows(true), { sketches })]), { document }),
  'of an empty one': htmlReport(createReport([numbers('none', 0, 0), numbers('some', 0, 40)]), { document }),
  'without sketches': htmlReport(createReport([numbers('a', 0, 5, { sketches: [] }), numbers('b', 0, 6, { sketches: [] })]), { document }),
  'of several': htmlReport(createReport(versions), { document }),
  'of many': htmlReport(createReport(Array.from({ length: 14 }, (_, index) => numbers(`dataset ${index}`, index * 40, index * 60 + 200))), { document }),
  'of versions': htmlReport(createReport(versions, { timeline: true }), { document }),
};
const files: readonly NamedFile[] = versions.map(({ argument, fingerprint }) => ({ argument, text: writeFingerprint(fingerprint) }));

beforeAll(async () => {
  await build({ root, configFile: false, logLevel: 'warn', build: { outDir, emptyOutDir: true, rolldownOptions: { input: join(root, 'report.html') } } });
  server = await preview({ root, configFile: false, logLevel: 'warn', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  browser = await launchChromium();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page with all that it says and asks for. */
async function open(address: string, options: { readonly width: number; readonly colorScheme: 'light' | 'dark' }): Promise<{ readonly page: Page; readonly said: string[]; readonly asked: string[] }> {
  const { width, colorScheme } = options;
  // Where pixels are coarse, Plot shifts lines by half of one.
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, deviceScaleFactor: 2 });
  const [said, asked]: [string[], string[]] = [[], []];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address);
  return { page, said, asked };
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { readonly axe: typeof axe }).axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 100)}`));
  });
}

describe.each(Object.keys(samples))('a report %s', (name) => {
  // Rules that ask for colours do not ask for widths, and the other way round.
  it.each([
    { width: 1200, colorScheme: 'light' },
    { width: 390, colorScheme: 'dark' },
  ] as const)('is accessible, quiet and fits: $width px, $colorScheme', async (options) => {
    const file = join(folder, 'report.html');
    writeFileSync(file, samples[name]!);
    const { href } = pathToFileURL(file);
    const { page, said, asked } = await open(href, options);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => details.setAttribute('open', '')));
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    expect([said, asked]).toEqual([[], [href]]);
    await page.close();
  });
});

describe('in a page', () => {
  it('draws the pictures and writes the reports that Node does, under a strict policy', async () => {
    const { picturesOf, operandsOf } = await import('./report.ts');
    const { page, said } = await open(new URL('report.html', server.resolvedUrls!.local[0]!).href, { width: 800, colorScheme: 'light' });
    await page.waitForFunction(() => 'reports' in globalThis);
    const pictures = await page.evaluate((named) => reports.show(named), files);
    expect(pictures).toHaveLength(6);
    expect(pictures).toEqual(picturesOf(files, document).map(svgMarkup));
    for (const timeline of [false, true]) {
      const made = await page.evaluate(([named, isTimeline]) => reports.page(named, isTimeline), [files, timeline] as const);
      expect(made).toBe(htmlReport(createReport(operandsOf(files), { timeline }), { document }));
    }
    expect(said).toEqual([]);
  });
});
