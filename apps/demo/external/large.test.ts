/** A CSV file of 1 GB is read in flat memory. Takes some minutes; Linux tells what processes take. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DemoPage } from './demo-page.ts';

const byteLength = 1_000_000_000;
const byteLimit = 700_000_000;
const name = 'large.csv';
let demo: DemoPage;
let folder: string;

/** Rows that are all different, of numbers and text. */
function writeCsv(path: string): number {
  const file = openSync(path, 'w');
  try {
    let [written, row] = [writeSync(file, 'id,name,value,flag,note\n'), 0];
    while (written < byteLength) {
      const lines: string[] = [];
      for (let index = 0; index < 20_000; index++, row++) lines.push(`${row},person ${row % 9973},${(row * 7919) % 100_003}.${row % 10},${row % 2 === 0},"a note, of some length, ${row}"`);
      written += writeSync(file, `${lines.join('\n')}\n`);
    }
    return row;
  } finally {
    closeSync(file);
  }
}

/** What all processes of the browser take, shared pages divided among those that share them. */
async function browserByteLength(): Promise<number> {
  const session = await demo.browser.newBrowserCDPSession();
  const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as { readonly processInfo: readonly { readonly id: number }[] };
  await session.detach();
  return processInfo.reduce((sum, { id }) => sum + proportionalByteLength(id), 0);
}

function proportionalByteLength(process: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${process}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'datasig-large-'));
  demo = await DemoPage.open();
});
afterAll(async () => {
  await demo.close();
  rmSync(folder, { recursive: true });
});

it('1 GB of CSV', async () => {
  const path = join(folder, name);
  const rowCount = writeCsv(path);
  expect(statSync(path).size).toBeGreaterThan(byteLength);
  let most = 0;
  const measure = async (): Promise<void> => { most = Math.max(most, await browserByteLength()); };
  const timer = setInterval(() => void measure(), 500);
  try {
    await demo.choose('A', path);
  } finally {
    clearInterval(timer);
  }
  process.stdout.write(`1 GB of CSV: ${await demo.side('A').locator('.made-facts').innerText()}; at most ${Math.round(most / 1_000_000)} MB of memory\n`);
  expect(await demo.side('A').innerText()).toContain(`${rowCount.toLocaleString('en-US')} records`);
  expect(most).toBeGreaterThan(50_000_000);
  expect(most).toBeLessThan(byteLimit);
}, 600_000);
