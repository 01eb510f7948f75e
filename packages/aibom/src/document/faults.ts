/** Errors of documents that are JSON but not what they should be. */
import { DatasigError } from '@datasig/core';

type DocumentFault = 'document-malformed' | 'document-version' | 'duplicate-reference' | 'dangling-reference' | 'document-incomplete' | 'unknown-document';

/** An error whose message begins with the file, if one is known, and the place inside the document. */
export function documentFault(code: DocumentFault, place: string, reason: string, file?: string): DatasigError {
  const where = [file, place].filter((part) => part !== undefined && part !== '').join(', ');
  return new DatasigError(code, where === '' ? reason : `${where}: ${reason}`, { context: { file, place } });
}
