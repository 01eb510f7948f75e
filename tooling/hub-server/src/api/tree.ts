/** `tree` and `paths-info`: the listing of a commit, in pages, and single entries of it. */
import { type Answer, HubError, json } from '../answer.ts';
import type { HubRequest } from '../hub-request.ts';
import type { HubState } from '../hub-state.ts';
import type { Entry } from '../store/commit.ts';
import { describeEntry } from './describe.ts';
import { findCommit, splitRevision, type Target } from './target.ts';

const pageSize = 1000;
const expandedPageSize = 50;
const isTrue = (value: string | null): boolean => value !== null && /^(?:true|1)$/iu.test(value);

/** `GET /api/datasets/{name}/tree/{revision}[/{path}]`. */
export async function answerTree(state: HubState, request: HubRequest, target: Target): Promise<Answer> {
  const { revision, path } = splitRevision(target.rest);
  const { repository, commit } = await findCommit(state, request, target.name, revision, 'listing');
  const expand = isTrue(request.query.get('expand'));
  const entries = listed(commit.entries, path, isTrue(request.query.get('recursive')));
  if (path !== '' && entries.length === 0) throw new HubError(404, 'EntryNotFound', `${path} does not exist on "${revision}"`, { 'X-Repo-Commit': commit.sha });
  const most = Math.min(state.options.pageSize ?? Infinity, expand ? expandedPageSize : pageSize);
  const size = Math.max(1, Math.min(Number(request.query.get('limit') ?? most) || most, most));
  const start = readCursor(request.query.get('cursor'));
  const page = entries.slice(start, start + size).map((entry) => describeEntry(request, repository, commit, entry, expand));
  return json(page, { 'X-Repo-Commit': commit.sha, ...(start + size < entries.length ? { Link: `<${nextUrl(request, start + size)}>; rel="next"` } : {}) });
}

function listed(entries: readonly Entry[], path: string, recursive: boolean): readonly Entry[] {
  const beginning = path === '' ? '' : `${path}/`;
  const below = entries.filter((entry) => entry.path.startsWith(beginning));
  return recursive ? below : below.filter((entry) => !entry.path.slice(beginning.length).includes('/'));
}

/** Clients must take the cursor as it is. */
function nextUrl(request: HubRequest, start: number): string {
  const query = new URLSearchParams(request.query);
  query.set('cursor', Buffer.from(`{"offset":${start}}:${start}`).toString('base64'));
  return `${request.base}${request.url.split('?')[0]!}?${query.toString()}`;
}

function readCursor(cursor: string | null): number {
  if (cursor === null) return 0;
  const offset = /^\{"offset":(\d+)\}/u.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (offset === undefined) throw new HubError(400, undefined, 'Invalid cursor');
  return Number(offset);
}

/** `POST /api/datasets/{name}/paths-info/{revision}`: those of the paths that exist; a body of JSON, or a form. */
export async function answerPathsInfo(state: HubState, request: HubRequest, target: Target): Promise<Answer> {
  const { revision } = splitRevision(target.rest);
  const { repository, commit } = await findCommit(state, request, target.name, revision, 'listing');
  const { paths, expand } = readPaths(request);
  const entries = paths.map((path) => commit.byPath.get(path.replaceAll(/^\/+|\/+$/gu, ''))).filter((entry) => entry !== undefined);
  return json(entries.map((entry) => describeEntry(request, repository, commit, entry, expand)), { 'X-Repo-Commit': commit.sha });
}

function readPaths(request: HubRequest): { readonly paths: readonly string[]; readonly expand: boolean } {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    const form = new URLSearchParams(request.body);
    return { paths: form.getAll('paths'), expand: isTrue(form.get('expand')) };
  }
  const { paths, expand = false } = parseBody(request.body);
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string')) throw new HubError(400, undefined, '"paths" must be an array of strings');
  return { paths, expand: expand === true };
}

function parseBody(body: string): { readonly paths?: unknown; readonly expand?: unknown } {
  try {
    return JSON.parse(body) as { readonly paths?: unknown };
  } catch {
    throw new HubError(400, undefined, 'Invalid JSON');
  }
}
