/** Key files: 64 hex digits and a line end. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatasigError, IncompatibleError, InvalidArgumentError, keyIdOf, type Fingerprint } from '@datasig/core';
import type { Session } from '../session.ts';
import { readSmallFile } from './small-file.ts';

const keyFileByteLimit = 66;

/** The 32 bytes of a key file; a file that others may read is warned of. @throws InvalidArgumentError `invalid-key` */
export async function readKeyFile(file: string, session: Session): Promise<Uint8Array> {
  const path = resolve(session.workingDirectory, file);
  const notKey = (): DatasigError => invalidKey(file, 'expected 64 hex digits and a line end; make one with datasig keygen');
  const text = readSmallFile(path, keyFileByteLimit, {
    tooLarge: notKey,
    unreadable: (reason) => invalidKey(file, reason === 'ENOENT' ? 'no such file; make one with datasig keygen' : `it cannot be read (${reason})`),
  }).toString('latin1');
  if (!/^[0-9a-fA-F]{64}\r?\n?$/.test(text)) throw notKey();
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) session.warn(`key file ${file} can be read by others; use chmod 600 ${file}`);
  return Uint8Array.from(Buffer.from(text.slice(0, 64), 'hex'));
}

/** Holds the key against the one that a fingerprint was made with. @throws IncompatibleError, InvalidArgumentError */
export function checkKey(fingerprint: Fingerprint, key: Uint8Array | undefined): void {
  const { keyId } = fingerprint.canonicalization;
  const given = key === undefined ? null : keyIdOf(key);
  if (given === keyId) return;
  if (given === null) throw new InvalidArgumentError('invalid-key', `the fingerprint was made with the key ${keyId}: name its file with --key-file`, { context: { keyId } });
  throw new IncompatibleError('key-mismatch', keyId === null ? 'the fingerprint was made without a key; leave out --key-file' : `the key file holds the key ${given}; the fingerprint was made with ${keyId}`, {
    context: { keyId, given },
  });
}

function invalidKey(file: string, reason: string): DatasigError {
  return new InvalidArgumentError('invalid-key', `key file ${file}: ${reason}`, { context: { file } });
}
