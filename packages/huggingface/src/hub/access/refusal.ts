/** Refusals of the Hub, as errors that say what to do. */
import { type ErrorCode, SourceError } from '@datasig/core';
import type { Answer } from '../http/answer.ts';
import type { Endpoint } from './endpoint.ts';

/** What was asked for. */
export interface Subject {
  readonly dataset: string;
  readonly revision?: string;
  /** Of a file or folder. */
  readonly path?: string;
}

/** How messages name it. */
export function nameOf({ dataset, path }: Subject): string {
  return path === undefined ? dataset : `${dataset}: ${path}`;
}

/** The error for an answer with a status from 400 to 499. @param hasToken whether the request went out with one */
export function refusal({ status, headers, url }: Pick<Answer, 'status' | 'headers' | 'url'>, subject: Subject, endpoint: Endpoint, hasToken: boolean): SourceError {
  const named = headers.get('x-error-code');
  const error = (code: ErrorCode, reason: string): SourceError =>
    new SourceError(code, `${nameOf(subject)}: ${reason}`, { context: { dataset: subject.dataset, revision: subject.revision, path: subject.path, status, hubError: named ?? undefined } });
  const { dataset, revision, path } = subject;
  if (named === 'GatedRepo') return error('hub-access-denied', gated(endpoint.pageOf(dataset), hasToken));
  if (named === 'DisabledRepo') return error('hub-access-denied', 'the Hub has disabled this dataset; its page tells why');
  if (named === 'RevisionNotFound') return error('source-not-found', `the dataset has no revision ${JSON.stringify(revision)}; name a branch, a tag or a commit`);
  if (named === 'EntryNotFound') return error('source-not-found', `the dataset has no such ${revision === undefined ? 'file' : `file or folder at ${revision}`}; check the path`);
  if (status === 401 && hasToken && named !== 'RepoNotFound') return error('hub-access-denied', 'the Hub does not accept the token; make a new one in its settings and set HF_TOKEN to it, or run without one');
  if (named === 'RepoNotFound' || status === 401 || (status === 404 && path === undefined)) {
    return error('source-not-found', `${endpoint.host} has no such dataset, or it is private; check the name, ${hasToken ? 'and that the account of the token may read it' : 'or set HF_TOKEN to the token of an account that may read it'}`);
  }
  if (status === 403) return error('hub-access-denied', `${endpoint.host} refuses it${hasToken ? ' to the account of the token; a fine-grained token must name this dataset' : '; set HF_TOKEN to the token of an account that may read it'}`);
  if (status === 404) return error('source-not-found', 'the dataset has no such file; check the path');
  return error('hub-unreachable', `${url.host} answers with status ${status}; check HF_ENDPOINT, and that this is a current version of Datasig`);
}

function gated(page: string, hasToken: boolean): string {
  return hasToken
    ? `the dataset is gated and the account of the token has no access; accept its conditions at ${page} (a fine-grained token also needs the permission to read gated repositories)`
    : `the dataset is gated; accept its conditions at ${page}, and set HF_TOKEN to the token of that account`;
}
