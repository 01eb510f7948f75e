/** What a fault does to a request before it is answered, and to the answer. */
import { type Answer, gzipped, json, redirect } from '../answer.ts';
import { type Content, contentOf, joined, sliceOf } from '../content/content.ts';
import type { HubRequest } from '../hub-request.ts';
import type { HubState } from '../hub-state.ts';
import type { Fault } from './kinds.ts';

/** The request as it is to be answered; a moved branch is moved here. */
export async function alterRequest(state: HubState, request: HubRequest, fault: Fault): Promise<HubRequest> {
  if (fault.kind === 'ignored-range' || fault.kind === 'gzip') return { ...request, altered: { ignoredRange: true } };
  if (fault.kind === 'changed-object') return { ...request, altered: { changedObject: true } };
  if (fault.kind === 'lfs-pointer') return { ...request, altered: { pointer: true } };
  if (fault.kind === 'expiring-link') {
    const { uses, milliseconds } = fault;
    return { ...request, altered: { link: milliseconds === undefined ? { uses: uses ?? 1 } : { ...(uses === undefined ? {} : { uses }), milliseconds } } };
  }
  if (fault.kind === 'moved-branch') {
    const repository = state.repositories.get(fault.repository);
    if (repository === undefined) throw new Error(`no repository ${fault.repository} to move a branch of`);
    await repository.push(fault.branch ?? 'main', fault.to);
  }
  if (fault.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
  return request;
}

/** An answer that takes the place of the handler's. */
export function insteadOf(state: HubState, request: HubRequest, fault: Fault): Answer | undefined {
  if (fault.kind === 'redirect-loop') return redirect(302, request.url);
  if (fault.kind === 'foreign-redirect') return redirect(302, fault.to ?? `${state.origins.foreign}${request.url}`);
  return fault.kind === 'status' ? statusAnswer(fault) : undefined;
}

function statusAnswer({ status, body = 'json', retryAfter, rateLimit, headers }: Fault & { readonly kind: 'status' }): Answer {
  const resetSeconds = rateLimit === undefined && status === 429 ? 55 : rateLimit ?? undefined;
  const more = {
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    ...(resetSeconds === undefined ? {} : { RateLimit: `"api";r=0;t=${resetSeconds}` }),
    ...headers,
  };
  if (body === 'json') return { ...json({ error: `Fault ${status}` }, more), status };
  const page = body === 'html' ? `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>We had to do something.</p></body></html>` : body.text;
  return { status, headers: { 'Content-Type': body === 'html' ? 'text/html; charset=utf-8' : 'text/plain', ...more }, body: contentOf(page) };
}

/** The handler's answer, changed. */
export function alterAnswer(request: HubRequest, answer: Answer, fault: Fault): Answer {
  const body = answer.body ?? contentOf('');
  const middle = Math.floor(body.byteLength / 2);
  switch (fault.kind) {
    case 'wrong-content-range': return { ...answer, headers: { ...answer.headers, ...movedRange(answer.headers['Content-Range'], fault) } };
    case 'short-body': return { ...answer, body: sliceOf(body, 0, Math.min(fault.after ?? middle, body.byteLength)) };
    case 'long-body': return { ...answer, body: joined([body, contentOf(new Uint8Array(fault.extra ?? 1))]) };
    case 'flipped-byte': return body.byteLength === 0 ? answer : { ...answer, body: flipped(body, Math.min(fault.at ?? middle, body.byteLength - 1)) };
    case 'gzip': return gzipped(answer, fault.declared ?? true);
    case 'looping-cursor': return { ...answer, headers: { ...answer.headers, Link: `<${request.base}${request.url}>; rel="next"` } };
    case 'headers': return { ...answer, headers: withHeaders(answer.headers, fault.headers) };
    default: return answer;
  }
}

function movedRange(header: string | undefined, { shift, total }: Fault & { readonly kind: 'wrong-content-range' }): Readonly<Record<string, string>> {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/u.exec(header ?? '');
  if (match === null) return {};
  const by = shift ?? (total === undefined ? 1 : 0);
  return { 'Content-Range': `bytes ${Number(match[1]) + by}-${Number(match[2]) + by}/${total ?? match[3]!}` };
}

function flipped(body: Content, at: number): Content {
  return {
    byteLength: body.byteLength,
    async *read(start, end) {
      let offset = start;
      for await (const chunk of body.read(start, end)) {
        const copy = Uint8Array.from(chunk);
        if (at >= offset && at < offset + copy.length) copy[at - offset]! ^= 1;
        offset += copy.length;
        yield copy;
      }
    },
  };
}

function withHeaders(headers: Readonly<Record<string, string>>, changes: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  const names = Object.keys(changes).map((name) => name.toLowerCase());
  const kept = Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...Object.fromEntries(Object.entries(changes).filter((entry): entry is [string, string] => entry[1] !== null)) };
}
