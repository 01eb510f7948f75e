/** The Hugging Face Hub, or a mirror of it: names, listings and files of datasets. */
import { SourceError, version } from '@datasig/core';
import { assertDatasetName, assertSha, Endpoint } from './access/endpoint.ts';
import { readEnvironment } from './access/environment.ts';
import { nodeBuiltin } from './access/node-builtin.ts';
import { findToken } from './access/token.ts';
import { HubApi } from './api.ts';
import { askDataset, type HubDataset } from './dataset.ts';
import { ByteBudget } from './file/byte-budget.ts';
import type { ByteStore } from './file/byte-store.ts';
import { Links } from './file/links.ts';
import { OpenedFile } from './file/opened-file.ts';
import { RecentSlices } from './file/recent-slices.ts';
import { RemoteFile } from './file/remote-file.ts';
import { remoteStore } from './file/remote-store.ts';
import type { HubFile } from './hub-file.ts';
import { type Clock, systemClock } from './http/clock.ts';
import { defaultLimits, type HubLimits, type HubRetry } from './http/limits.ts';
import { Transport } from './http/transport.ts';
import { askFiles } from './listing.ts';
import { LocalCache } from './local/local-cache.ts';
import { missingOfSeries } from './local/series.ts';
import { spool } from './local/spool.ts';

/** How the Hub is reached; what is left out is taken from the environment, as the Python library does. */
export interface HubOptions {
  /** URL of a Hub; else `HF_ENDPOINT`, else https://huggingface.co. */
  readonly endpoint?: string;
  /** Sent to the endpoint's origin only; else `HF_TOKEN` or the token file. null: none at all. */
  readonly token?: string | null;
  readonly fetch?: typeof fetch;
  /** Nothing is asked of any server; else `HF_HUB_OFFLINE`. */
  readonly offline?: boolean;
  /** The local cache, which is read and never written; else `HF_HUB_CACHE`. null: not used. */
  readonly cacheFolder?: string | null;
  readonly limits?: Partial<HubLimits>;
  /** Ends all requests and waits of this Hub at once, with its reason. */
  readonly signal?: AbortSignal;
  /** Told of each wait before a request is tried again. */
  readonly onRetry?: (retry: HubRetry) => void;
  readonly clock?: Clock;
}

const recentByteLength = 8 << 20;

/** Holds no connection: there is nothing to close. */
export class Hub {
  readonly endpoint: Endpoint;
  readonly isOffline: boolean;
  readonly #api: HubApi;
  readonly #cache: LocalCache | undefined;
  readonly #budget: ByteBudget;
  readonly #transport: Transport;
  readonly #links: Links = new Links();
  readonly #recent: RecentSlices = new RecentSlices(recentByteLength);
  readonly #token: () => Promise<string | undefined>;

  /** @throws InvalidArgumentError for an endpoint that is none */
  constructor(options: HubOptions = {}) {
    const environment = readEnvironment();
    const limits: HubLimits = { ...defaultLimits, ...options.limits };
    const cacheFolder = options.cacheFolder === undefined ? environment.cacheFolder : (options.cacheFolder ?? undefined);
    let token: Promise<string | undefined> | undefined;
    this.#token = () => (token ??= findToken(options.token, environment));
    this.endpoint = new Endpoint(options.endpoint ?? environment.endpoint);
    this.isOffline = options.offline ?? environment.offline;
    this.#cache = cacheFolder === undefined ? undefined : LocalCache.at(cacheFolder);
    this.#budget = new ByteBudget(limits.readAheadByteLength);
    this.#transport = new Transport({
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      pace: { limits, clock: options.clock ?? systemClock, onRetry: options.onRetry ?? (() => undefined), signal: options.signal },
      origin: this.endpoint.origin,
      token: this.#token,
      // In browsers it would need the server's consent.
      userAgent: nodeBuiltin('node:process') === undefined ? undefined : `datasig/${version}`,
    });
    this.#api = new HubApi(this.endpoint, this.#transport, this.#hasToken);
  }

  /**
   * The commit that a name and a revision stand for: asked for once, so that a branch may move on.
   *
   * @param revision a branch, tag, commit or `refs/…`
   * @throws SourceError `source-not-found`, `hub-access-denied`, `hub-unreachable`, `hub-rate-limited`, `offline-missing`
   */
  async dataset(name: string, revision = 'main', signal?: AbortSignal): Promise<HubDataset> {
    assertDatasetName(name);
    if (this.isOffline) return await this.#offline(name).dataset(name, revision);
    return await askDataset(this.#api, name, revision, signal);
  }

  /** All files of a commit, or of a folder in it, in the order of their paths' UTF-8 bytes. @throws SourceError */
  async listFiles(name: string, sha: string, path?: string, signal?: AbortSignal): Promise<readonly HubFile[]> {
    assertDatasetName(name);
    assertSha(sha);
    if (this.isOffline) return await this.#offline(name).listFiles(name, sha, path);
    return await askFiles(this.#api, name, sha, path, signal);
  }

  /** A file of a listing; nothing is asked for before the first byte is. */
  open(name: string, sha: string, file: HubFile): OpenedFile {
    assertDatasetName(name);
    assertSha(sha);
    return new OpenedFile({ file, shown: `${name}: ${file.path}`, budget: this.#budget, recent: this.#recent, key: `${name}@${sha}/${file.path}`, store: () => this.#store(name, sha, file) });
  }

  /**
   * The same file, which is fetched whole into a temporary folder and held against its digest when the first byte is
   * asked for; closing it removes it.
   */
  openSpooled(name: string, sha: string, file: HubFile): OpenedFile {
    const opened = this.open(name, sha, file);
    const { shown } = opened;
    const store = async (signal: AbortSignal): Promise<ByteStore> => {
      try {
        return await spool(file, shown, opened.stream(0, file.byteLength, signal));
      } finally {
        await opened.close();
      }
    };
    return opened.over(store);
  }

  /** A small file as a whole, its digest checked. @throws SourceError, also for more bytes than `byteLimit` */
  async readFile(name: string, sha: string, file: HubFile, byteLimit: number, signal?: AbortSignal): Promise<Uint8Array> {
    if (file.byteLength > byteLimit) throw new SourceError('source-unreadable', `${name}: ${file.path} has ${file.byteLength} bytes; of a file of its kind ${byteLimit} are read`, { context: { file: file.path, byteLength: file.byteLength, byteLimit } });
    const opened = this.open(name, sha, file);
    try {
      return await opened.slice(0, file.byteLength, signal);
    } finally {
      await opened.close();
    }
  }

  /**
   * Says no to files of which the local cache has only some. Offline nobody knows which files a dataset has, but many
   * number themselves: to be called with the files that will be read.
   *
   * @throws SourceError `offline-missing`
   */
  assertComplete(name: string, files: readonly HubFile[]): void {
    const missing = this.isOffline ? missingOfSeries(files) : [];
    if (missing.length > 0) throw this.#offline(name).missing(name, `all files of a series: ${missing.join(', ')} …`);
  }

  readonly #hasToken = async (): Promise<boolean> => (await this.#token()) !== undefined;

  async #store(name: string, sha: string, file: HubFile): Promise<ByteStore> {
    const local = await this.#cache?.open(name, sha, file, this.isOffline);
    if (local !== undefined) return local;
    if (this.isOffline) throw this.#offline(name).missing(name, `the file ${file.path}`);
    return remoteStore(new RemoteFile({ endpoint: this.endpoint, transport: this.#transport, links: this.#links, hasToken: this.#hasToken }, name, sha, file));
  }

  #offline(name: string): LocalCache {
    if (this.#cache !== undefined) return this.#cache;
    throw new SourceError('offline-missing', `${name}: offline, and there is no local cache to read from; unset HF_HUB_OFFLINE, or name the cache's folder in HF_HUB_CACHE`, { context: { dataset: name } });
  }
}
