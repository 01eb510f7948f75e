/** One of the Hub's servers: reads requests, lets rules and handlers answer, keeps the log. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, errorAnswer, HubError } from './answer.ts';
import { alterAnswer, alterRequest, insteadOf } from './faults/apply.ts';
import type { Fault } from './faults/kinds.ts';
import type { HubRequest, Origin, RequestRecord } from './hub-request.ts';
import { parseRequest } from './hub-request.ts';
import type { HubState } from './hub-state.ts';
import { answerRequest } from './routes.ts';
import { send } from './send.ts';

/** What the servers of one Hub have in common. */
export interface Desk {
  readonly state: HubState;
  /** In the order of arrival. */
  readonly log: RequestRecord[];
  /** The fault that a request meets. */
  readonly meet: (request: HubRequest) => Fault | undefined;
}

const quota = 5000;
const windowSeconds = 300;
const exposed = 'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash,RateLimit,RateLimit-Policy,Retry-After';

/** Listens on 127.0.0.1. Gives the server and its origin. */
export async function listen(desk: Desk, origin: Origin, port: number): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((incoming, response) => {
    answer(desk, origin, incoming, response).catch((error: unknown) => { response.destroy(error as Error); });
  });
  // The client must not lose a connection that waits to be used again.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function answer(desk: Desk, origin: Origin, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  response.on('error', () => {});
  const record = { origin, method, url, path: url, ...(headers.range === undefined ? {} : { range: headers.range }), authorization: headers.authorization !== undefined, headers, status: 0, byteLength: 0 } as Writable;
  desk.log.push(record);
  const common = commonHeaders(desk.state, origin, incoming);
  try {
    const base = `http://${headers.host ?? desk.state.origins[origin].slice('http://'.length)}`;
    const request = parseRequest(origin, method, url, headers, await readBody(incoming), base);
    record.path = request.path;
    const fault = desk.meet(request);
    if (fault !== undefined) record.fault = fault.kind;
    const made = await makeAnswer(desk.state, request, fault);
    const full = { ...made, headers: { ...common, ...made.headers } };
    if (!(fault?.kind === 'stall' || fault?.kind === 'reset') || fault.after !== undefined) record.status = full.status;
    await send(response, full, method !== 'HEAD', fault, (byteLength) => { record.byteLength += byteLength; });
  } catch (error) {
    if (response.headersSent) throw error;
    const { headers: more, ...told } = errorAnswer(error instanceof HubError ? error : new HubError(500, undefined, String(error)), true);
    record.status = told.status;
    await send(response, { ...told, headers: { ...common, ...more } }, method !== 'HEAD', undefined, () => {});
  } finally {
    desk.state.options.onAnswer?.(record);
  }
}

type Writable = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

async function makeAnswer(state: HubState, request: HubRequest, fault: Fault | undefined): Promise<Answer> {
  if (fault === undefined) return answerRequest(state, request);
  const altered = await alterRequest(state, request, fault);
  return insteadOf(state, request, fault) ?? alterAnswer(request, await answerRequest(state, altered), fault);
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
}

/** On every answer of the Hub, as the real one has them; rate limits are told, not enforced. */
function commonHeaders(state: HubState, origin: Origin, incoming: IncomingMessage): Readonly<Record<string, string>> {
  const cors = {
    'Access-Control-Allow-Origin': incoming.headers.origin ?? '*', 'Access-Control-Expose-Headers': exposed,
    ...(incoming.method === 'OPTIONS' ? { 'Access-Control-Allow-Headers': 'Authorization,Content-Type,Range', 'Access-Control-Allow-Methods': 'GET,HEAD,POST', 'Access-Control-Max-Age': '86400' } : {}),
  };
  if (origin !== 'hub') return cors;
  state.counted.requests += 1;
  const kind = (incoming.url ?? '').startsWith('/api/') ? 'api' : 'resolvers';
  return {
    ...cors, 'X-Powered-By': 'huggingface-moon', 'X-Request-Id': `Root=1-${randomUUID()}`,
    RateLimit: `"${kind}";r=${Math.max(quota - state.counted.requests, 0)};t=${windowSeconds}`, 'RateLimit-Policy': `"fixed window";"${kind}";q=${quota};w=${windowSeconds}`,
  };
}
