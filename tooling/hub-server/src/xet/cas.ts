/** Xet: read tokens, reconstructions of files (v1, v2) and ranges of xorbs. */
import { randomUUID } from 'node:crypto';
import { type Answer, HubError, json } from '../answer.ts';
import { findCommit, splitRevision, type Target } from '../api/target.ts';
import { parseRange, serveContent, type Span } from '../content/serve.ts';
import { type HubRequest, rangeOf } from '../hub-request.ts';
import type { HubState } from '../hub-state.ts';
import { type Term, termsOf, type XetSizes, xorbContent, xorbHash } from './layout.ts';

const tokenSeconds = 3600;

/** `GET /api/datasets/{name}/xet-read-token/{revision}`. */
export async function answerXetToken(state: HubState, request: HubRequest, target: Target): Promise<Answer> {
  await findCommit(state, request, target.name, splitRevision(target.rest).revision, 'content');
  const accessToken = `xet_${randomUUID()}`;
  state.xetTokens.add(accessToken);
  const exp = Math.floor(Date.now() / 1000) + tokenSeconds;
  return json({ casUrl: state.origins.cas, exp, accessToken }, { 'X-Xet-Cas-Url': state.origins.cas, 'X-Xet-Access-Token': accessToken, 'X-Xet-Token-Expiration': String(exp) });
}

/** Everything below the CAS's origin. @throws HubError 401, 403, 404, 416 */
export function answerCas(state: HubState, request: HubRequest): Answer {
  const [version, kind, hash = ''] = request.segments;
  if (kind === 'reconstructions' && (version === 'v1' || version === 'v2')) return answerReconstruction(state, request, version, hash);
  if (version === 'xorbs') return answerXorb(state, request);
  throw new HubError(404, undefined, 'Not found');
}

function sizesOf(state: HubState): XetSizes {
  const { chunkBytes = 2 ** 16, xorbChunks = 128 } = state.options.xet ?? {};
  return { chunkBytes, xorbChunks };
}

function answerReconstruction(state: HubState, request: HubRequest, version: 'v1' | 'v2', hash: string): Answer {
  const token = /^Bearer (.+)$/u.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined || !state.xetTokens.has(token)) throw new HubError(401, undefined, 'Unauthorized');
  const file = state.xetFiles.get(hash);
  if (file === undefined) throw new HubError(404, undefined, 'File not found');
  const { byteLength } = file.content;
  const [span] = parseRange(rangeOf(request), byteLength) ?? [{ start: 0, end: byteLength }];
  if (span === undefined) throw new HubError(416, undefined, 'Range not satisfiable');
  const { terms, offset } = termsOf(byteLength, span.start, span.end, sizesOf(state));
  return json({
    offset_into_first_range: offset,
    terms: terms.map(({ xorb, start, end, unpackedLength }) => ({ hash: xorbHash(hash, xorb), unpacked_length: unpackedLength, range: { start, end } })),
    ...(version === 'v1' ? { fetch_info: fetchInfo(state, request, hash, terms) } : { xorbs: xorbLinks(state, request, hash, terms) }),
  });
}

function signedUrl(state: HubState, request: HubRequest, fileHash: string, { xorb, bytes }: Term): string {
  const path = `/xorbs/default/${xorbHash(fileHash, xorb)}`;
  const more = { 'X-Xet-File': fileHash, 'X-Xet-Index': String(xorb), 'X-Xet-Signed-Range': `bytes=${bytes.start}-${bytes.end - 1}` };
  return `${state.origins.cas}${path}?${state.links.sign(path, request.altered.link, more)}`;
}

function fetchInfo(state: HubState, request: HubRequest, hash: string, terms: readonly Term[]): object {
  return Object.fromEntries(terms.map((term) => [xorbHash(hash, term.xorb), [{
    range: { start: term.start, end: term.end }, url: signedUrl(state, request, hash, term), url_range: { start: term.bytes.start, end: term.bytes.end - 1 },
  }]]));
}

function xorbLinks(state: HubState, request: HubRequest, hash: string, terms: readonly Term[]): object {
  return Object.fromEntries(terms.map((term) => [xorbHash(hash, term.xorb), [{
    url: signedUrl(state, request, hash, term), ranges: [{ chunks: { start: term.start, end: term.end }, bytes: { start: term.bytes.start, end: term.bytes.end - 1 } }],
  }]]));
}

/** Only bytes that the link was signed for. */
function answerXorb(state: HubState, request: HubRequest): Answer {
  const file = state.xetFiles.get(request.query.get('X-Xet-File') ?? '');
  if (file === undefined || !state.links.use(request.path, request.query)) throw new HubError(403, undefined, 'Access denied: the link has expired');
  const content = xorbContent(file, Number(request.query.get('X-Xet-Index')), sizesOf(state));
  const signed = parseRange(request.query.get('X-Xet-Signed-Range') ?? undefined, content.byteLength) ?? [];
  const asked = parseRange(request.range, content.byteLength) ?? [{ start: 0, end: content.byteLength }];
  const isInside = ({ start, end }: Span): boolean => signed.some((one) => one.start <= start && end <= one.end);
  if (!asked.every(isInside)) throw new HubError(403, undefined, 'Access denied: the range is not part of the link');
  return serveContent(content, rangeOf(request), { 'Content-Type': 'application/octet-stream' });
}
