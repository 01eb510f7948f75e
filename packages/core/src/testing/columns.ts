/** The conformance suite of kernels that encode columns themselves: the records, counts and errors of the reference. */
import { Fingerprinter, type FingerprinterOptions } from '../fingerprint/fingerprinter.ts';
import type { Kernel, KernelParameters } from '../kernel/kernel.ts';
import { referenceKernel } from '../kernel/reference/index.ts';
import type { Batch, Column, ColumnBatch, Value } from '../spec/v1/batch.ts';
import { borderIntegers, borderNumbers, randomText, runsOf, samples, withNulls } from './column-samples.ts';
import { checkEqual, type ConformanceCase } from './conformance.ts';
import { Random, randomBytes } from './random.ts';

const encoder = new TextEncoder();

/** The cases that a kernel must pass. */
export function columnConformance(kernel: Kernel): readonly ConformanceCase[] {
  const alike = (name: string, batches: () => readonly Batch[], options: Options = {}): ConformanceCase => ({
    name: `columns: ${name}`,
    run: async () => checkEqual(outcome(kernel, batches(), options), outcome(referenceKernel, batches(), options), name),
  });
  return [
    ...Object.entries(samples).map(([name, sample], seed) => alike(name, () => [batchOf(200, [sample('a', 200, seed), withNulls(sample('b', 200, seed + 1), 200, seed)])])),
    { name: 'columns: rows of every type are not left to the caller', run: async () => checkDirect(kernel) },
    alike('all types together, in several batches', () => [300, 1, 7, 0, 40].map((rowCount, seed) => everyType(rowCount, seed))),
    alike('all types together, with a key', () => [everyType(60, 9)], { key: randomBytes(1, 32) }),
    alike('numbers around every border', () => inBatches(borderNumbers(), (values) => ({ type: 'number', name: 'n', values })), { identity: false }),
    alike('integers around every border', () => [BigInt64Array, BigUint64Array].map((ArrayType) => ArrayType.from(borderIntegers())).map((values) => batchOf(values.length, [{ type: 'bigint', name: 'n', values }]))),
    alike('counts of time around every border', borderTimes),
    alike('texts of every length from 0 to 300', () => [1, 3, 50].map((rarity) => textBatch(Array.from({ length: 301 }, (_, length) => encoder.encode(randomText(new Random(length), length, rarity)))))),
    alike('more rows and bytes than fit at once', () => [batchOf(20_000, [samples['ascii']!('t', 20_000, 1), samples['Float64Array']!('n', 20_000, 2), withNulls(samples['values']!('v', 20_000, 3), 20_000, 4)])], { identity: false }),
    alike('long values between short ones', () => [textBatch([10, 200_000, 3, 300_000, 5, 2_000_000, 7, 3_000_000, 1, 70_000, 2].map((length) => new Uint8Array(length).fill(0x61))), everyType(20, 1)]),
    alike('long values that JavaScript encodes', () => [valueBatch([['a'], 'b'.repeat(40_000), 1, Array(20_000).fill('c'), null, 'd'.repeat(33_000), 'e'.repeat(31_000), { f: 'g'.repeat(2_200_000) }, 2]), everyType(20, 2)]),
    ...[23, 24, 255, 256, 3000].map((count) => alike(`${count} columns`, () => [batchOf(9, Array.from({ length: count }, (_, index) => withNulls(samples['short texts']!(`column ${index}`, 9, index), 9, index)))])),
    ...preparationCases(alike),
    ...errorCases(alike),
  ];
}

type Options = Omit<FingerprinterOptions, 'kernel'>;
type MakeCase = (name: string, batches: () => readonly Batch[], options?: Options) => ConformanceCase;

function preparationCases(alike: MakeCase): readonly ConformanceCase[] {
  const [a, b] = [samples['short texts']!('a', 50, 1), samples['BigInt64Array']!('b', 50, 2)];
  const either = Uint8Array.from({ length: 50 }, (_, row) => row % 2);
  const apart = batchOf(50, [{ ...a, valid: either }, { ...b, valid: either.map((byte) => 1 - byte) }]);
  return [
    alike('some columns, one renamed', () => [everyType(50, 3)], { preparation: { columns: ['ascii', 'bool', 'values'], rename: { bool: 'zz' } } }),
    alike('two columns of one name, never both present', () => [apart], { preparation: { rename: { b: 'a' } } }),
    alike('two columns of one name, both present', () => [apart, batchOf(50, [a, { ...b, valid: either }])], { preparation: { rename: { b: 'a' } } }),
    alike('null tokens and casts', () => [digits(3000)], { preparation: { nullTokens: ['5'], casts: { a: { to: 'integer' } }, textCasts: { b: { to: 'float64' } } } }),
    alike('a cast that fails', () => [digits(3000, 2500)], { preparation: { casts: { a: { to: 'integer' } } } }),
  ];
}

function errorCases(alike: MakeCase): readonly ConformanceCase[] {
  const rows = [0, 1, 499, 999];
  const time = (row: number, value: bigint): Column => ({ type: 'time', unit: 'us', name: 'time', values: new BigInt64Array(1000).fill(5n).with(row, value) });
  const bits = (row: number): Column => ({ type: 'tensor', dtype: 'bool', shape: [33], name: 'bits', data: new Uint8Array(33_000).fill(1).with(33 * row + (row % 33), 2) });
  const invalid = (row: number, bytes: readonly number[]): Column => ({ type: 'text', name: 'text', ...runsOf(Array.from({ length: 1000 }, (_, index) => (index === row ? Uint8Array.from(bytes) : encoder.encode(index % 3 === 0 ? 'é' : 'ab')))) });
  const cut = (row: number): Column => ({ type: 'text', name: 'text', offsets: Uint32Array.from({ length: 1001 }, (_, index) => 2 * index + (index === row + 1 ? 1 : 0)), bytes: encoder.encode('é'.repeat(1000)) });
  const masked = (column: Column, row: number): Column => ({ ...column, valid: new Uint8Array(1000).fill(1).with(row, 0) });
  const beside = (column: Column): readonly Batch[] => [batchOf(1000, [samples['Float64Array']!('a', 1000, 1), column, samples['ascii']!('z', 1000, 2)])];
  const faulty: Readonly<Record<string, (row: number) => Column>> = {
    'no UTF-8': (row) => invalid(row, [0x61, 0xc3]),
    'a surrogate in UTF-8': (row) => invalid(row, [0xed, 0xa0, 0x80]),
    'a character cut by two rows': cut,
    'a time of day below its range': (row) => time(row, -1n),
    'a time of day beyond its range': (row) => time(row, 86_400_000_000n),
    'a bool tensor of other bytes': bits,
    'a lone surrogate': (row) => ({ type: 'values', name: 'value', values: Array<Value>(1000).fill(1).with(row, '\uD800') }),
  };
  return [
    ...Object.entries(faulty).flatMap(([name, column]) => rows.flatMap((row) => [alike(`${name} in row ${row}`, () => beside(column(row))), alike(`the same where null: ${name}, row ${row}`, () => beside(masked(column(row), row)))])),
    alike('the first of two faults', () => [batchOf(1000, [invalid(700, [0xff]), time(600, -1n)])]),
    alike('a record over the limit', () => [textBatch([10, 20, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101].map((length) => new Uint8Array(length).fill(0x61)))], { recordByteLimit: 100 }),
    alike('a long record over the limit', () => [textBatch([10, 400_000, 5_000_000, 20].map((length) => new Uint8Array(length).fill(0x61)))], { recordByteLimit: 3_000_000 }),
  ];
}

function batchOf(rowCount: number, columns: readonly Column[]): ColumnBatch {
  return { kind: 'columns', rowCount, columns };
}

function textBatch(texts: readonly Uint8Array[]): ColumnBatch {
  return batchOf(texts.length, [{ type: 'text', name: 't', ...runsOf(texts) }, samples['bool']!('other', texts.length, 1)]);
}

function valueBatch(values: readonly Value[]): ColumnBatch {
  return batchOf(values.length, [{ type: 'values', name: 'v', values }, samples['values']!('other', values.length, 1)]);
}

/** Every sample in one batch, some with nulls. */
function everyType(rowCount: number, seed: number): ColumnBatch {
  const random = new Random(seed);
  return batchOf(rowCount, Object.entries(samples).map(([name, sample], index) => (random.below(2) === 0 ? sample(name, rowCount, seed + index) : withNulls(sample(name, rowCount, seed + index), rowCount, seed))));
}

/** Texts that are numbers, but for that of row `faulty`. */
function digits(rowCount: number, faulty = -1): ColumnBatch {
  const column = (name: string): Column => ({ type: 'text', name, ...runsOf(Array.from({ length: rowCount }, (_, row) => encoder.encode(row === faulty ? 'x' : String(row % 11)))) });
  return batchOf(rowCount, [column('a'), column('b'), column('c')]);
}

function borderTimes(): ColumnBatch[] {
  const values = BigInt64Array.from(borderIntegers());
  const types = (['timestamp', 'duration', 'date'] as const).flatMap((type) => (['d', 's', 'ms', 'us', 'ns'] as const).map((unit) => ({ type, unit })));
  return types.map(({ type, unit }) => batchOf(values.length, [{ type, unit, name: 't', values }]));
}

function inBatches(values: Float64Array<ArrayBuffer>, column: (values: Float64Array) => Column): ColumnBatch[] {
  return Array.from({ length: Math.ceil(values.length / 5000) }, (_, index) => values.subarray(5000 * index, 5000 * (index + 1))).map((part) => batchOf(part.length, [column(part)]));
}

/** What comes of batches: a summary, or the error and the place where it is raised. */
function outcome(kernel: Kernel, batches: readonly Batch[], options: Options): unknown {
  const fingerprinter = new Fingerprinter({ sketches: [{ scheme: 'scaled/1', scale: 1 }], ...options, kernel });
  try {
    for (const batch of batches) fingerprinter.add(batch);
    const { identity, sketches, ...others } = fingerprinter.finish();
    return { ...others, identity: identity && plain(identity), sketches: sketches.map(plain) };
  } catch (error) {
    const { code, message, position } = error as { readonly code?: string; readonly message: string; readonly position?: unknown };
    return { code, message, position };
  }
}

/** Typed arrays are written as lists. */
function plain(result: object): object {
  return Object.fromEntries(Object.entries(result).map(([name, value]: [string, unknown]) => [name, ArrayBuffer.isView(value) ? [...(value as BigUint64Array)] : value]));
}

/** Fails where a kernel that has the short way does not take it. */
function checkDirect(kernel: Kernel): void {
  let rowCount = 0;
  const open = (parameters: KernelParameters): ReturnType<Kernel['open']> => {
    const session = kernel.open(parameters);
    const { columns } = session;
    const counting = columns && {
      open: columns.open.bind(columns),
      write(...parts: Parameters<typeof columns.write>): number {
        const count = columns.write(...parts);
        rowCount += count;
        return count;
      },
    };
    return { ...(counting && { columns: counting }), reserve: session.reserve.bind(session), absorb: session.absorb.bind(session), finish: session.finish.bind(session) };
  };
  const session = kernel.open({ identity: false, smallestCount: 1, threshold: 0n, binCounts: [] });
  const expected = session.columns === undefined ? 0 : 1000;
  session.finish();
  const [a, b] = [samples['foreign texts']!('a', 1000, 1), samples['Float64Array']!('b', 1000, 2)];
  const fingerprinter = new Fingerprinter({ kernel: { name: kernel.name, open }, identity: false });
  // A long record is left, and those after it are not.
  fingerprinter.add(textBatch([new Uint8Array(3_000_000)]));
  fingerprinter.add(batchOf(1000, [a, withNulls(b, 1000, 1), samples['values']!('v', 1000, 3)]));
  fingerprinter.finish();
  checkEqual(rowCount, expected, 'rows written by the kernel');
}
