/** Histories against versions whose changes are known. */
import { expect, it } from 'vitest';
import { fingerprintOf, numbers } from '../../test/fingerprints.ts';
import { traceHistory } from './history.ts';

const version = (label: string, ids: readonly number[], options = {}): { readonly label: string; readonly fingerprint: ReturnType<typeof fingerprintOf> } => ({ label, fingerprint: fingerprintOf(ids, options) });

it('tells what stayed, went and came', () => {
  const steps = traceHistory([version('1', numbers(0, 100)), version('2', numbers(10, 150)), version('3', numbers(10, 150)), version('4', numbers(200, 210))]);
  expect(steps.map(({ version: { label }, keptShare, drift }) => [label, keptShare?.estimate ?? null, drift?.removed?.estimate ?? null, drift?.added?.estimate ?? null])).toEqual([
    ['1', null, null, null],
    ['2', 0.9, 10, 50],
    ['3', 1, 0, 0],
    ['4', 0, 140, 10],
  ]);
  expect(steps[2]!.drift!.identical).toBe(true);
});

it('goes on after versions that cannot be compared', () => {
  const steps = traceHistory([version('1', [1]), version('2', [1], { key: new Uint8Array(32) }), version('3', [1])]);
  expect(steps.map(({ drift, error }) => [drift, error?.code ?? null])).toEqual([[null, null], [null, 'digest-mismatch'], [null, 'digest-mismatch']]);
});

it('knows that nothing changed without sketches, and nothing more', () => {
  const bare = { sketches: [] };
  const steps = traceHistory([version('1', [1], bare), version('2', [1], bare), version('3', [2], bare)]);
  expect(steps.map(({ keptShare }) => keptShare?.estimate ?? null)).toEqual([null, 1, null]);
});
