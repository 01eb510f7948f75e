/** A Sigstore instance on 127.0.0.1: the authorities of `@sigstore/mock` behind a real HTTP server. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Authorities, type AuthorityOptions } from './authorities.ts';
import { handlersOf, type Handler } from './handlers.ts';

/** What can be otherwise. */
export interface SigstoreOptions extends AuthorityOptions {
  /** Answers in the place of the services, by path. */
  readonly answers?: Readonly<Record<string, { readonly status: number; readonly body: string }>>;
  /** Never answers. */
  readonly silent?: boolean;
}

/** An instance that runs. */
export interface TestSigstore {
  readonly url: string;
  /** `trusted_root.json` of it. */
  readonly trustedRoot: string;
  /** Paths asked for so far. */
  readonly requests: readonly string[];
  /** Comes to its end with the first request. */
  readonly asked: Promise<void>;
  /** Closes connections and server. */
  readonly close: () => Promise<void>;
}

/** Starts an instance with authorities of its own. */
export async function startSigstore({ answers = {}, silent = false, ...options }: SigstoreOptions = {}): Promise<TestSigstore> {
  const requests: string[] = [];
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  let handlers: readonly Handler[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    ask();
    if (silent) return;
    const answer = answers[request.url ?? ''];
    if (answer !== undefined) response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    else void handle(handlers, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const authorities = await Authorities.create(url, options);
  handlers = handlersOf(authorities);
  return { url, trustedRoot: authorities.trustedRoot(url), requests, asked, close: () => close(server) };
}

/** A token with these claims; nobody has signed it. */
export function identityToken(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${Buffer.from('no signature').toString('base64url')}`;
}

async function handle(handlers: readonly Handler[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const handler = handlers.find(({ path }) => path === request.url);
  const { statusCode, response: body, contentType = 'text/plain' } = handler === undefined ? { statusCode: 404, response: 'no such path' } : await handler.fn(Buffer.concat(chunks).toString());
  response.writeHead(statusCode, { 'content-type': contentType }).end(typeof body === 'string' ? body : Buffer.from(body as Uint8Array));
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
