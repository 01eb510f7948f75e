/** A Hugging Face Hub to test with: real servers on 127.0.0.1, any folder as a dataset, any fault on request. */
import type { Server } from 'node:http';
import type { RequestRecord } from './hub-request.ts';
import { openState } from './hub-state.ts';
import { listen } from './listen.ts';
import type { HubOptions } from './options.ts';
import { ActiveRule, type FaultCount, type FaultRule } from './faults/rules.ts';
import type { Repository } from './store/repository.ts';

export type { Fault } from './faults/kinds.ts';
export type { FaultCount, FaultRule, Match, Occasion } from './faults/rules.ts';
export type { HubRequest, Origin, RequestRecord } from './hub-request.ts';
export type { Files, HubOptions, LfsOptions, RepositoryOptions, User, ViewerOptions } from './options.ts';
export type { Repository } from './store/repository.ts';

/** A Hub that runs. */
export interface TestHub {
  /** What `HF_ENDPOINT` is to be. */
  readonly endpoint: string;
  /** Origins of the CDN, of Xet's storage, and of one that only a fault leads to. */
  readonly cdn: string;
  readonly cas: string;
  readonly foreign: string;
  /** The token that may read everything. */
  readonly token: string;
  /** All requests so far to all origins, in the order of arrival. */
  readonly requests: readonly RequestRecord[];
  readonly forgetRequests: () => void;
  /** What each rule has done. */
  readonly faults: readonly FaultCount[];
  /** Other rules from now on, with new counts. */
  readonly setFaults: (rules: readonly FaultRule[]) => void;
  /** A repository, to ask it for shas or push to it. @throws Error if there is none of that name */
  readonly repository: (name: string) => Repository;
  /** Closes all connections and servers. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a Hub.
 *
 * @throws Error if a folder cannot be read, a name is not one, or the port is taken
 */
export async function startHub(options: HubOptions): Promise<TestHub> {
  const state = await openState(options);
  const log: RequestRecord[] = [];
  let rules = (options.faults ?? []).map((rule) => new ActiveRule(rule));
  const desk = {
    state, log,
    meet: (request: Parameters<ActiveRule['meet']>[0]) => {
      let met: ReturnType<ActiveRule['meet']>;
      for (const rule of rules) met = rule.meet(request, met !== undefined) ?? met;
      return met;
    },
  };
  const origins = ['hub', 'cdn', 'cas', 'foreign'] as const;
  const servers: Server[] = [];
  // The one whose port may be taken is the first: when it fails, none is left open.
  for (const origin of origins) {
    const { server, url } = await listen(desk, origin, origin === 'hub' ? options.port ?? 0 : 0);
    servers.push(server);
    state.origins[origin] = url;
  }
  return {
    endpoint: state.origins.hub, cdn: state.origins.cdn, cas: state.origins.cas, foreign: state.origins.foreign,
    token: state.users[0]!.token,
    requests: log,
    forgetRequests: () => { log.length = 0; },
    get faults() {
      return rules.map(({ count }) => count);
    },
    setFaults: (next) => { rules = next.map((rule) => new ActiveRule(rule)); },
    repository: (name) => {
      const repository = state.repositories.get(name);
      if (repository === undefined) throw new Error(`no repository ${name}`);
      return repository;
    },
    close: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      })));
    },
  };
}
