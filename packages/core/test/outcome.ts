/** What tests look at: bytes as hex digits and the errors that actions raise. */
import { DatasigError } from '../src/errors.ts';

/** Hex digits of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** The Datasig error that `action` raises. @throws what else it raises, or when it raises nothing */
export function errorOf(action: () => unknown): DatasigError {
  try {
    action();
  } catch (error) {
    if (error instanceof DatasigError) return error;
    throw error;
  }
  throw new Error('expected an error');
}

/** The code of the Datasig error that `action` raises. */
export function codeOf(action: () => unknown): string {
  return errorOf(action).code;
}
