/** How much of what is decompressed is held at a time: what a few stored bytes claim to be is bounded, data are not. */
import { InvalidDataError } from '@datasig/core';

/** As much is always allowed: 256 MiB. */
export const freeByteLength: number = 256 * 1024 * 1024;
/** What decompresses by more than this, beyond {@link freeByteLength}, is refused. */
export const inflationRatio = 64;

/** Sizes of compressed data in bytes: as they are stored, and decompressed. */
export interface Inflation {
  readonly stored: number;
  readonly inflated: number;
}

/**
 * To be asked before anything is allocated for the decompressed bytes.
 *
 * @param what a plural, for the message
 * @param mostByteLength what may be held in any case
 * @throws InvalidDataError `record-too-large` with `remedy`
 */
export function checkInflation({ stored, inflated }: Inflation, what: string, remedy: string, mostByteLength: number = Number.POSITIVE_INFINITY): void {
  const limit = Math.min(mostByteLength, Math.max(freeByteLength, inflationRatio * stored));
  if (inflated <= limit) return;
  throw new InvalidDataError('record-too-large', `${what} take ${inflated} bytes decompressed from ${stored}; ${limit} are allowed: ${remedy}`);
}
