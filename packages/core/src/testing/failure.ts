/** Errors that a test expects. */
import { DatasigError } from '../errors.ts';

/** The error that `action` ends with. @throws what is no error of Datasig's; Error where there is none */
export async function failureOf(action: Promise<unknown>): Promise<DatasigError> {
  try {
    await action;
  } catch (error) {
    if (DatasigError.is(error)) return error;
    throw error;
  }
  throw new Error('expected an error');
}
