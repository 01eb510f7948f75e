/** Reads bytes all the way to a UID, as a run does. */
import { Fingerprinter, InvalidDataError } from '@datasig/core';
import type { StreamFormat } from '../src/index.ts';
import { chunked } from './read.ts';

/** The UID of the records, or the code of the error; every other exception is let through. */
export async function uidOrCode(format: StreamFormat, bytes: Uint8Array, lengths?: readonly number[]): Promise<string> {
  const fingerprinter = new Fingerprinter();
  try {
    for await (const batch of format.read(chunked(bytes, lengths))) fingerprinter.add(batch);
  } catch (error) {
    if (error instanceof InvalidDataError) return error.code;
    throw error;
  }
  return fingerprinter.finish().identity!.uid;
}
