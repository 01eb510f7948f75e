/** Rules that say which requests meet which fault, and the counts of what they did. */
import { globExpression } from '../glob.ts';
import type { HubRequest, Origin } from '../hub-request.ts';
import type { Fault } from './kinds.ts';

/** Requests of a rule. A string is a glob, or an expression, for the decoded path; members of an object must all hold. */
export type Match = string | RegExp | ((request: HubRequest) => boolean) | {
  readonly path?: string | RegExp;
  readonly origin?: Origin;
  readonly method?: string;
  /** Whether a range was asked for. */
  readonly range?: boolean;
};

/** Which of the matching requests, counted from 1: all by default. */
export type Occasion = 'always' | { readonly nth: number } | { readonly first: number } | { readonly every: number } | { readonly probability: number; readonly seed: number };

/** A rule. */
export interface FaultRule {
  /** For the list; by default the kinds of its faults. */
  readonly name?: string;
  /** All requests by default. */
  readonly match?: Match;
  readonly on?: Occasion;
  /** At most so many times. */
  readonly limit?: number;
  /** Of several, one is chosen by a generator of `seed` (default 1); a fault of ranges only where one was asked for. */
  readonly fault: Fault | readonly Fault[];
  readonly seed?: number;
}

/** What a rule has done. */
export interface FaultCount {
  readonly name: string;
  /** Requests that its `match` holds for. */
  readonly matched: number;
  /** Those that met the fault. */
  readonly fired: number;
}

const rangeKinds: readonly string[] = ['ignored-range', 'wrong-content-range'];

/** A rule at work. */
export class ActiveRule {
  readonly #rule: FaultRule;
  readonly #chance: () => number;
  readonly #choice: () => number;
  #matched = 0;
  #fired = 0;

  constructor(rule: FaultRule) {
    this.#rule = rule;
    const { on = 'always', seed = 1 } = rule;
    this.#chance = random(typeof on === 'object' && 'seed' in on ? on.seed : 0);
    this.#choice = random(seed);
  }

  get count(): FaultCount {
    const kinds = [this.#rule.fault].flat().map(({ kind }) => kind).join('|');
    return { name: this.#rule.name ?? kinds, matched: this.#matched, fired: this.#fired };
  }

  /** The fault that a request meets; counts it. `isTaken`: an earlier rule has one for it. */
  meet(request: HubRequest, isTaken: boolean): Fault | undefined {
    if (!matches(this.#rule.match, request)) return undefined;
    this.#matched += 1;
    const { limit = Infinity, on = 'always' } = this.#rule;
    const isDue = this.#isDue(on);
    if (!isDue || isTaken || this.#fired >= limit) return undefined;
    const faults = [this.#rule.fault].flat().filter(({ kind }) => request.range !== undefined || !rangeKinds.includes(kind));
    const fault = faults.length < 2 ? faults[0] : faults[Math.floor(this.#choice() * faults.length)];
    if (fault !== undefined) this.#fired += 1;
    return fault;
  }

  #isDue(on: Occasion): boolean {
    if (on === 'always') return true;
    if ('nth' in on) return this.#matched === on.nth;
    if ('first' in on) return this.#matched <= on.first;
    if ('every' in on) return this.#matched % on.every === 0;
    return this.#chance() < on.probability;
  }
}

function matches(match: Match | undefined, request: HubRequest): boolean {
  if (match === undefined) return true;
  if (typeof match === 'function') return match(request);
  if (typeof match === 'string') return globExpression(match).test(request.path);
  if (match instanceof RegExp) return request.path.search(match) >= 0;
  const { path, origin, method, range } = match;
  return (path === undefined || matches(path, request)) && (origin === undefined || origin === request.origin)
    && (method === undefined || method === request.method) && (range === undefined || range === (request.range !== undefined));
}

/** A generator of numbers in `[0, 1)` (SplitMix32's mixing of a counter). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e_37_79_b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21_f0_aa_ad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x73_5a_2d_97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
