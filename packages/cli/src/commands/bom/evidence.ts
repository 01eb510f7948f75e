/** What `bom verify` holds claims against: fingerprints and data among the arguments. */
import { dirname, join, resolve } from 'node:path';
import { type ClaimedDataset, type DocumentClaims, type Evidence, hasClaim } from '@datasig/aibom';
import { DatasigError, type Fingerprint, InvalidArgumentError, readFingerprint, selectPart } from '@datasig/core';
import { fingerprintLike } from '../../input/data-like.ts';
import { findFingerprint, requireStoredFingerprint } from '../../input/fingerprint-file.ts';
import { readKeyFile } from '../../input/key-file.ts';
import { fingerprintLocations } from '../../input/location.ts';
import { fingerprintByteLimit, readSmallFile } from '../../input/small-file.ts';
import type { SourceOptions } from '../../input/source-options.ts';
import { locateLock, readLocked, readLockFile } from '../../lock/lock-file.ts';
import type { Session } from '../../session.ts';
import { splitName } from './claims.ts';

/** What was named for a dataset: one fingerprint file, or locations that are its data together. */
export interface NamedEvidence {
  readonly fingerprint?: string;
  readonly locations: readonly string[];
}

/** Sorts arguments by the names of datasets. @throws DatasigError `dataset-not-found`; InvalidArgumentError where it is not clear which is meant */
export async function sortEvidence(texts: readonly string[], { datasets }: DocumentClaims, document: string, session: Session): Promise<ReadonlyMap<string, NamedEvidence>> {
  const names = new Set(datasets.map(({ name }) => name));
  const claimed = new Set(datasets.filter(hasClaim).map(({ name }) => name));
  const only = names.size === 1 ? names : claimed;
  const sorted = new Map<string, { fingerprint?: string; locations: string[] }>();
  for (const text of texts) {
    const { name, rest } = await splitName(text, session);
    const found = await findFingerprint(rest, session.workingDirectory);
    const own = found?.fingerprint.dataset.name;
    const meant = name ?? (own !== undefined && names.has(own) ? own : only.size === 1 ? [...only][0]! : undefined);
    const known = [...names].map((each) => JSON.stringify(each)).join(', ');
    if (meant === undefined) throw new InvalidArgumentError('invalid-argument', `${text}: say of which dataset: NAME=${text}, where NAME is one of ${known}`, { context: { parameter: '<evidence>' } });
    if (!names.has(meant)) throw new DatasigError('dataset-not-found', `${document}: there is no dataset ${JSON.stringify(meant)}; ${known === '' ? 'it has none' : `it has ${known}`}`, { context: { file: document, name: meant } });
    const entry = sorted.get(meant) ?? { locations: [] };
    sorted.set(meant, entry);
    if (found === undefined) entry.locations.push(rest);
    else if (entry.fingerprint === undefined) entry.fingerprint = rest;
    else throw twice(meant);
    if (entry.fingerprint !== undefined && entry.locations.length > 0) throw twice(meant);
  }
  return sorted;
}

function twice(name: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', `${JSON.stringify(name)} is held against two things; expected one fingerprint, or locations`, { context: { parameter: '<evidence>' } });
}

/** Makes the evidence of a dataset; data are read the way the claimed fingerprint was made. A reason is one why the data are surely others. */
export async function gatherEvidence(named: NamedEvidence, claimed: Fingerprint | undefined, options: SourceOptions, session: Session): Promise<{ readonly evidence: Evidence; readonly otherBecause?: string }> {
  if (named.fingerprint !== undefined) {
    const { fingerprint, sha256 } = await requireStoredFingerprint(named.fingerprint, session.workingDirectory);
    return { evidence: evidenceOf('fingerprint', named.fingerprint, fingerprint, sha256) };
  }
  const argument = named.locations.join(' ');
  if (claimed !== undefined) {
    const made = await fingerprintLike(claimed, named.locations, options, session);
    if (!DatasigError.is(made)) return { evidence: evidenceOf('data', argument, made, null) };
    return { evidence: { argument, kind: 'data', fingerprint: null, uid: null, recordCount: null, sha256: null }, otherBecause: made.message };
  }
  session.warn(`${argument}: read without the types and columns of the claimed fingerprint, which is not at hand; name its folder with --fingerprints`);
  const key = options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session);
  const { fingerprint } = await fingerprintLocations(named.locations, options, session, async () => ({ ...(key !== undefined && { key }) }));
  return { evidence: evidenceOf('data', argument, fingerprint, null) };
}

/** What a lock says of datasets, by their names. @throws DatasigError what is wrong with the lock, or the fingerprints that it names */
export function lockedEvidence(shown: string | undefined, { workingDirectory }: Session): (name: string) => Evidence | undefined {
  if (shown === undefined) return () => undefined;
  const location = locateLock(shown, workingDirectory);
  const { datasets } = readLockFile(location).lock;
  return (name) => {
    const locked = datasets.get(name);
    return locked === undefined ? undefined : evidenceOf('lock', `${name} of ${shown}`, readLocked(name, locked, location), locked.fingerprint.sha256);
  };
}

function evidenceOf(kind: Evidence['kind'], argument: string, fingerprint: Fingerprint, sha256: string | null): Evidence {
  return { argument, kind, fingerprint, uid: fingerprint.identity?.uid ?? null, recordCount: fingerprint.records.isCountUnknown === true ? null : fingerprint.records.count.toString(), sha256 };
}

/**
 * The fingerprint that a document names, where it holds it or its file is in the folder and has the digest that is
 * claimed; undefined where it is not at hand.
 *
 * @throws DatasigError `document-malformed` where the embedded one has another digest, or is no fingerprint
 */
export async function claimedFingerprint({ name, fingerprint }: ClaimedDataset, document: string, folder: string | undefined, session: Session): Promise<Fingerprint | undefined> {
  if (fingerprint === null || fingerprint.sha256 === null) return undefined;
  const { hash } = await import('node:crypto');
  const [path = '', fragment] = fingerprint.location.split('#', 2);
  const part = fragment === undefined ? undefined : decode(fragment);
  if (part === null) throw new DatasigError('document-malformed', `${document}, dataset ${JSON.stringify(name)}: what stands behind # in the location of its fingerprint is not percent-encoded`, { context: { file: document, name } });
  const read = (bytes: Uint8Array): Fingerprint => {
    const whole = readFingerprint(bytes);
    return part === undefined ? whole : selectPart(whole, part);
  };
  if (fingerprint.content !== null) {
    if (hash('sha256', fingerprint.content, 'hex') !== fingerprint.sha256) {
      throw new DatasigError('document-malformed', `${document}, dataset ${JSON.stringify(name)}: the fingerprint in the document does not have the SHA-256 that it names`, { context: { file: document, name } });
    }
    return read(fingerprint.content);
  }
  // Only what is beside the document: others choose what stands in it.
  const file = path.split('/').at(-1) ?? '';
  if (file === '' || file === '.' || file === '..') return undefined;
  const place = join(folder === undefined ? dirname(resolve(session.workingDirectory, document)) : resolve(session.workingDirectory, folder), decodeName(file));
  const bytes = readBeside(place);
  if (!DatasigError.is(bytes) && hash('sha256', bytes, 'hex') === fingerprint.sha256) return read(bytes);
  const reason = DatasigError.is(bytes) ? bytes.message : 'this is another file than the fingerprint that the document names (its SHA-256 differs)';
  if (!DatasigError.is(bytes) || bytes.context['reason'] !== 'ENOENT') session.warn(`${place}: ${reason}; it is not looked at`);
  return undefined;
}

function readBeside(place: string): Uint8Array | DatasigError {
  try {
    return readSmallFile(place, fingerprintByteLimit, {
      tooLarge: () => new DatasigError('fingerprint-too-large', 'this is larger than a fingerprint can be'),
      unreadable: (reason) => new DatasigError('fingerprint-not-found', `this cannot be read (${reason})`, { context: { reason } }),
    });
  } catch (error) {
    if (DatasigError.is(error)) return error;
    throw error;
  }
}

/** Null for what is not percent-encoded. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** What would lead into another folder is taken as it is written. */
function decodeName(text: string): string {
  const decoded = decode(text);
  return decoded === null || /[/\\\0]/.test(decoded) ? text : decoded;
}
