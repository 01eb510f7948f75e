/** Lists of SHA-256 digests, as `sha256sum` writes them, and files held against them. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError, InvalidDataError } from '@datasig/core';
import type { StoredFile, VersionedFile } from '@datasig/formats/dataset';
import { accessing } from './file-error.ts';
import type { LocalFiles } from './local-files.ts';

/** `<64 hex digits>`, a space, a space or `*` (binary), a name; a backslash in front says that the name is escaped. */
const line = /^(\\?)([0-9a-fA-F]{64}) [ *](.+)$/;
const escapes: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };

/** Where the list is; names in it are relative to its folder. */
interface ListLocation {
  readonly list: string;
  readonly workingDirectory: string;
}

/**
 * Checks that every file has the digest that the list gives for it.
 * @throws InvalidArgumentError when the list is none or lacks a file; InvalidDataError `checksum-mismatch`; SourceError
 */
export async function checkFiles(files: readonly StoredFile[], store: LocalFiles, { list, workingDirectory }: ListLocation, signal?: AbortSignal): Promise<void> {
  const path = resolve(workingDirectory, list);
  const digests = parseList(await accessing(list, () => readFile(path, 'utf8')), list, dirname(path));
  for (const { name, shown, version } of files) {
    const expected = digests.get(store.pathOf(name));
    if (expected === undefined || version === undefined) {
      throw new InvalidArgumentError('invalid-argument', `${shown}: ${list} has no digest for it; add it with sha256sum, or name the files that are listed`, { context: { file: shown, parameter: 'checksums' } });
    }
    const found = await digestOf({ name, shown, version }, store, signal);
    if (found !== expected) throw new InvalidDataError('checksum-mismatch', `the file has the SHA-256 digest ${found}; ${list} says ${expected}`, { file: shown });
  }
}

function parseList(text: string, list: string, folder: string): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  text.split('\n').forEach((each, index) => {
    if (each === '') return;
    const match = line.exec(each);
    if (match === null) throw new InvalidArgumentError('invalid-argument', `${list}, line ${index + 1}: expected a SHA-256 digest, two spaces and a file's name, as sha256sum writes them`, { context: { file: list, line: index + 1 } });
    const [, escaped, digest, name] = match as unknown as readonly [string, string, string, string];
    const file = resolve(folder, escaped === '' ? name : name.replaceAll(/\\[\\nr]/g, (escape) => escapes[escape]!));
    const known = digests.get(file);
    if (known !== undefined && known !== digest.toLowerCase()) throw new InvalidArgumentError('invalid-argument', `${list}, line ${index + 1}: the file has another digest on an earlier line; leave one of them out`, { context: { file: list, line: index + 1 } });
    digests.set(file, digest.toLowerCase());
  });
  return digests;
}

/** SHA-256 of a file at rest: 64 hex digits. @throws SourceError, also `source-changed` */
export async function digestOf(reference: VersionedFile, store: LocalFiles, signal: AbortSignal | undefined): Promise<string> {
  const file = await store.open(reference);
  try {
    const hash = createHash('sha256');
    for await (const chunk of file.stream(0, file.byteLength, signal)) hash.update(chunk);
    await file.assertUnchanged();
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}
