/** Reading locks: strictly, since people edit them and checks rest on them. */
import { DatasigError } from '@datasig/core';
import { type JsonNode, malformedAt, parseJsonText } from './json-text.ts';
import { isDatasetName, type LocationOption, type Lock, lockByteLimit, type LockedDataset, lockedOptions, lockVersion } from './lock.ts';
import { Members, numberOf, textLike, textOf, textsOf } from './members.ts';
import { readPolicy } from './read-policy.ts';

/** A lock and the line on which each dataset begins, counted from 1. */
export interface ReadLock {
  readonly lock: Lock;
  readonly lines: ReadonlyMap<string, number>;
}

/**
 * Reads a lock file.
 *
 * @throws DatasigError `lock-malformed` with line and column, `lock-too-large`, `lock-newer-version`
 */
export function readLock(bytes: Uint8Array): ReadLock {
  if (bytes.length > lockByteLimit) throw lockTooLarge(bytes.length);
  const members = new Members(parseJsonText(decode(bytes)), 'the lock');
  const version = members.required('version');
  if (version.kind === 'number' && Number.isInteger(version.value) && version.value > lockVersion) {
    throw new DatasigError('lock-newer-version', `the lock has layout ${version.value}; this version of Datasig knows layout ${lockVersion}`, { context: { version: version.value } });
  }
  numberOf(version, 'version', (value) => value === lockVersion, `${lockVersion}`);
  const entries = new Members(members.required('datasets'), 'datasets').all();
  members.end();
  const datasets = new Map<string, LockedDataset>();
  const lines = new Map<string, number>();
  const namesByLowerCase = new Map<string, string>();
  for (const [name, node] of entries) {
    checkName(name, node, namesByLowerCase);
    datasets.set(name, readDataset(node, `dataset ${JSON.stringify(name)}`));
    lines.set(name, node.line);
  }
  checkReferences(datasets, entries);
  return { lock: { datasets: sortByName(datasets) }, lines };
}

/** The error for a lock of that size, for who sees the size before the bytes. */
export function lockTooLarge(byteLength: number): DatasigError {
  return new DatasigError('lock-too-large', `the lock has ${byteLength} bytes; locks have at most ${lockByteLimit}`, { context: { byteLength } });
}

/** By name, in the order of the file that is written. */
function sortByName<T>(entries: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new DatasigError('lock-malformed', 'the lock is not valid UTF-8', { cause });
  }
}

/** Adds the name to those that are known, by their lower case. */
function checkName(name: string, node: JsonNode, known: Map<string, string>): void {
  if (!isDatasetName(name)) throw malformedAt(node, `${JSON.stringify(name)} cannot name a dataset: expected up to 100 letters, digits, ., _ and -, the first a letter or digit`);
  const lowerCase = name.toLowerCase();
  const twin = known.get(lowerCase);
  if (twin !== undefined) throw malformedAt(node, `the names ${JSON.stringify(twin)} and ${JSON.stringify(name)} differ in case only`);
  known.set(lowerCase, name);
}

function readDataset(node: JsonNode, what: string): LockedDataset {
  const members = new Members(node, what);
  const revision = members.optional('revision');
  const uid = members.required('uid');
  const options = members.optional('options');
  const dataset: LockedDataset = {
    locations: textsOf(members.required('locations'), `${what}, locations`),
    options: options === undefined ? {} : readOptions(options, `${what}, options`),
    revision: revision === undefined ? null : textOf(revision, `${what}, revision`),
    uid: uid.kind === 'null' ? null : textLike(uid, `${what}, uid`, /^dsu1:[0-9a-f]{64}$/, 'dsu1: and 64 hex digits, or null'),
    recordCount: BigInt(textLike(members.required('recordCount'), `${what}, recordCount`, /^(?:0|[1-9][0-9]{0,19})$/, 'a number of records in quotes, such as "1000"')),
    fingerprint: readFile(members.required('fingerprint'), `${what}, fingerprint`),
    policy: readPolicy(members.required('policy'), `${what}, policy`),
  };
  members.end();
  return dataset;
}

function readFile(node: JsonNode, what: string): LockedDataset['fingerprint'] {
  const members = new Members(node, what);
  const path = members.required('path');
  const sha256 = textLike(members.required('sha256'), `${what}, sha256`, /^[0-9a-f]{64}$/, '64 hex digits');
  members.end();
  const isBelow = path.kind === 'text' && path.value.split('/').every((step) => isDatasetName(step));
  if (!isBelow) throw malformedAt(path, `${what}, path: expected a path below the lock's folder, such as datasig.fingerprints/train.datasig.json`);
  return { path: path.value, sha256 };
}

function readOptions(node: JsonNode, what: string): LockedDataset['options'] {
  const entries = [...new Members(node, what).all()].map(([name, value]): [string, LocationOption] => [name, readOption(name, value, what)]);
  return Object.fromEntries(entries);
}

function readOption(name: string, node: JsonNode, what: string): LocationOption {
  if (lockedOptions.text.includes(name)) return textOf(node, `${what}, ${name}`);
  if (lockedOptions.list.includes(name)) return textsOf(node, `${what}, ${name}`);
  if (!lockedOptions.flag.includes(name)) throw malformedAt(node, `${what}: the option ${JSON.stringify(name)} is unknown`);
  if (node.kind !== 'boolean') throw malformedAt(node, `${what}, ${name}: expected true or false`);
  return node.value;
}

/** Rules name other datasets of the lock, never their own. */
function checkReferences(datasets: ReadonlyMap<string, LockedDataset>, entries: ReadonlyMap<string, JsonNode>): void {
  for (const [name, { policy }] of datasets) {
    for (const other of Object.keys(policy.forbidOverlap ?? {})) {
      if (other === name || !datasets.has(other)) throw malformedAt(entries.get(name)!, `dataset ${JSON.stringify(name)}, forbidOverlap: expected the name of another dataset of the lock, got ${JSON.stringify(other)}`);
    }
  }
}
