/** Lists and filters of known records among the arguments. */
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type KnownRecords, looksLikeFilter, readRecordFilter, RecordListReader } from '@datasig/aibom';
import { DatasigError } from '@datasig/core';
import type { Session } from '../session.ts';

const openingByteLength = 1024;
/** Room for the most records of a filter, and for the most digests of a list, comments and all. */
const filterByteLimit = 128 * 1024 * 1024;
const listByteLimit = 512 * 1024 * 1024;

/** Reads a file of known records. @throws DatasigError with its name */
export async function readKnownRecords(file: string, session: Session): Promise<KnownRecords> {
  const path = resolve(session.workingDirectory, file);
  try {
    const { size } = await stat(path);
    const isFilter = looksLikeFilter(await readOpening(path));
    const limit = isFilter ? filterByteLimit : listByteLimit;
    if (size > limit) throw new DatasigError('record-list-too-large', `the file has ${size} bytes; it can have at most ${limit}`);
    return isFilter ? readRecordFilter(await readFile(path)) : await readList(path, session.signal);
  } catch (cause) {
    if (session.signal.aborted) throw new DatasigError('cancelled', 'cancelled; nothing was written', { cause });
    if (DatasigError.is(cause)) throw new DatasigError(cause.code, `${file}: ${cause.message}`, { context: { ...cause.context, file }, cause });
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new DatasigError('record-list-not-found', `${file}: cannot be read (${code}); check the path, or make it with datasig screen --make-list`, { context: { file }, cause });
  }
}

async function readList(path: string, signal: AbortSignal): Promise<KnownRecords> {
  const reader = new RecordListReader();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) reader.add(chunk as Uint8Array);
  return reader.finish();
}

async function readOpening(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(openingByteLength), 0, openingByteLength, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
