/** Reads bytes all the way to a UID, as a run does. */
import { Fingerprinter, InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import type { StreamFormat } from '../src/index.ts';
import { chunked } from './read.ts';

/** The UID of the records, or the code of the error; every other exception is let through. */
export async function uidOrCode(format: StreamFormat, bytes: Uint8Array, lengths?: readonly number[]): Promise<string> {
  return uidOfBatches(format.read(chunked(bytes, lengths)));
}

/** See {@link uidOrCode}. */
export async function uidOfBatches(batches: AsyncIterable<Batch>): Promise<string> {
  const fingerprinter = new Fingerprinter();
  try {
    for await (const batch of batches) fingerprinter.add(batch);
  } catch (error) {
    if (error instanceof InvalidDataError) return error.code;
    throw error;
  }
  return fingerprinter.finish().identity!.uid;
}
