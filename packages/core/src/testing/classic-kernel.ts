/** The conformance suite of kernels of the classic schemes: bit for bit what the reference gives. */
import { type ClassicParameters, type ClassicScheme, classicSchemes } from '../classic/scheme.ts';
import type { ClassicKernel } from '../kernel/classic/kernel.ts';
import { classicReferenceKernel } from '../kernel/classic/reference/index.ts';
import { absorbInBlocks } from './absorb.ts';
import { checkEqual, type ConformanceCase } from './conformance.ts';
import { randomBytes } from './random.ts';

/** The cases that a kernel must pass. */
export function classicKernelConformance(kernel: ClassicKernel): readonly ConformanceCase[] {
  return classicSchemes.flatMap((scheme) => casesOf(kernel, scheme));
}

/** Few entries make many records matter; copies, and numbers of records that are no multiples of four. */
function casesOf(kernel: ClassicKernel, scheme: ClassicScheme): ConformanceCase[] {
  const alike = (name: string, records: () => readonly Uint8Array[], ...sizes: readonly number[]): ConformanceCase => ({
    name: `${scheme}: ${name}`,
    run: async () => compare(kernel, records(), sizes.map((k) => ({ scheme, k }))),
  });
  return [
    alike('several sizes in one pass', () => Array.from({ length: 501 }, (_, index) => randomBytes(index % 450, 40)), 6, 1, 3),
    alike('a whole signature of records of every length', () => Array.from({ length: 130 }, (_, index) => randomBytes(index, index)), 400),
    alike('one record many times', () => Array.from({ length: 30 }, () => randomBytes(7, 40)), 5),
    alike('a record of 5 MiB between short ones', () => [randomBytes(1, 5), randomBytes(2, 5 * 1024 * 1024), randomBytes(3, 64)], 2),
    alike('more records than fit in a block', () => Array.from({ length: 9001 }, (_, index) => randomBytes(index, 3)), 1),
    alike('no records', () => [], 2),
  ];
}

function compare(kernel: ClassicKernel, records: readonly Uint8Array[], parameters: readonly ClassicParameters[]): void {
  const expected = absorb(classicReferenceKernel, records, parameters, Math.max(1, records.length));
  for (const blockLength of [7, 10_000]) {
    checkEqual(absorb(kernel, records, parameters, blockLength).map((signature) => [...signature]), expected.map((signature) => [...signature]), 'signatures');
  }
}

function absorb(kernel: ClassicKernel, records: readonly Uint8Array[], parameters: readonly ClassicParameters[], blockLength: number): readonly Uint8Array[] {
  return absorbInBlocks(kernel.open(parameters), records, blockLength);
}
