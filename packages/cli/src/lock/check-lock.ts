/** All that a lock is checked by: each dataset read once, rules about two included. */
import { checkDataset, type DatasetCheck, type LockedDataset } from '@datasig/aibom';
import { DatasigError, type Fingerprint } from '@datasig/core';
import type { Session } from '../session.ts';
import { fingerprintNow, type ReadingOptions } from './fingerprint-now.ts';
import { type LockLocation, readLocked } from './lock-file.ts';

/** Datasets to check, by name, with the locations that the user gave in place of those locked. */
export type Chosen = ReadonlyMap<string, string | undefined>;

/** The names of a call: `NAME` or `NAME=LOCATION`; all where there is none. @throws DatasigError `unknown-dataset` */
export function chooseDatasets(parameters: readonly string[], datasets: ReadonlyMap<string, LockedDataset>): Chosen {
  const known = [...datasets.keys()].join(', ');
  if (datasets.size === 0) throw new DatasigError('unknown-dataset', 'the lock has no datasets; add one with datasig lock add', { context: {} });
  if (parameters.length === 0) return new Map([...datasets.keys()].map((name) => [name, undefined]));
  return new Map(
    parameters.map((parameter) => {
      const equals = parameter.indexOf('=');
      const name = equals === -1 ? parameter : parameter.slice(0, equals);
      if (!datasets.has(name)) throw new DatasigError('unknown-dataset', `the lock has no dataset ${JSON.stringify(name)}; it has ${known}`, { context: { name } });
      return [name, equals === -1 ? undefined : parameter.slice(equals + 1)];
    }),
  );
}

/** Reads datasets as they were and as they are, each once. */
export class LockReader {
  readonly #datasets: ReadonlyMap<string, LockedDataset>;
  readonly #chosen: Chosen;
  readonly #place: LockLocation;
  readonly #options: ReadingOptions;
  /** Where the lock is, for its locations, and where the call is, for those that it gives. */
  readonly #session: Session;
  readonly #now = new Map<string, Fingerprint | DatasigError>();

  constructor(datasets: ReadonlyMap<string, LockedDataset>, chosen: Chosen, place: LockLocation, options: ReadingOptions, session: Session) {
    this.#datasets = datasets;
    this.#chosen = chosen;
    this.#place = place;
    this.#options = options;
    this.#session = session;
  }

  /** The check of one dataset. @throws DatasigError `cancelled` alone */
  async check(name: string, confidence: number | undefined): Promise<DatasetCheck> {
    const locked = this.#datasets.get(name)!;
    const before = await this.before(name);
    const present = DatasigError.is(before) ? before : await this.now(name, before);
    for (const other of Object.keys(locked.policy.forbidOverlap ?? {})) await this.#other(other);
    return checkDataset(name, locked, { before, present, other: (other) => this.#now.get(other)!, ...(confidence !== undefined && { confidence }) });
  }

  /** The locked fingerprint, or why there is none. */
  async before(name: string): Promise<Fingerprint | DatasigError> {
    return attempt(async () => readLocked(name, this.#datasets.get(name)!, this.#place));
  }

  /** The dataset as it is, or why that is not known. */
  async now(name: string, before: Fingerprint): Promise<Fingerprint | DatasigError> {
    const known = this.#now.get(name);
    if (known !== undefined) return known;
    const { locations, options } = this.#datasets.get(name)!;
    const given = this.#chosen.get(name);
    const present = await attempt(async () =>
      given === undefined
        ? fingerprintNow(before, { locations, options, isGiven: false }, this.#options, this.#session.in(this.#place.folder))
        : fingerprintNow(before, { locations: [given], options, isGiven: true }, this.#options, this.#session),
    );
    this.#now.set(name, present);
    return present;
  }

  async #other(name: string): Promise<void> {
    const before = await this.before(name);
    if (DatasigError.is(before)) this.#now.set(name, before);
    else await this.now(name, before);
  }
}

/** Errors are told beside what other datasets gave; an interruption ends all. */
async function attempt(action: () => Promise<Fingerprint>): Promise<Fingerprint | DatasigError> {
  try {
    return await action();
  } catch (error) {
    if (DatasigError.is(error) && error.code !== 'cancelled') return error;
    throw error;
  }
}
