/** The CDN: objects by their SHA-256, for those who hold a signed link. */
import { type Answer, HubError } from '../answer.ts';
import { contentOf } from '../content/content.ts';
import { serveContent } from '../content/serve.ts';
import { type HubRequest, rangeOf } from '../hub-request.ts';
import type { HubState } from '../hub-state.ts';

/**
 * `GET` and `HEAD /repos/{aa}/{bb}/{sha256}?…&Signature=…`.
 *
 * @throws HubError 400, 403, 404
 */
export async function answerCdn(state: HubState, request: HubRequest): Promise<Answer> {
  const xml = { 'Content-Type': 'application/xml' };
  const isS3 = (state.options.cdn ?? 's3') === 's3';
  if (isS3 && request.origin === 'cdn' && request.headers.authorization !== undefined) throw new HubError(400, undefined, 'Only one auth mechanism allowed', xml);
  if (!state.links.use(request.path, request.query)) throw new HubError(403, undefined, 'Access denied: the link has expired', xml);
  const file = state.objects.get(request.segments.at(-1)!);
  const digests = await file?.digests();
  if (file === undefined || digests?.lfs === undefined) throw new HubError(404, undefined, 'Not found', xml);
  const content = request.altered.pointer === true ? contentOf(digests.lfs.pointer) : file.content;
  return serveContent(content, rangeOf(request), {
    // A digest of its own, as that of an upload in parts is.
    ETag: `"${digests.lfs.sha256.slice(0, 32)}-1"`,
    'Content-Type': request.query.get('response-content-type') ?? 'application/octet-stream',
    'Content-Disposition': request.query.get('response-content-disposition') ?? 'inline',
    ...(isS3 ? {} : { 'X-Cache': 'Hit from cloudfront' }),
  });
}
