/** Errors that are expected. */
import { DatasigError } from '@datasig/core';

/** The error that `action` ends with. */
export async function failureOf(action: Promise<unknown>): Promise<DatasigError> {
  try {
    await action;
  } catch (error) {
    if (DatasigError.is(error)) return error;
    throw error;
  }
  throw new Error('expected an error');
}
