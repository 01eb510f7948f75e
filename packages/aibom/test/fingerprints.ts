/** Fingerprints of numbered records, made as the command makes them. */
import { createFingerprint, type Fingerprint, Fingerprinter, type FingerprinterOptions } from '@datasig/core';

/** Numbers from `from` on before `to`. */
export function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** The fingerprint of records `{ id }`, one for each of `ids`, equal ones too. */
export function fingerprintOf(ids: readonly number[], options: FingerprinterOptions = {}, name = 'numbers'): Fingerprint {
  const pass = new Fingerprinter(options);
  pass.add({ kind: 'rows', rows: ids.map((id) => ({ id })) });
  return createFingerprint({ dataset: { name, connector: 'test', location: name }, summary: pass.finish() });
}
