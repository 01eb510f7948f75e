/** A request as handlers, rules and the log see it. */
import type { IncomingHttpHeaders } from 'node:http';
import { HubError } from './answer.ts';

/** Which of the servers was asked; `foreign` is an origin that nothing but a fault leads to. */
export type Origin = 'hub' | 'cdn' | 'cas' | 'foreign';

/** A request as it came. */
export interface HubRequest {
  readonly origin: Origin;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** Path without query, decoded. */
  readonly path: string;
  /** The path's segments, each decoded: an encoded `/` stays inside of its segment. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The `Range` header. */
  readonly range?: string;
  /** Scheme, host and port by which the client calls this server. */
  readonly base: string;
  readonly body: string;
  /** What a fault changes about how the request is answered. */
  readonly altered: Alterations;
}

/** Changes to the handling of one request. */
interface Alterations {
  /** Digests in listings and headers are others than those of the commit. */
  readonly changedObject?: boolean;
  /** The `Range` header counts for nothing. */
  readonly ignoredRange?: boolean;
  /** The LFS pointer stands in for the bytes. */
  readonly pointer?: boolean;
  /** Limits of the CDN link that this request is answered with. */
  readonly link?: { readonly uses?: number; readonly milliseconds?: number };
}

/** The range that the answer is to respect. */
export function rangeOf(request: HubRequest): string | undefined {
  return request.altered.ignoredRange === true ? undefined : request.range;
}

/** What remains of a request in the log. */
export interface RequestRecord {
  readonly origin: Origin;
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly range?: string;
  /** Whether an `Authorization` header came. */
  readonly authorization: boolean;
  readonly headers: IncomingHttpHeaders;
  /** 0 until answered, and where a fault gives no answer. */
  readonly status: number;
  /** Bytes of the body handed to the connection. */
  readonly byteLength: number;
  /** Kind of the fault that it met. */
  readonly fault?: string;
}

/** Reads a request's head. @throws HubError 400 if the path is not encoded as a URL's must be */
export function parseRequest(origin: Origin, method: string, url: string, headers: IncomingHttpHeaders, body: string, base: string): HubRequest {
  const [rawPath = '', ...query] = url.split('?');
  const segments = rawPath.split('/').slice(1).map(decode);
  const { range } = headers;
  return { origin, method, url, path: `/${segments.join('/')}`, segments, query: new URLSearchParams(query.join('?')), headers, ...(range === undefined ? {} : { range }), base, body, altered: {} };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HubError(400, undefined, 'Bad Request');
  }
}

/** A path with each segment encoded, so that `#`, `?`, `%` and spaces stay part of it. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
