/** What is wrong with compressed data, the same on every platform. */
import { InvalidDataError, SourceError } from '@datasig/core';
import type { Compression } from '../compression.ts';

/** Data that break their compression or fail its checksum. */
export function damaged(compression: Compression | 'deflate', cause?: unknown): InvalidDataError {
  return new InvalidDataError('corrupt-compression', `the ${compression} data are damaged`, {}, { cause });
}

/** Data that end before they should. */
export function truncated(compression: Compression | 'deflate', cause?: unknown): InvalidDataError {
  return new InvalidDataError('truncated', `the ${compression} data end too early`, {}, { cause });
}

/** Zstd data whose window is larger than decoders allow. */
export function windowTooLarge(cause?: unknown): SourceError {
  return new SourceError('source-unreadable', 'the zstd data need more than 128 MiB of memory to decompress; compress them without --long', { cause });
}
