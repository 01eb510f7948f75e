/**
 * Metadata through `@huggingface/hub`. Its calls are given a `fetch` of our own, which tries again, follows redirects,
 * adds the token, and hands over only answers that are complete and JSON: the library does none of that, and turns what
 * the Hub refuses into text without the headers that tell why.
 */
import { SourceError } from '@datasig/core';
import type { Endpoint } from './access/endpoint.ts';
import { nameOf, refusal, type Subject } from './access/refusal.ts';
import { PassingFailure } from './http/passing-failure.ts';
import { persist } from './http/patience.ts';
import type { Transport } from './http/transport.ts';

const byteLimit = 64 << 20;

interface Page {
  readonly text: string;
  /** Absolute address of the page after it. */
  readonly next: string | undefined;
}

/** JSON answers of the Hub. */
export class HubApi {
  readonly endpoint: Endpoint;
  readonly #transport: Transport;
  readonly #hasToken: () => Promise<boolean>;

  constructor(endpoint: Endpoint, transport: Transport, hasToken: () => Promise<boolean>) {
    this.endpoint = endpoint;
    this.#transport = transport;
    this.#hasToken = hasToken;
  }

  /** A `fetch` for one call of the library. To ask for one address twice is an error: its pages go round in a circle. */
  fetchFor(subject: Subject, signal?: AbortSignal): typeof fetch {
    const seen = new Set<string>();
    return async (input) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (seen.has(url.href)) throw this.malformed(subject, 'its listing goes round in a circle');
      seen.add(url.href);
      const { text, next } = await this.#get(url, subject, signal);
      // The library knows only one way of writing it, and takes any other for the end.
      return new Response(text, { headers: next === undefined ? {} : { link: `<${next}>; rel="next"` } });
    };
  }

  /** A JSON document. @throws SourceError */
  async json(url: URL, subject: Subject, signal?: AbortSignal): Promise<unknown> {
    return JSON.parse((await this.#get(url, subject, signal)).text);
  }

  /** What no Hub would answer. */
  malformed(subject: Subject, what: string): SourceError {
    return new SourceError('hub-unreachable', `${nameOf(subject)}: ${this.endpoint.host} does not answer as a Hub does: ${what}; check HF_ENDPOINT`, { context: { host: this.endpoint.host } });
  }

  /** The library stumbles over documents of another shape. */
  explain(error: unknown, subject: Subject): unknown {
    return error instanceof TypeError ? this.malformed(subject, 'it sends another document') : error;
  }

  async #get(url: URL, subject: Subject, signal: AbortSignal | undefined): Promise<Page> {
    const name = nameOf(subject);
    return await persist(this.#transport.pace, name, signal, async () => {
      const answer = await this.#transport.send({ url, headers: { accept: 'application/json' }, subject: name, signal });
      if (answer.status >= 400) {
        await answer.discard();
        throw refusal(answer, subject, this.endpoint, await this.#hasToken());
      }
      const bytes = await answer.readAll(byteLimit);
      return { text: jsonText(bytes, answer.url.host, answer.headers.get('content-type')), next: nextPage(answer.headers.get('link'), answer.url) };
    });
  }
}

/** A page of a proxy, or half an answer, is worth another try. */
function jsonText(bytes: Uint8Array<ArrayBuffer>, host: string, type: string | null): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new PassingFailure(host, type?.startsWith('text/html') === true ? 'sent a web page in place of JSON' : 'sent something that is not JSON', { cause: error });
  }
}

/** The target of `rel="next"` (RFC 8288). */
function nextPage(link: string | null, base: URL): string | undefined {
  for (const [, target, parameters] of (link ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/g)) {
    if (/;\s*rel\s*=\s*(?:"[^"]*\bnext\b[^"]*"|next(?=\s|;|$))/i.test(parameters!) && URL.canParse(target!, base)) return new URL(target!, base).href;
  }
  return undefined;
}
