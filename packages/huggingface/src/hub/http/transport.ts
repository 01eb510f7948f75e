/** One try of one request: through the gate, along the redirects, to an answer worth looking at. */
import { DatasigError, SourceError } from '@datasig/core';
import { Answer, type Exchange, type LinkedFacts } from './answer.ts';
import { beginExchange, orAborted } from './exchange.ts';
import { Gate, type Pass, rateLimited } from './gate.ts';
import type { HubPace } from './limits.ts';
import { networkFailure, PassingFailure } from './passing-failure.ts';
import { askedWait, retryAfter } from './waits.ts';

/** What is asked for. */
export interface HubRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** What messages begin with. */
  readonly subject: string;
  /** Told of what the Hub says on the way to another server, before that is asked; throws to stop. */
  readonly onRedirect?: (linked: LinkedFacts, target: URL) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Who asks. */
export interface TransportOptions {
  readonly fetch: typeof fetch;
  readonly pace: HubPace;
  /** The Hub's: the only one that the token is sent to. */
  readonly origin: string;
  readonly token: () => Promise<string | undefined>;
  readonly userAgent: string | undefined;
}

const redirectLimit = 10;
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Sends requests; holds no connection itself. */
export class Transport {
  readonly pace: HubPace;
  readonly #options: TransportOptions;
  readonly #gates: Map<string, Gate> = new Map();
  /** Browsers show no redirect to scripts: there `fetch` follows them, and drops the token on the way itself. */
  #canFollow = true;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.pace = options.pace;
  }

  /**
   * The answer to a GET, of any status that tells something; its body has not been read.
   *
   * @throws PassingFailure for what another try may mend; SourceError `hub-unreachable`, `hub-rate-limited` for what it
   * may not; the signal's reason
   */
  async send(request: HubRequest): Promise<Answer> {
    const seen = new Set<string>();
    const linked: LinkedFacts = {};
    for (let { url } = request; ; ) {
      seen.add(url.href);
      const answer = await this.#ask(url, request, linked);
      const target = answer.headers.get('location');
      if (!redirectStatuses.has(answer.status) || target === null) return await this.#judge(answer);
      Object.assign(linked, linkedFacts(answer.headers));
      await answer.discard();
      url = redirected(request.subject, url, target);
      if (seen.has(url.href) || seen.size > redirectLimit) throw unfollowable(request.subject, url.host, seen.has(url.href) ? 'redirects in a circle' : 'redirects too often');
      request.onRedirect?.(linked, url);
    }
  }

  /** Through the gate of the host: a 429 closes it for all. */
  async #ask(url: URL, request: HubRequest, linked: LinkedFacts): Promise<Answer> {
    const gate = this.#gates.get(url.origin) ?? new Gate(this.pace, url.host);
    this.#gates.set(url.origin, gate);
    const exchange = beginExchange([request.signal, this.pace.signal]);
    let pass: Pass | undefined;
    try {
      pass = await gate.enter(exchange.controller.signal);
      const response = await this.#fetch(url, request, exchange);
      if (response.status !== 429) {
        pass.succeeded();
        return new Answer(response, finalUrl(response, url), linked, exchange, this.pace.limits.stallTimeout);
      }
      await response.body?.cancel();
      const wait = askedWait(response.headers, this.pace.clock.now());
      throw pass.limited(wait) ?? rateLimited(url.host, wait);
    } catch (error) {
      pass?.failed();
      exchange.release();
      throw error;
    }
  }

  async #fetch(url: URL, request: HubRequest, { controller }: Exchange): Promise<Response> {
    const { origin, token, userAgent } = this.#options;
    const secret = url.origin === origin ? await token() : undefined;
    const headers: Record<string, string> = { ...request.headers };
    if (secret !== undefined) headers['authorization'] = `Bearer ${secret}`;
    if (userAgent !== undefined) headers['user-agent'] = userAgent;
    const { headersTimeout } = this.pace.limits;
    const { signal } = controller;
    const timer = setTimeout(() => controller.abort(new PassingFailure(url.host, `did not answer within ${Math.round(headersTimeout / 1000)} s`)), headersTimeout);
    try {
      signal.throwIfAborted();
      const response = await orAborted(this.#options.fetch(url.href, { headers, signal, redirect: this.#canFollow ? 'manual' : 'follow' }), signal);
      if (response.type !== 'opaqueredirect') return response;
      this.#canFollow = false;
      return await orAborted(this.#options.fetch(url.href, { headers, signal, redirect: 'follow' }), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw DatasigError.is(error) ? error : networkFailure(url.host, error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Statuses that say nothing but "not now". */
  async #judge(answer: Answer): Promise<Answer> {
    const { status, headers, url } = answer;
    if (status !== 408 && status < 500) return answer;
    await answer.discard();
    const wait = retryAfter(headers.get('retry-after'), this.pace.clock.now());
    throw new PassingFailure(url.host, `answers with status ${status}`, { status, ...(wait !== undefined && { wait }) });
  }
}

/** A redirect's target. The Hub's may be relative; it must not give up encryption. */
function redirected(subject: string, from: URL, target: string): URL {
  if (!URL.canParse(target, from)) throw unfollowable(subject, from.host, 'redirects to something that is no URL');
  const url = new URL(target, from);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && from.protocol === 'http:')) return url;
  throw unfollowable(subject, from.host, 'redirects away from encryption');
}

function finalUrl(response: Response, asked: URL): URL {
  return response.redirected && URL.canParse(response.url) ? new URL(response.url) : asked;
}

function linkedFacts(headers: Headers): LinkedFacts {
  const etag = headers.get('x-linked-etag');
  const size = headers.get('x-linked-size');
  return { ...(etag !== null && { etag }), ...(size !== null && { byteLength: Number(size) }) };
}

function unfollowable(subject: string, host: string, what: string): SourceError {
  return new SourceError('hub-unreachable', `${subject}: ${host} ${what}; check HF_ENDPOINT, or tell whoever runs that server`, { context: { host } });
}
