/** Records of TFRecord files without `features.json`: every feature is the list that it is in the file. */
import type { Batch, Value } from '@datasig/core/spec';
import { batchByteLength, batchRowCount, type StreamReadOptions } from '../format.ts';
import { type FeatureList, readExample } from './example.ts';
import { eachFrame } from './read.ts';

type Row = Readonly<Record<string, Value>>;

/** @throws InvalidDataError with the place */
export async function* readUndeclared(chunks: AsyncIterable<Uint8Array>, { signal }: StreamReadOptions): AsyncIterable<Batch> {
  let rows: Row[] = [];
  let byteOffsets: number[] = [];
  let byteLength = 0;
  const take = (): Batch => {
    const batch: Batch = { kind: 'rows', rows, places: { byteOffsets } };
    rows = [];
    byteOffsets = [];
    byteLength = 0;
    return batch;
  };
  const frames = eachFrame(chunks, signal, ({ bytes, start, end, byteOffset }) => {
    rows.push(rowOf(readExample(bytes, start, end)));
    byteOffsets.push(byteOffset);
    byteLength += end - start;
  });
  for await (const _ of frames) if (rows.length === batchRowCount || byteLength >= batchByteLength) yield take();
  if (rows.length > 0) yield take();
}

function rowOf(features: ReadonlyMap<string, FeatureList>): Row {
  const row = Object.create(null) as Record<string, Value>;
  for (const [name, list] of features) row[name] = valuesOf(list);
  return row;
}

function valuesOf(list: FeatureList): readonly Value[] {
  // Byte strings are views of a buffer that is used again.
  return list.kind === 'bytes' ? list.values.map((value) => value.slice()) : Array.from<Value>(list.values);
}
