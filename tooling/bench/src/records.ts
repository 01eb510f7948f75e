/** Random records of one size, as batches and as the canonical bytes that they become. */
import { encodeCanonical } from '@datasig/core';
import type { Column, ColumnBatch, Value } from '@datasig/core/spec';
import { Random } from './random.ts';

const seed = 7;
const batchRecordCount = 4096;
const textByteLength = 8;

/** Records. */
export interface Records {
  readonly batches: readonly ColumnBatch[];
  /** The canonical encoding of each. */
  readonly canonical: readonly Uint8Array[];
  /** Length of all canonical encodings together. */
  readonly byteLength: number;
}

/** What records are made of: one column of bytes, or beside it three of whole numbers, two of floats, one of booleans and one of text. */
export type RecordShape = 'one column' | 'eight columns';

type Fields = Readonly<Record<string, Value>>;

/** Makes `count` records whose canonical encodings are `byteLength` bytes each. */
export function makeRecords(byteLength: number, count: number, shape: RecordShape = 'one column'): Records {
  const random = new Random(seed);
  const fields = shape === 'one column' ? (): Fields => ({}) : (): Fields => wideFields(random);
  const payloadByteLength = payloadLength(byteLength, fields());
  const batches: ColumnBatch[] = [];
  const canonical: Uint8Array[] = [];
  for (let first = 0; first < count; first += batchRecordCount) {
    const rowCount = Math.min(batchRecordCount, count - first);
    const rows = Array.from({ length: rowCount }, (): Fields => ({ b: Uint8Array.from({ length: payloadByteLength }, () => random.uint32()), ...fields() }));
    batches.push({ kind: 'columns', rowCount, columns: Object.keys(rows[0]!).map((name) => columnOf(name, rows.map((row) => row[name]!))) });
    for (const row of rows) canonical.push(encodeCanonical(row));
  }
  const other = canonical.find(({ length }) => length !== byteLength);
  if (other !== undefined) throw new Error(`a record is ${other.length} bytes long, not ${byteLength}`);
  return { batches, canonical, byteLength: byteLength * count };
}

/** Seven fields that take the same number of bytes encoded, whatever the random numbers. */
function wideFields(random: Random): Fields {
  const whole = (): number => 65_536 + (random.uint32() >>> 2);
  const text = (): string => random.uint32().toString(16).padStart(textByteLength, '0');
  // A third is no sum of few powers of two, so that no shorter float holds it.
  const float = (): number => whole() / 3 + 0.1;
  return { i: whole(), j: whole(), k: whole(), x: float(), y: float(), o: random.below(2) === 1, t: text() };
}

function columnOf(name: string, values: readonly Value[]): Column {
  const [first] = values;
  if (typeof first === 'boolean') return { type: 'bool', name, values: Uint8Array.from(values, Number) };
  if (typeof first === 'number') return { type: 'number', name, values: Number.isInteger(first) ? Int32Array.from(values as number[]) : Float64Array.from(values as number[]) };
  const parts = values.map((value) => (typeof value === 'string' ? Buffer.from(value) : (value as Uint8Array)));
  const offsets = Uint32Array.from({ length: parts.length + 1 }, (_, index) => index * parts[0]!.length);
  return { type: typeof first === 'string' ? 'text' : 'bytes', name, offsets, bytes: new Uint8Array(Buffer.concat(parts)) };
}

/** Bytes of the field of bytes where the whole encoding is `byteLength` long. */
function payloadLength(byteLength: number, fields: Fields): number {
  for (let length = 0; length < byteLength; length++) {
    if (encodeCanonical({ b: new Uint8Array(length), ...fields }).length === byteLength) return length;
  }
  throw new RangeError(`no record of ${Object.keys(fields).length + 1} fields is ${byteLength} bytes long`);
}
