/** CIFAR-10 and CIFAR-100, in their binary version and in that for Python. */
import { InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import { batchByteLength, type StreamFormat, type StreamReadOptions } from '../format.ts';
import { ByteWindow } from '../window.ts';
import { cifar100Layout, cifar10Layout, cifarBatch, type CifarLayout, cifarSchema, imageByteLength } from './layout.ts';
import { readPythonBatch } from './python-batch.ts';

/** With which every pickle of protocol 2 and later begins; no label is so great. */
const pickleMark = 0x80;
const rowsPerBatch: number = Math.floor(batchByteLength / imageByteLength);

async function* readCifar(layout: CifarLayout, chunks: AsyncIterable<Uint8Array>, { signal }: StreamReadOptions = {}): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  try {
    if (window.position === window.end && !(await window.more())) return;
    yield* window.bytes[window.position] === pickleMark ? readPickled(layout, window) : readBinary(layout, window);
  } finally {
    await window.close();
  }
}

async function* readBinary(layout: CifarLayout, window: ByteWindow): AsyncIterable<Batch> {
  const labelCount = layout.labels.length;
  const recordByteLength = labelCount + imageByteLength;
  while (window.position < window.end || (await window.more())) {
    while (window.end - window.position < recordByteLength && (await window.more()));
    const rowCount = Math.min(rowsPerBatch, Math.floor((window.end - window.position) / recordByteLength));
    if (rowCount === 0) throw new InvalidDataError('truncated', `the file ends inside a record of ${recordByteLength} bytes`, { byteOffset: window.offsetOf(window.end) });
    const { bytes, position } = window;
    const labelsOf = (field: string): Uint8Array => Uint8Array.from({ length: rowCount }, (_, row) => bytes[position + row * recordByteLength + layout.labels.indexOf(field)]!);
    yield cifarBatch(layout, rowCount, bytes, (row) => position + row * recordByteLength + labelCount, labelsOf);
    window.position += rowCount * recordByteLength;
  }
}

async function* readPickled(layout: CifarLayout, window: ByteWindow): AsyncIterable<Batch> {
  while (await window.more());
  const { images, labels } = readPythonBatch(layout, window.bytes.subarray(window.position, window.end));
  const total = images.length / imageByteLength;
  for (let first = 0; first < total; first += rowsPerBatch) {
    const rowCount = Math.min(rowsPerBatch, total - first);
    yield cifarBatch(layout, rowCount, images, (row) => (first + row) * imageByteLength, (field) => labels.get(field)!.subarray(first, first + rowCount));
  }
}

function cifarFormat(layout: CifarLayout): StreamFormat {
  return { access: 'stream', name: layout.name, extensions: [], untypedText: false, holdsImages: false, schema: async () => cifarSchema(layout), read: (chunks, options) => readCifar(layout, chunks, options) };
}

/** CIFAR-10. */
export const cifar10: StreamFormat = cifarFormat(cifar10Layout);
/** CIFAR-100. */
export const cifar100: StreamFormat = cifarFormat(cifar100Layout);
