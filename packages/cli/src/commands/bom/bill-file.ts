/** Documents among the arguments, and those that are written. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type BillDocument, type BillFormat, billFormats, documentByteLimit, readBill } from '@datasig/aibom';
import { DatasigError, InvalidArgumentError } from '@datasig/core';
import { beginningOf } from '../../input/fingerprint-file.ts';
import type { Replaceable } from '../../output-file.ts';
import type { Session } from '../../session.ts';

/** What is written over: something that begins as a JSON object does. */
export const billKind: Replaceable = { noun: 'no document in JSON', matches: (path) => /^\uFEFF?\s*\{/.test(beginningOf(path)) && !/^\s*\{\s*"(?:canonicalization|dsseEnvelope)"/.test(beginningOf(path)) };

/** Reads a document. @throws DatasigError `document-not-found`, and all that `readBill` throws */
export async function readBillFile(file: string, format: string | undefined, { workingDirectory }: Session): Promise<BillDocument> {
  const known = parseFormat(format);
  const path = resolve(workingDirectory, file);
  try {
    const { size } = await stat(path);
    if (size > documentByteLimit) throw new DatasigError('document-too-large', `${file}: the document has ${size} bytes; expected at most ${documentByteLimit}`, { context: { file } });
    return readBill(await readFile(path), { file, ...(known !== undefined && { format: known }) });
  } catch (error) {
    if (DatasigError.is(error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new DatasigError('document-not-found', `${file}: cannot be read (${code}); check the path and who may read it`, { context: { file }, cause: error });
  }
}

/** The format that was asked for. @throws InvalidArgumentError */
export function parseFormat(text: string | undefined, formats: readonly BillFormat[] = billFormats): BillFormat | undefined {
  const found = formats.find((format) => format === text);
  if (text === undefined || found !== undefined) return found;
  throw new InvalidArgumentError('invalid-argument', `format ${JSON.stringify(text)}: expected ${formats.join(', ')}`, { context: { parameter: '--format', value: text } });
}
