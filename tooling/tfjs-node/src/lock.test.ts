/** The lock among real processes. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { alone } from './lock.ts';

const execute = promisify(execFile);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datasig-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lets one process work at a time', async () => {
  const script = `
    import { appendFileSync } from 'node:fs';
    const { alone } = await import(${JSON.stringify(new URL('lock.ts', import.meta.url).href)});
    await alone('lock', () => {
      appendFileSync('log', 'begin ' + process.pid + '\\n');
      for (let i = 0; i < 1e7; i++) Math.sqrt(i);
      appendFileSync('log', 'end ' + process.pid + '\\n');
    });`;
  await Promise.all([1, 2, 3].map(() => execute(process.execPath, ['--input-type=module', '-e', script], { cwd: folder })));
  const lines = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
  expect(lines.length).toBe(6);
  for (let i = 0; i < lines.length; i += 2) expect([lines[i]!.replace('begin', 'end'), lines[i]!.startsWith('begin')]).toEqual([lines[i + 1], true]);
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

it('takes over from a process that died, and is let go of when work throws', async () => {
  const lock = join(folder, 'lock');
  const { stdout } = await execute(process.execPath, ['-p', 'process.pid']);
  writeFileSync(lock, stdout.trim());
  await expect(alone(lock, () => {
    throw new Error('no compiler');
  })).rejects.toThrow('no compiler');
  expect(await alone(lock, () => 42)).toBe(42);
});
