import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { writeFingerprint } from '@datasig/core';
import { afterAll, expect, it } from 'vitest';
import { ArraySource, makeRows } from '../test/array-source.ts';
import { fingerprint } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'datasig-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('goes on after kill -9 at any moment and ends with the same bytes', async () => {
  const script = fileURLToPath(new URL('../test/killable.ts', import.meta.url));
  const output = join(folder, 'out.json');
  let killCount = 0;
  // Later and later, so that every run gets further than the one before.
  for (let delayMs = 120; !existsSync(output); delayMs += 60) {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, join(folder, 'state'), output], { stdio: 'inherit' });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await Promise.race([ended, setTimeout(delayMs)]);
    if (child.exitCode === null && child.kill('SIGKILL')) killCount++;
    await ended;
  }
  expect(killCount).toBeGreaterThan(2);
  expect(readFileSync(output, 'utf8')).toBe(writeFingerprint((await fingerprint(new ArraySource(makeRows(2000)))).fingerprint));
});
