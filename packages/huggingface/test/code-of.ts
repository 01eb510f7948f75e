/** The code of the error that an action is to end with. */
import { DatasigError } from '@datasig/core';

/** @throws Error unless the action ends with an error of Datasig */
export function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (DatasigError.is(error)) return error.code;
    throw error;
  }
  throw new Error('expected an error');
}
