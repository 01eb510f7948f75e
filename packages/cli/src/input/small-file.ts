/** Small documents among the arguments: looked at before they are read, and never waited for. */
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { DatasigError } from '@datasig/core';

/** The largest fingerprint file, just above what the format allows, in bytes. */
export const fingerprintByteLimit: number = 256 * 1024 * 1024;

/** The errors of who reads. */
export interface Refusals {
  /** Of a file that has more bytes than it may have. */
  readonly tooLarge: (byteLength: number) => DatasigError;
  /** Of what is not there, may not be read, or is no file; `reason` is a code of the operating system, or a few words. */
  readonly unreadable: (reason: string) => DatasigError;
}

/** All bytes of a file, the caller's own. @throws DatasigError as `refusals` say */
export function readSmallFile(path: string, byteLimit: number, { tooLarge, unreadable }: Refusals): Buffer {
  try {
    return withFile(path, (descriptor) => {
      const { size } = fstatSync(descriptor);
      if (size > byteLimit) throw tooLarge(size);
      return readFileSync(descriptor);
    });
  } catch (cause) {
    if (DatasigError.is(cause)) throw cause;
    throw unreadable((cause as NodeJS.ErrnoException).code ?? 'unknown');
  }
}

/** The first bytes of a file, the caller's own. @throws NodeJS.ErrnoException, also for what is no file */
export function readOpening(path: string, byteLength: number): Buffer {
  return withFile(path, (descriptor) => {
    const bytes = Buffer.alloc(byteLength);
    return bytes.subarray(0, readSync(descriptor, bytes));
  });
}

/** A pipe would be waited for in the kernel, where no signal of the user's reaches the program any more. */
function withFile<Result>(path: string, use: (descriptor: number) => Result): Result {
  // Not there on Windows, which has no pipes among its files.
  const withoutWaiting = (constants.O_NONBLOCK as number | undefined) ?? 0;
  const descriptor = openSync(path, constants.O_RDONLY | withoutWaiting);
  try {
    const entry = fstatSync(descriptor);
    if (!entry.isFile()) throw Object.assign(new Error('not a file'), { code: entry.isDirectory() ? 'EISDIR' : 'not a file' });
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
