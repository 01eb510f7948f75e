/**
 * Requests to a Sigstore instance: stands in the bundle for make-fetch-happen, of which `@sigstore/sign` uses one call,
 * and which comes with 25 packages for caches and agents.
 */

/** What `@sigstore/sign` asks for. */
interface RequestOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** In milliseconds. */
  readonly timeout?: number;
}

/** What it looks at in an answer. */
interface Answer extends Pick<Response, 'ok' | 'status' | 'statusText' | 'headers'> {
  json(): Promise<unknown>;
  buffer(): Promise<Buffer>;
}

/** Certificates, log entries and timestamps are a few kilobytes. */
const byteLimit = 4 * 1024 * 1024;

/** Asks once, and follows no redirection: what is sent has a token in it. */
export default async function request(url: string, { timeout = 30_000, ...options }: RequestOptions): Promise<Answer> {
  const response = await fetch(url, { ...options, redirect: 'error', signal: AbortSignal.timeout(timeout) });
  const { ok, status, statusText, headers } = response;
  const bytes = await readAll(response);
  return { ok, status, statusText, headers, json: async () => JSON.parse(bytes.toString()) as unknown, buffer: async () => bytes };
}

async function readAll({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  for await (const chunk of body ?? []) {
    byteLength += chunk.length;
    if (byteLength > byteLimit) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
