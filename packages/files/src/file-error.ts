/** What the operating system says of files, as Datasig's errors. */
import { DatasigError, SourceError } from '@datasig/core';

/** Conditions that may be over at the next try. */
const passingCodes: ReadonlySet<string> = new Set(['EAGAIN', 'EBUSY', 'EIO', 'EMFILE', 'ENFILE', 'ESTALE', 'ETIMEDOUT']);

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied; check who may read it',
  EPERM: 'permission denied; check who may read it',
  EISDIR: 'it is a folder where a file was expected',
  EMFILE: 'too many files are open',
  ELOOP: 'its symbolic links go round in a circle',
};

/** Runs `action` on the file that the user knows as `file`. @throws SourceError `source-not-found`, `source-unreadable` */
export async function accessing<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw DatasigError.is(error) ? error : fileError(error, file);
  }
}

/** The SourceError for an error of `node:fs`; any other error is returned as it is. */
export function fileError(cause: unknown, file: string): unknown {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  if (code === undefined) return cause;
  if (code === 'ENOENT' || code === 'ENOTDIR') return notFound(file, 'no such file or folder; check the path', cause);
  const reason = reasons[code] ?? `the operating system says ${code}`;
  return new SourceError('source-unreadable', `${file}: cannot be read: ${reason}`, { cause, context: { file, errno: code }, retryable: passingCodes.has(code) });
}

/** A file or folder that should be there and is not. */
export function notFound(file: string, reason: string, cause?: unknown): SourceError {
  return new SourceError('source-not-found', `${file}: ${reason}`, { context: { file }, ...(cause !== undefined && { cause }) });
}
