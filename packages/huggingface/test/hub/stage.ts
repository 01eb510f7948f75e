/** A test Hub and a client of it that ends with the test; the client's clock is wound on wherever something waits. */
import { startHub, type HubOptions as ServerOptions, type FaultRule, type RepositoryOptions, type TestHub } from '@datasig/hub-server';
import { afterEach } from 'vitest';
import type { HubRetry } from '../../src/hub/http/limits.ts';
import type { OpenedFile } from '../../src/hub/file/opened-file.ts';
import { Hub, type HubOptions } from '../../src/hub/hub.ts';
import type { HubFile } from '../../src/hub/hub-file.ts';
import { SwiftClock } from './swift-clock.ts';

/** Everything that a test looks at. */
export interface Stage {
  readonly server: TestHub;
  readonly hub: Hub;
  readonly clock: SwiftClock;
  readonly retries: HubRetry[];
  readonly sha: string;
  /** A file of the repository's listing. */
  readonly file: (path: string) => Promise<HubFile>;
  readonly open: (path: string) => Promise<OpenedFile>;
  /** From now on these faults, and an empty log. */
  readonly faults: (rules: readonly FaultRule[]) => void;
  /** Requests since then: to the Hub, to the CDN. */
  readonly counts: () => readonly [hub: number, cdn: number];
}

const running: TestHub[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** The bytes of `large.bin`, which is kept outside of git. */
export const large: Uint8Array = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 167) ^ (index >> 7));
/** `small.csv`, which is in git. */
export const small: Uint8Array = new TextEncoder().encode(Array.from({ length: 300 }, (_, index) => `${index},row ${index}\n`).join(''));

const repository: RepositoryOptions = { name: 'owner/data', files: { 'large.bin': large, 'small.csv': small, 'empty.txt': '' }, lfs: { patterns: ['*.bin'] } };

/** Starts both; by default with one repository of two files and one of no bytes. */
export async function stage(server: Partial<ServerOptions> = {}, options: HubOptions = {}): Promise<Stage> {
  const test = await startHub({ repositories: [repository], ...server });
  running.push(test);
  const clock = new SwiftClock();
  const retries: HubRetry[] = [];
  const hub = new Hub({ endpoint: test.endpoint, token: null, cacheFolder: null, offline: false, clock, onRetry: (retry) => retries.push(retry), ...options });
  const { name } = (server.repositories ?? [repository])[0]!;
  const sha = await test.repository(name).sha();
  const file = async (path: string): Promise<HubFile> => (await hub.listFiles(name, sha)).find((each) => each.path === path)!;
  return {
    server: test, hub, clock, retries, sha, file,
    open: async (path) => hub.open(name, sha, await file(path)),
    faults: (rules) => {
      test.setFaults(rules);
      test.forgetRequests();
    },
    counts: () => [test.requests.filter(({ origin }) => origin === 'hub').length, test.requests.filter(({ origin }) => origin === 'cdn').length],
  };
}

/** All bytes of a stream, copied as they come. */
export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk.slice());
  return Uint8Array.from(Buffer.concat(parts));
}
