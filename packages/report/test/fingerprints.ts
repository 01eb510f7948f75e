/** Fingerprints of rows for tests. */
import { createFingerprint, type Fingerprint, Fingerprinter, type FingerprinterOptions } from '@datasig/core';
import type { Operand } from '../src/index.ts';

/** The fingerprint of the numbers from `from` up to, and without, `to`, as records. */
export function numbers(name: string, from: number, to: number, options: FingerprinterOptions = {}): Operand {
  return operand(name, Array.from({ length: to - from }, (_, index) => ({ id: from + index })), options);
}

/** The fingerprint of rows, as the operand that a file `NAME.datasig.json` is. */
export function operand(name: string, rows: readonly Readonly<Record<string, string | number | null>>[], options: FingerprinterOptions = {}): Operand {
  const fingerprinter = new Fingerprinter(options);
  fingerprinter.add({ kind: 'rows', rows });
  const fingerprint: Fingerprint = createFingerprint({ dataset: { name, connector: 'test', location: name }, summary: fingerprinter.finish() });
  return { argument: `${name}.datasig.json`, fingerprint };
}
