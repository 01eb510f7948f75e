/** Random records of one size, as batches and as the canonical bytes that they become. */
import { encodeCanonical } from '@datasig/core';
import type { ColumnBatch } from '@datasig/core/spec';
import { Random } from './random.ts';

const seed = 7;
const batchRecordCount = 4096;

/** Records. */
export interface Records {
  readonly batches: readonly ColumnBatch[];
  /** The canonical encoding of each. */
  readonly canonical: readonly Uint8Array[];
  /** Length of all canonical encodings together. */
  readonly byteLength: number;
}

/** Makes `count` records with one field of bytes, whose canonical encodings are `byteLength` bytes each. */
export function makeRecords(byteLength: number, count: number): Records {
  const random = new Random(seed);
  const payloadByteLength = payloadLength(byteLength);
  const batches: ColumnBatch[] = [];
  const canonical: Uint8Array[] = [];
  for (let first = 0; first < count; first += batchRecordCount) {
    const rowCount = Math.min(batchRecordCount, count - first);
    const bytes = Uint8Array.from({ length: rowCount * payloadByteLength }, () => random.uint32());
    const offsets = Uint32Array.from({ length: rowCount + 1 }, (_, index) => index * payloadByteLength);
    batches.push({ kind: 'columns', rowCount, columns: [{ type: 'bytes', name: 'b', offsets, bytes }] });
    for (let row = 0; row < rowCount; row++) canonical.push(encodeRecord(bytes.subarray(offsets[row], offsets[row + 1])));
  }
  return { batches, canonical, byteLength: byteLength * count };
}

/** Bytes of the field's value where the whole encoding is `byteLength` long. */
function payloadLength(byteLength: number): number {
  for (let length = byteLength - 8; length < byteLength; length++) {
    if (encodeRecord(new Uint8Array(length)).length === byteLength) return length;
  }
  throw new RangeError(`no record of one field is ${byteLength} bytes long`);
}

function encodeRecord(b: Uint8Array): Uint8Array {
  return encodeCanonical({ b });
}
