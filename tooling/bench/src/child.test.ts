/** Child processes: their ends, and that none outlives an interruption. */
import { expect, test } from 'vitest';
import { runChild, runToSuccess } from './child.ts';

const { signal } = new AbortController();

test('tells how a child ended and what it printed', async () => {
  expect(await runChild(['-e', 'console.log(1); console.error(2); process.exitCode = 3'], { signal })).toMatchObject({ exitCode: 3, stdout: '1\n', stderr: '2\n' });
  await expect(runToSuccess(['-e', 'process.exitCode = 3'], { signal })).rejects.toThrow('ended with 3');
});

test('asks for the peak of memory', async () => {
  const { peakMib = 0 } = await runToSuccess(['-e', 'new Uint8Array(2 ** 28).fill(1)'], { signal, measurePeak: true });
  expect(peakMib).toBeGreaterThan(256);
  expect(peakMib).toBeLessThan(512);
});

test('a large parent is no part of the peak', async () => {
  const large = new Uint8Array(2 ** 28).fill(1);
  const { peakMib = Infinity } = await runToSuccess(['-e', '0'], { signal, measurePeak: true });
  expect(peakMib).toBeLessThan(large.length / 2 ** 20);
});

test('kills after a while, and on interruption', async () => {
  const forever = ['-e', 'setInterval(() => {}, 1000)'];
  expect(await runChild(forever, { signal, killAfterMs: 100 })).toMatchObject({ exitCode: null });
  const interruption = new AbortController();
  setTimeout(() => interruption.abort(new Error('enough')), 100);
  await expect(runChild(forever, { signal: interruption.signal })).rejects.toThrow('enough');
});
