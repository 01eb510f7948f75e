/** The conformance suite of kernels: bit for bit what the reference gives. */
import type { Kernel, KernelParameters, KernelResult } from '../kernel/kernel.ts';
import { referenceKernel } from '../kernel/reference/index.ts';
import { absorbInBlocks } from './absorb.ts';
import { check, checkEqual, type ConformanceCase } from './conformance.ts';
import { randomBytes } from './random.ts';

const everything: KernelParameters = { identity: true, smallestCount: 65, threshold: 1n << 62n, binCounts: [64] };
const bins: KernelParameters = { identity: false, smallestCount: 0, threshold: 0n, binCounts: [1, 3, 1023, 1024, 2 ** 16] };
/** Sizes of memory slices and buffers are likely between these. */
const longRecordByteLengths = [64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 5 * 1024 * 1024];

/** The cases that a kernel must pass. */
export function kernelConformance(kernel: Kernel): readonly ConformanceCase[] {
  const alike = (name: string, records: () => readonly Uint8Array[], parameters: KernelParameters = everything): ConformanceCase => ({
    name,
    run: async () => compare(kernel, records(), parameters),
  });
  const key = randomBytes(1, 32);
  return [
    alike('no records', () => []),
    alike('records of every length from 0 to 300', () => Array.from({ length: 301 }, (_, length) => randomBytes(length, length))),
    alike('the same with a key', () => Array.from({ length: 301 }, (_, length) => randomBytes(length, length)), { ...everything, key }),
    ...longRecordByteLengths.map((length) => alike(`records of ${length} bytes between short ones`, () => [randomBytes(1, 5), randomBytes(2, length), randomBytes(3, 64)])),
    alike('many records, smallest hashes and threshold', () => Array.from({ length: 5000 }, (_, index) => randomBytes(index, 40))),
    alike('one record many times', () => Array.from({ length: 5000 }, () => randomBytes(7, 40))),
    alike('no identity', () => [randomBytes(1, 10), randomBytes(2, 10)], { ...everything, identity: false }),
    alike('identity alone', () => [randomBytes(1, 10), randomBytes(2, 10)], { identity: true, smallestCount: 0, threshold: 0n, binCounts: [] }),
    alike('bins alone, of one, odd and many', () => Array.from({ length: 3000 }, (_, index) => randomBytes(index, 40)), bins),
    alike('bins with a key', () => Array.from({ length: 3000 }, (_, index) => randomBytes(index, 40)), { ...bins, key }),
    alike('more bins than records', () => Array.from({ length: 20 }, (_, index) => randomBytes(index, 40)), bins),
    alike('bins of one record many times', () => Array.from({ length: 100 }, () => randomBytes(7, 40)), bins),
    alike('bins of no records', () => [], bins),
    { name: 'does not depend on how records are blocked', run: async () => checkBlocking(kernel) },
    { name: 'keeps what was written when the buffer grows', run: async () => checkGrowth(kernel) },
  ];
}

function compare(kernel: Kernel, records: readonly Uint8Array[], parameters: KernelParameters): void {
  checkResults(absorb(kernel, records, parameters, 7), absorb(referenceKernel, records, parameters, records.length));
}

function checkBlocking(kernel: Kernel): void {
  const records = Array.from({ length: 200 }, (_, index) => randomBytes(index, index));
  for (const blockLength of [1, 3, 64, 200]) checkResults(absorb(kernel, records, everything, blockLength), absorb(referenceKernel, records, everything, 200));
}

function checkGrowth(kernel: Kernel): void {
  const session = kernel.open(everything);
  session.reserve(16, 0).set(randomBytes(1, 16));
  const grown = session.reserve(1 << 20, 16);
  check(grown.length >= 1 << 20, 'reserve granted less than was asked for');
  checkEqual([...grown.subarray(0, 16)], [...randomBytes(1, 16)], 'the bytes kept');
}

function absorb(kernel: Kernel, records: readonly Uint8Array[], parameters: KernelParameters, blockLength: number): KernelResult {
  return absorbInBlocks(kernel.open(parameters), records, blockLength);
}

function checkResults(actual: KernelResult, expected: KernelResult): void {
  checkEqual(actual.recordCount, expected.recordCount, 'record count');
  checkEqual(actual.state && [...actual.state], expected.state && [...expected.state], 'state');
  checkEqual([...actual.smallest], [...expected.smallest], 'smallest hashes');
  checkEqual(actual.bins.map((minima) => [...minima]), expected.bins.map((minima) => [...minima]), 'minima of bins');
  checkEqual([...actual.below], [...expected.below], 'hashes below the threshold');
}
