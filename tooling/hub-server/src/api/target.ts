/** Which repository, operation, revision and path a request is about. */
import { HubError } from '../answer.ts';
import type { HubRequest } from '../hub-request.ts';
import { type HubState, accessible } from '../hub-state.ts';
import type { Commit } from '../store/commit.ts';
import type { Repository } from '../store/repository.ts';

/** A request about a dataset. */
export interface Target {
  readonly name: string;
  /** What follows the name: `tree`, `resolve` …; empty when nothing does. */
  readonly operation: string;
  /** What follows the operation. */
  readonly rest: readonly string[];
}

const operations: readonly string[] = ['revision', 'tree', 'paths-info', 'refs', 'xet-read-token', 'parquet', 'resolve', 'raw'];

/** Reads the segments after `datasets`: names have two words, the oldest one; the second may be that of an operation. */
export function parseTarget(state: HubState, segments: readonly string[]): Target | undefined {
  const [first, second] = segments;
  if (first === undefined || first === '') return undefined;
  const pair = `${first}/${second ?? ''}`;
  const isKnown = state.repositories.has(pair) || state.renames.has(pair);
  const words = !isKnown && (second === undefined || operations.includes(second)) ? 1 : 2;
  return { name: segments.slice(0, words).join('/'), operation: segments[words] ?? '', rest: segments.slice(words + 1) };
}

/** Splits what follows an operation into revision and path; a ref that is not encoded takes three segments. */
export function splitRevision(rest: readonly string[]): { readonly revision: string; readonly path: string } {
  const length = rest[0] === 'refs' ? 3 : 1;
  return { revision: rest.slice(0, length).join('/') || 'main', path: rest.slice(length).join('/') };
}

/** Repository and commit that a request may read. @throws HubError 401, 403, 404 */
export async function findCommit(state: HubState, request: HubRequest, name: string, revision: string, part: 'listing' | 'content'): Promise<{ readonly repository: Repository; readonly commit: Commit }> {
  const repository = accessible(state, request, name, part);
  const commit = await repository.commit(revision);
  if (commit === undefined) throw new HubError(404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
  return { repository, commit };
}
