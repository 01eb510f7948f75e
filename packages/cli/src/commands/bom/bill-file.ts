/** Documents among the arguments, and those that are written. */
import { resolve } from 'node:path';
import { type BillDocument, type BillFormat, billFormats, documentByteLimit, readBill } from '@datasig/aibom';
import { DatasigError, InvalidArgumentError } from '@datasig/core';
import { beginningOf } from '../../input/fingerprint-file.ts';
import { readSmallFile } from '../../input/small-file.ts';
import type { Replaceable } from '../../output-file.ts';
import type { Session } from '../../session.ts';

/** What is written over: something that begins as a JSON object does. */
export const billKind: Replaceable = { noun: 'no document in JSON', matches: (path) => /^\uFEFF?\s*\{/.test(beginningOf(path)) && !/^\s*\{\s*"(?:canonicalization|dsseEnvelope)"/.test(beginningOf(path)) };

/** Reads a document. @throws DatasigError `document-not-found`, and all that `readBill` throws */
export function readBillFile(file: string, format: string | undefined, { workingDirectory }: Session): BillDocument {
  const known = parseFormat(format);
  const bytes = readSmallFile(resolve(workingDirectory, file), documentByteLimit, {
    tooLarge: (byteLength) => new DatasigError('document-too-large', `${file}: the document has ${byteLength} bytes; expected at most ${documentByteLimit}`, { context: { file } }),
    unreadable: (reason) => new DatasigError('document-not-found', `${file}: cannot be read (${reason}); check the path and who may read it`, { context: { file } }),
  });
  return readBill(bytes, { file, ...(known !== undefined && { format: known }) });
}

/** The format that was asked for. @throws InvalidArgumentError */
export function parseFormat(text: string | undefined, formats: readonly BillFormat[] = billFormats): BillFormat | undefined {
  const found = formats.find((format) => format === text);
  if (text === undefined || found !== undefined) return found;
  throw new InvalidArgumentError('invalid-argument', `format ${JSON.stringify(text)}: expected ${formats.join(', ')}`, { context: { parameter: '--format', value: text } });
}
