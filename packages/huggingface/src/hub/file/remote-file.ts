/** One file on the Hub: asks for ranges of it, one try at a time, and takes only what is provably of that file. */
import { SourceError } from '@datasig/core';
import type { Endpoint } from '../access/endpoint.ts';
import { refusal, type Subject } from '../access/refusal.ts';
import type { Answer, LinkedFacts } from '../http/answer.ts';
import { PassingFailure } from '../http/passing-failure.ts';
import type { Transport } from '../http/transport.ts';
import type { HubFile } from '../hub-file.ts';
import type { Link, Links } from './links.ts';
import { looksLikePointer, pointerError, pointerByteLimit } from './pointer.ts';

/** What all files of a Hub share. */
export interface RemoteContext {
  readonly endpoint: Endpoint;
  readonly transport: Transport;
  readonly links: Links;
  readonly hasToken: () => Promise<boolean>;
}

/** A file of one commit. */
export class RemoteFile {
  readonly file: HubFile;
  /** What messages begin with. */
  readonly shown: string;
  readonly transport: Transport;
  readonly #context: RemoteContext;
  readonly #subject: Subject;
  readonly #url: URL;
  /** ETag of the server that has the bytes; once seen, another one is another object. */
  #etag: string | undefined;

  constructor(context: RemoteContext, dataset: string, sha: string, file: HubFile) {
    this.file = file;
    this.shown = `${dataset}: ${file.path}`;
    this.transport = context.transport;
    this.#context = context;
    this.#subject = { dataset, path: file.path };
    this.#url = context.endpoint.resolve(dataset, sha, file.path);
  }

  /**
   * The bytes `[start, end)`, at least one: an answer whose headers fit them exactly. Its body is counted by the caller.
   *
   * @throws PassingFailure; SourceError for what does not pass, among them `source-changed`
   */
  async request(start: number, end: number, signal?: AbortSignal): Promise<Answer> {
    const { links, transport } = this.#context;
    const known = links.find(this.#url.href, transport.pace.clock.now());
    let link = known;
    const onRedirect = (linked: LinkedFacts, target: URL): void => {
      this.#assertLinked(linked);
      link = links.keep(this.#url.href, target);
    };
    try {
      const answer = await transport.send({ url: known?.url ?? this.#url, headers: rangeHeaders(start, end), subject: this.shown, signal, onRedirect });
      await this.#assertFits(answer, start, end, known, signal);
      // Browsers tell of a redirect only afterwards.
      if (answer.url.href !== this.#url.href) links.succeeded(link ?? links.keep(this.#url.href, answer.url));
      return answer;
    } catch (error) {
      if (link !== undefined && error instanceof PassingFailure && error.details.code === undefined) links.failed(this.#url.href, link);
      throw error;
    }
  }

  async #assertFits(answer: Answer, start: number, end: number, link: Link | undefined, signal: AbortSignal | undefined): Promise<void> {
    try {
      if (answer.status >= 400 && answer.status !== 416) throw await this.#refused(answer, link);
      await this.#assertRange(answer, start, end, signal);
      this.#assertEtag(answer, link);
    } catch (error) {
      await answer.discard();
      throw error;
    }
  }

  /** Only the Hub itself knows who may read; elsewhere it is the link that is too old, and the Hub gives another. */
  async #refused(answer: Answer, link: Link | undefined): Promise<PassingFailure | SourceError> {
    const { status, url } = answer;
    this.#context.links.forget(this.#url.href);
    if (link !== undefined || url.origin !== this.#url.origin) return new PassingFailure(url.host, `refuses the Hub's link to the file with status ${status}`, { status, atOnce: link?.isProven === true });
    return refusal(answer, this.#subject, this.#context.endpoint, await this.#context.hasToken());
  }

  /** What the Hub said on the way to the server that has the bytes. */
  #assertLinked({ etag, byteLength }: LinkedFacts): void {
    if (byteLength !== undefined && byteLength !== this.file.byteLength) throw this.#changed(`the Hub now says ${byteLength} bytes`);
    if (etag !== undefined && !this.#mayBe(etag)) throw this.#changed('the Hub now gives another digest');
  }

  /** Whether an ETag is no digest of another file: the Hub's are SHA-256 or git object names, a CDN's may be anything. */
  #mayBe(etag: string): boolean {
    const text = etag.replace(/^W\//, '').replaceAll('"', '').toLowerCase();
    if (/^[0-9a-f]{64}$/.test(text)) return this.file.sha256 === undefined || text === this.file.sha256;
    return !/^[0-9a-f]{40}$/.test(text) || text === this.file.oid;
  }

  async #assertRange(answer: Answer, start: number, end: number, signal: AbortSignal | undefined): Promise<void> {
    const { status, headers, url } = answer;
    const { byteLength } = this.file;
    const encoding = headers.get('content-encoding');
    const isWhole = status === 200 && start === 0 && end === byteLength;
    // `fetch` has decoded it: the count and the digest of the whole still hold; a range of it does not.
    if (encoding !== null && encoding !== 'identity' && !isWhole) throw new PassingFailure(url.host, `sent the bytes with the encoding ${encoding}, which was not asked for`);
    if (status === 416 || status === 206) {
      const [, first, last, total] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
      if (total !== undefined && total !== '*' && Number(total) !== byteLength) throw await this.#otherLength(Number(total), answer, signal);
      if (status === 206 && Number(first) === start && Number(last) === end - 1) return assertLength(headers, end - start, url);
      throw new PassingFailure(url.host, status === 416 ? 'says that the file has no such bytes' : 'sent other bytes than were asked for', { status });
    }
    // Without a length it might be anything that came in its place, and would be gone on with where it ends.
    if (isWhole && (encoding !== null || headers.get('content-length') === String(byteLength))) return;
    const what = headers.get('content-type')?.startsWith('text/html') === true ? 'sent a web page in place of the file' : 'does not send the part of the file that was asked for, but something else';
    throw new PassingFailure(url.host, `${what} (status ${status})`, { status });
  }

  /** Another object, or the text that stands for one in git. */
  async #otherLength(byteLength: number, answer: Answer, signal: AbortSignal | undefined): Promise<SourceError> {
    if (byteLength > 0 && byteLength <= pointerByteLimit) {
      const whole = await this.transport.send({ url: answer.url, headers: rangeHeaders(0, byteLength), subject: this.shown, signal });
      if (whole.status < 300 && looksLikePointer(await whole.readAll(pointerByteLimit))) return pointerError(this.shown);
      whole.close();
    }
    return this.#changed(`${answer.url.host} has ${byteLength} bytes`);
  }

  /** A link that the Hub has just given, and whose digest it told, may lead to another server with ETags of its own. */
  #assertEtag({ headers, linked, url }: Answer, link: Link | undefined): void {
    const etag = headers.get('etag');
    if (etag === null) return;
    if (!this.#mayBe(etag)) throw this.#changed(`${url.host} gives another digest`);
    if (this.#etag !== undefined && this.#etag !== etag && (link !== undefined || linked.etag === undefined)) throw this.#changed(`${url.host} gives another ETag than before`);
    this.#etag = etag;
  }

  #changed(what: string): SourceError {
    const { path, byteLength } = this.file;
    return new SourceError('source-changed', `${this.shown}: not the file of ${byteLength} bytes that was listed: ${what}; run again`, { context: { file: path, expectedByteLength: byteLength }, retryable: true });
  }
}

function rangeHeaders(start: number, end: number): Readonly<Record<string, string>> {
  return { 'range': `bytes=${start}-${end - 1}`, 'accept-encoding': 'identity' };
}

function assertLength(headers: Headers, byteLength: number, { host }: URL): void {
  const announced = headers.get('content-length');
  if (announced !== null && Number(announced) !== byteLength) throw new PassingFailure(host, `announces ${announced} bytes where ${byteLength} were asked for`);
}
