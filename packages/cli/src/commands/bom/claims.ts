/** The claims of datasets that the arguments and options of `bom create` and `bom enrich` make. */
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { claimDataset, type DatasetClaim, type FileDigest, toReference } from '@datasig/aibom';
import { InvalidArgumentError, DatasigError } from '@datasig/core';
import { digestFiles } from '@datasig/files';
import { requireStoredFingerprint, type StoredFingerprint } from '../../input/fingerprint-file.ts';
import { fingerprintByteLimit, readSmallFile } from '../../input/small-file.ts';
import type { Session } from '../../session.ts';
import { DatasetValues, parseAddress, parseLicense, parseTime } from './dataset-options.ts';

/** The options as the user writes them. */
export interface DatasetOptions {
  readonly url?: readonly string[];
  readonly datasetVersion?: readonly string[];
  readonly license?: readonly string[];
  readonly supplier?: readonly string[];
  readonly builtTime?: readonly string[];
  readonly releaseTime?: readonly string[];
  readonly file?: readonly string[];
  readonly fingerprintUrl?: readonly string[];
  readonly derivedFrom?: readonly string[];
  /** False by `--no-uid`. */
  readonly uid: boolean;
  readonly embedFingerprint?: boolean;
}

/** A fingerprint and what its dataset is called. */
interface NamedDataset {
  readonly name: string;
  readonly stored: StoredFingerprint;
}

/**
 * Reads the fingerprints and makes their claims.
 *
 * @param onlyName the name of the one dataset that a document has; a single fingerprint is then meant for it
 * @throws DatasigError
 */
export async function makeClaims(fingerprints: readonly string[], options: DatasetOptions, session: Session, onlyName?: string): Promise<readonly DatasetClaim[]> {
  const datasets: NamedDataset[] = [];
  for (const argument of fingerprints) datasets.push(await readDataset(argument, session));
  const named = datasets.length === 1 && onlyName !== undefined ? [{ ...datasets[0]!, name: onlyName }] : datasets;
  const names = named.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new InvalidArgumentError('invalid-argument', `two datasets are called ${JSON.stringify(twin)}; name one of them with NAME=FILE`, { context: { parameter: '<fingerprint>' } });
  const values = (option: string, texts: readonly string[] | undefined, isCommon = false): DatasetValues => DatasetValues.parse(option, texts, names, { isCommon });
  const urls = values('--url', options.url);
  const versions = values('--dataset-version', options.datasetVersion, true);
  const licenses = values('--license', options.license, true);
  const suppliers = values('--supplier', options.supplier, true);
  const builtTimes = values('--built-time', options.builtTime, true);
  const releaseTimes = values('--release-time', options.releaseTime, true);
  const files = values('--file', options.file);
  const fingerprintUrls = values('--fingerprint-url', options.fingerprintUrl);
  const ancestors = values('--derived-from', options.derivedFrom, true);
  const claims: DatasetClaim[] = [];
  for (const { name, stored } of named) {
    const derivedFrom: DatasetClaim[] = [];
    for (const argument of ancestors.all(name)) {
      const ancestor = await readDataset(argument, session);
      derivedFrom.push(claimDataset(ancestor.stored, { name: ancestor.name, fingerprintLocation: locationOf(ancestor.stored), hidesUid: !options.uid }));
    }
    claims.push(claimDataset({ ...stored, ...(options.embedFingerprint === true && { content: await contentOf(stored, session) }) }, {
      name,
      fingerprintLocation: parseAddress('--fingerprint-url', fingerprintUrls.one(name)) ?? locationOf(stored),
      hidesUid: !options.uid,
      derivedFrom,
      files: await digestsOf(files.all(name), session),
      ...present({
        location: parseAddress('--url', urls.one(name)),
        version: versions.one(name),
        license: parseLicense('--license', licenses.one(name)),
        supplier: suppliers.one(name),
        builtTime: parseTime('--built-time', builtTimes.one(name)),
        releaseTime: parseTime('--release-time', releaseTimes.one(name)),
      }),
    }));
  }
  return claims;
}

/** Members that are there. */
export function present<Members extends object>(members: Members): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as { [Name in keyof Members]?: Exclude<Members[Name], undefined> };
}

/** `NAME=` before an argument, unless it names a file as it is. */
export async function splitName(argument: string, { workingDirectory }: Session): Promise<{ readonly name?: string; readonly rest: string }> {
  const index = argument.indexOf('=');
  if (index <= 0 || (await stat(resolve(workingDirectory, argument)).catch(() => undefined)) !== undefined) return { rest: argument };
  return { name: argument.slice(0, index), rest: argument.slice(index + 1) };
}

async function readDataset(argument: string, session: Session): Promise<NamedDataset> {
  const { name, rest } = await splitName(argument, session);
  const stored = await requireStoredFingerprint(rest, session.workingDirectory);
  return { name: name ?? stored.fingerprint.dataset.name, stored };
}

/** The file without its part. */
function fileOf({ argument, part }: Pick<StoredFingerprint, 'argument' | 'part'>): string {
  return part === undefined ? argument : argument.slice(0, -part.length - 1);
}

/** Documents are passed on: where the file is on this machine is nobody's business. */
function locationOf(stored: StoredFingerprint): string {
  return toReference(basename(fileOf(stored)));
}

async function contentOf(stored: StoredFingerprint, { workingDirectory }: Session): Promise<Uint8Array> {
  const file = fileOf(stored);
  const changed = (): DatasigError => new DatasigError('source-changed', `${file} changed while it was read; try again`, { context: { file } });
  const bytes = readSmallFile(resolve(workingDirectory, file), fingerprintByteLimit, { tooLarge: changed, unreadable: changed });
  const { hash } = await import('node:crypto');
  if (hash('sha256', bytes, 'hex') !== stored.sha256) throw changed();
  return bytes;
}

async function digestsOf(locations: readonly string[], session: Session): Promise<readonly FileDigest[]> {
  if (locations.length === 0) return [];
  const digests = await digestFiles({ locations, workingDirectory: session.workingDirectory }, session.signal);
  return digests.map(({ name, sha256 }) => ({ name, sha256 }));
}
