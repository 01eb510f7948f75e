/** A recorded pass, done again, gives what the pass would have given. */
import { defaultKernel, Fingerprinter } from '@datasig/core';
import { expect, test } from 'vitest';
import { makeRecords } from '../records.ts';
import { idleKernel, Recording } from './recorded-kernel.ts';

test('a replay has the results of a pass on the kernel itself', () => {
  const { batches, byteLength } = makeRecords(100, 20_000);
  const recording = new Recording();
  const summaries = [defaultKernel, recording.kernel, idleKernel].map((kernel) => {
    const fingerprinter = new Fingerprinter({ kernel });
    for (const batch of batches) fingerprinter.add(batch);
    return fingerprinter.finish();
  });
  const { recordCount, state, smallest } = recording.replay(defaultKernel);
  expect([recordCount, recording.recordCount, recording.byteLength]).toEqual([20_000, 20_000, byteLength]);
  expect(state).toEqual(summaries[0]!.identity!.state);
  expect([...smallest].slice(0, 1024)).toEqual([...(summaries[0]!.sketches[0] as { hashes: BigUint64Array }).hashes]);
  expect(summaries.map(({ records }) => records.count)).toEqual([20_000n, 20_000n, 20_000n]);
});

test('nothing can be replayed before a pass', () => {
  expect(() => new Recording().replay(defaultKernel)).toThrow('nothing has been recorded');
});
