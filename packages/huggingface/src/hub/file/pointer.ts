/** LFS pointers: the text that git keeps where a large file should be. */
import { SourceError } from '@datasig/core';

/** The pointer's specification allows no more. */
export const pointerByteLimit = 1024;

const beginning = new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\n');

/** Whether the first bytes of a file are those of a pointer (git-lfs, docs/spec.md). */
export function looksLikePointer(bytes: Uint8Array): boolean {
  return bytes.length >= beginning.length && beginning.every((byte, index) => bytes[index] === byte);
}

/** @param shown the file, as messages name it */
export function pointerError(shown: string): SourceError {
  return new SourceError('source-unreadable', `${shown}: in place of the file there is a Git LFS pointer to it; the file was committed without LFS, or this mirror has no LFS files: use the Hub's own endpoint, or tell the dataset's authors`, {
    context: { file: shown },
  });
}
