/** `GET /api/datasets/{name}[/revision/{revision}]`, refs and the user of a token. */
import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { type Answer, HubError, json } from '../answer.ts';
import { bytesOf } from '../content/content.ts';
import type { HubRequest } from '../hub-request.ts';
import { type HubState, accessible, userOf } from '../hub-state.ts';
import type { Commit } from '../store/commit.ts';
import type { Repository } from '../store/repository.ts';
import { toldDigests } from './describe.ts';
import { findCommit, splitRevision, type Target } from './target.ts';

/** The dataset's info; with `expand` only the members asked for, besides those that are always there. */
export async function answerInfo(state: HubState, request: HubRequest, target: Target): Promise<Answer> {
  const { revision } = splitRevision(target.rest);
  const { repository, commit } = await findCommit(state, request, target.name, revision, 'listing');
  const all = await describeRepository(request, repository, commit);
  const wanted = [...request.query.getAll('expand'), ...request.query.getAll('expand[]')];
  if (wanted.length === 0) return json(all);
  return json(Object.fromEntries(Object.entries(all).filter(([key]) => ['_id', 'id', ...wanted].includes(key))));
}

async function describeRepository(request: HubRequest, repository: Repository, commit: Commit): Promise<Readonly<Record<string, unknown>>> {
  const { name, options } = repository;
  const blobs = /^(?:true|1)$/iu.test(request.query.get('blobs') ?? '');
  const files = commit.entries.filter((entry) => entry.type === 'file');
  return {
    _id: createHash('sha1').update(name).digest('hex').slice(0, 24),
    id: name,
    author: name.includes('/') ? name.split('/')[0] : undefined,
    sha: commit.sha,
    lastModified: commit.date, createdAt: commit.date,
    private: options.private ?? false,
    gated: options.gated === true ? 'auto' : options.gated ?? false,
    disabled: false,
    tags: [], downloads: 0, likes: 0,
    usedStorage: files.reduce((sum, { file }) => sum + file.content.byteLength, 0),
    cardData: await readCard(commit),
    siblings: files.map(({ path, file, digests }) => {
      const { oid, lfs } = toldDigests(request, digests);
      const details = { size: file.content.byteLength, blobId: oid, ...(lfs === undefined ? {} : { lfs: { sha256: lfs.sha256, size: file.content.byteLength, pointerSize: lfs.pointer.length } }) };
      return { rfilename: path, ...(blobs ? details : {}) };
    }),
  };
}

/** The front matter of README.md; `undefined` without or where it is not YAML. */
export async function readCard(commit: Commit): Promise<unknown> {
  const readme = commit.byPath.get('README.md');
  if (readme?.type !== 'file') return undefined;
  const matter = /^---\r?\n(.*?)\r?\n---/su.exec((await bytesOf(readme.file.content)).toString())?.[1];
  try {
    return matter === undefined ? undefined : parse(matter) as unknown;
  } catch {
    return undefined;
  }
}

/** `GET /api/datasets/{name}/refs`. */
export async function answerRefs(state: HubState, request: HubRequest, target: Target): Promise<Answer> {
  const refs = await accessible(state, request, target.name, 'listing').refs();
  const below = (prefix: string): readonly object[] => refs.filter(({ ref }) => ref.startsWith(prefix)).map(({ ref, sha }) => ({ name: ref.slice(prefix.length), ref, targetCommit: sha }));
  const pulls = request.query.get('include_prs') === null ? {} : { pullRequests: below('refs/pr/') };
  return json({ branches: below('refs/heads/'), tags: below('refs/tags/'), converts: below('refs/convert/'), ...pulls });
}

/** `GET /api/whoami-v2`. */
export function answerWhoAmI(state: HubState, request: HubRequest): Answer {
  const user = userOf(state, request);
  if (user === undefined) throw new HubError(401, undefined, 'Invalid username or password.');
  const createdAt = new Date(0).toISOString();
  return json({
    type: 'user', id: createHash('sha1').update(user.name).digest('hex').slice(0, 24), name: user.name, fullname: user.name, isPro: false, orgs: [],
    auth: { type: 'access_token', accessToken: { displayName: 'test', role: 'read', createdAt } },
  });
}
