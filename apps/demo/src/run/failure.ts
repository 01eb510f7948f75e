/** Errors as the page shows them. */
import { DatasigError } from '@datasig/core';
import type { Failure } from './protocol.ts';

/** What went wrong, in words; foreign errors may quote data, and show as their name only. */
export function toFailure(error: unknown): Failure {
  if (DatasigError.is(error)) return { code: error.code, message: error.message, ...(error.remedy !== undefined && { remedy: error.remedy }) };
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'internal', message: `something went wrong that the page does not know (${name})`, remedy: 'reload the page and try again; if it happens again, please report it' };
}
