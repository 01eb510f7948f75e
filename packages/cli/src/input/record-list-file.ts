/** Lists and filters of known records among the arguments. */
import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type KnownRecords, looksLikeFilter, readRecordFilter, RecordListReader } from '@datasig/aibom';
import { DatasigError } from '@datasig/core';
import type { Session } from '../session.ts';
import { readOpening, readSmallFile } from './small-file.ts';

const openingByteLength = 1024;
/** Room for the most records of a filter, and for the most digests of a list, comments and all. */
const filterByteLimit = 128 * 1024 * 1024;
const listByteLimit = 512 * 1024 * 1024;

/** Reads a file of known records. @throws DatasigError with its name */
export async function readKnownRecords(file: string, session: Session): Promise<KnownRecords> {
  const path = resolve(session.workingDirectory, file);
  try {
    const known = looksLikeFilter(readOpening(path, openingByteLength)) ? readFilter(path) : await readList(path, session.signal);
    if (known.count > 0) return known;
    // A list that was cut off looks the same: that none of its records was found says nothing.
    throw new DatasigError('record-list-malformed', 'it has no records, so there is nothing to look for; get another copy, or leave it out');
  } catch (cause) {
    if (session.signal.aborted) throw new DatasigError('cancelled', 'cancelled; nothing was written', { cause });
    if (DatasigError.is(cause)) throw new DatasigError(cause.code, `${file}: ${cause.message}`, { context: { ...cause.context, file }, cause });
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new DatasigError('record-list-not-found', `${file}: ${describeUnreadable(code)}`, { context: { file }, cause });
  }
}

function readFilter(path: string): KnownRecords {
  return readRecordFilter(readSmallFile(path, filterByteLimit, {
    tooLarge: (byteLength) => tooLarge(byteLength, filterByteLimit),
    unreadable: (reason) => new DatasigError('record-list-not-found', describeUnreadable(reason)),
  }));
}

function describeUnreadable(reason: string): string {
  return `cannot be read (${reason}); check the path, or make it with datasig screen --make-list`;
}

function tooLarge(byteLength: number, limit: number): DatasigError {
  return new DatasigError('record-list-too-large', `the file has ${byteLength} bytes; it can have at most ${limit}`);
}

async function readList(path: string, signal: AbortSignal): Promise<KnownRecords> {
  const { size } = statSync(path);
  if (size > listByteLimit) throw tooLarge(size, listByteLimit);
  const reader = new RecordListReader();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) reader.add(chunk as Uint8Array);
  return reader.finish();
}
