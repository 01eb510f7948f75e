/** `resolve` and `raw`: the bytes of one file, from here, by a redirect to the CDN, or as what Xet needs to know. */
import { type Answer, gzipped, HubError, json, redirect } from '../answer.ts';
import { type Content, contentOf } from '../content/content.ts';
import { serveContent } from '../content/serve.ts';
import { encodePath, type HubRequest, rangeOf } from '../hub-request.ts';
import type { HubState } from '../hub-state.ts';
import type { Commit, Entry } from '../store/commit.ts';
import type { Repository } from '../store/repository.ts';
import { toldDigests, xetHash } from './describe.ts';
import { findCommit, splitRevision, type Target } from './target.ts';

type FileEntry = Entry & { readonly type: 'file' };
const xetType = 'application/vnd.xet-fileinfo+json';
const textEndings: readonly string[] = ['csv', 'json', 'jsonl', 'md', 'py', 'tsv', 'txt', 'yaml', 'yml'];

/** `GET` and `HEAD /datasets/{name}/{resolve|raw}/{revision}/{path}`, and the same below `/api/resolve-cache/`. */
export async function answerResolve(state: HubState, request: HubRequest, target: Target): Promise<Answer> {
  const { revision, path } = splitRevision(target.rest);
  const { repository, commit } = await findCommit(state, request, target.name, revision, 'content');
  const entry = commit.byPath.get(path);
  if (entry?.type !== 'file') throw new HubError(404, 'EntryNotFound', 'Entry not found', { 'X-Repo-Commit': commit.sha });
  const { lfs } = entry.digests;
  if (lfs === undefined) return answerPlain(request, repository, commit, entry, entry.file.content);
  if (target.operation === 'raw' || request.altered.pointer === true) return answerPlain(request, repository, commit, entry, contentOf(lfs.pointer));
  return answerOutside(state, request, repository, commit, entry, lfs.sha256);
}

function answerPlain(request: HubRequest, repository: Repository, commit: Commit, entry: FileEntry, content: Content): Answer {
  const { oid } = toldDigests(request, entry.digests);
  const isCache = request.segments[1] === 'resolve-cache';
  const headers = { 'X-Repo-Commit': commit.sha, ETag: `"${oid}"`, 'Content-Disposition': disposition(entry.path), 'Content-Type': contentType(entry.path) };
  if (repository.options.resolveCache !== true || isCache) {
    const answer = serveContent(content, rangeOf(request), headers);
    return isCompressed(request, repository, answer) ? gzipped({ ...answer, headers: { ...answer.headers, ETag: `W/"${oid}"` } }, true) : answer;
  }
  const query = new URLSearchParams({ etag: `"${oid}"` });
  const location = `/api/resolve-cache/datasets/${repository.name}/${commit.sha}/${encodePath(entry.path)}?${query.toString()}`;
  return redirect(307, location, { 'X-Repo-Commit': commit.sha, 'X-Linked-Size': String(content.byteLength), 'X-Linked-Etag': `"${oid}"`, 'Accept-Ranges': 'bytes' });
}

/** Ranges never are; the ETag becomes a weak one. */
function isCompressed(request: HubRequest, repository: Repository, answer: Answer): boolean {
  const accepts = /\bgzip\b/u.test(request.headers['accept-encoding']?.toString() ?? '');
  return repository.options.compress === true && accepts && answer.status === 200 && answer.headers['Content-Type']!.startsWith('text/');
}

function answerOutside(state: HubState, request: HubRequest, repository: Repository, commit: Commit, entry: FileEntry, sha256: string): Answer {
  state.objects.set(sha256, entry.file);
  const hash = xetHash(sha256);
  const told = toldDigests(request, entry.digests).lfs!.sha256;
  const linked = { 'X-Repo-Commit': commit.sha, 'X-Linked-Size': String(entry.file.content.byteLength), 'X-Linked-Etag': `"${told}"`, 'Accept-Ranges': 'bytes' };
  const links = [
    `<${request.base}/api/datasets/${repository.name}/xet-read-token/${commit.sha}>; rel="xet-auth"`,
    `<${state.origins.cas}/v1/reconstructions/${hash}>; rel="xet-reconstruction-info"`,
  ];
  const headers = repository.options.xet === true ? { ...linked, 'X-Xet-Hash': hash, Link: links.join(', ') } : linked;
  if (repository.options.xet === true) state.xetFiles.set(hash, entry.file);
  if (repository.options.xet === true && (request.headers.accept ?? '').includes(xetType)) {
    return { ...json({ hash, refreshUrl: `${request.base}/api/datasets/${repository.name}/xet-read-token/${commit.sha}`, reconstructionUrl: `${state.origins.cas}/v1/reconstructions/${hash}`, etag: told, size: entry.file.content.byteLength }), headers: { ...headers, 'Content-Type': xetType, ETag: `"${told}"` } };
  }
  const path = `/repos/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
  const more = { 'response-content-disposition': disposition(entry.path), 'response-content-type': contentType(entry.path) };
  const origin = request.origin === 'foreign' ? state.origins.foreign : state.origins.cdn;
  return redirect(302, `${origin}${path}?${state.links.sign(path, request.altered.link, more)}`, headers);
}

function disposition(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return `inline; filename*=UTF-8''${encodeURIComponent(name)}; filename="${name.replaceAll(/[^ !#-[\]-~]/gu, '_')}";`;
}

function contentType(path: string): string {
  return textEndings.includes(path.slice(path.lastIndexOf('.') + 1).toLowerCase()) ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}
