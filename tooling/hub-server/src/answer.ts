/** An answer before it is sent, and the errors of the Hub. */
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { type Content, contentOf } from './content/content.ts';

/** What a handler gives; `Content-Length` is added where the body is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Content;
}

/** An answer other than success, as the Hub words it. */
export class HubError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string | undefined, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** JSON with status 200. */
export function json(value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body: contentOf(JSON.stringify(value)) };
}

/** Text with any status. */
export function text(status: number, value: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, body: contentOf(value) };
}

/** A redirect. */
export function redirect(status: 301 | 302 | 307, location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const word = status === 307 ? 'Temporary Redirect' : 'Found';
  return text(status, `${word}. Redirecting to ${location}`, { ...headers, Location: location, Vary: 'Accept' });
}

/** The same answer compressed. `Content-Length` cannot be known before the end, so there is none. */
export function gzipped(answer: Answer, declared: boolean): Answer {
  const body = answer.body ?? contentOf('');
  const compressed: Content = { byteLength: -1, read: () => Readable.from(body.read(0, body.byteLength)).pipe(createGzip()) };
  return { ...answer, headers: declared ? { ...answer.headers, 'Content-Encoding': 'gzip' } : answer.headers, body: compressed };
}

/** The API answers errors in JSON, `resolve` in text; both repeat code and message as headers. */
export function errorAnswer(error: HubError, isApi: boolean): Answer {
  const headers = { ...(error.code === undefined ? {} : { 'X-Error-Code': error.code }), 'X-Error-Message': headerText(error.message), ...error.headers };
  const answer = isApi ? json({ error: error.message }, headers) : text(error.status, error.message, headers);
  return { ...answer, status: error.status };
}

/** Headers carry ASCII only. */
function headerText(message: string): string {
  return message.replaceAll(/[^ -~]/gu, encodeURIComponent);
}
