/** Fingerprint files among the arguments: told from data, read, and one part taken where `FILE#part` says so. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DatasigError, type Fingerprint, readFingerprint, selectPart } from '@datasig/core';
import { fingerprintByteLimit, readOpening, readSmallFile } from './small-file.ts';

/** A fingerprint and the argument that named it. */
export interface NamedFingerprint {
  readonly argument: string;
  readonly fingerprint: Fingerprint;
}

const ending = '.datasig.json';
/** Fingerprint files are sorted by key, so this one is first, whatever wrote them. */
const opening = /^\s*\{\s*"canonicalization"\s*:/;
const openingByteLength = 256;

/** The fingerprint that `argument` names, or undefined when it names something else. @throws DatasigError */
export async function findFingerprint(argument: string, workingDirectory: string): Promise<NamedFingerprint | undefined> {
  const found = await locate(argument, workingDirectory);
  if (found === undefined) return undefined;
  const whole = readWhole(found.file, workingDirectory);
  return { argument, fingerprint: found.part === undefined ? whole : selectPart(whole, found.part) };
}

/** Like {@link findFingerprint}, where nothing but a fingerprint will do. @throws DatasigError `fingerprint-not-found` */
export async function requireFingerprint(argument: string, workingDirectory: string): Promise<NamedFingerprint> {
  const found = await findFingerprint(argument, workingDirectory);
  return found ?? neither(argument, workingDirectory);
}

/** Says what is wrong with an argument that names no fingerprint. @throws DatasigError */
async function neither(argument: string, workingDirectory: string): Promise<never> {
  const { file } = split(argument, argument.lastIndexOf('#'));
  const exists = (await isFile(argument, workingDirectory)) || (await isFile(file, workingDirectory));
  if (!exists) throw notFound(argument);
  throw new DatasigError('fingerprint-malformed', `${argument}: this is no fingerprint file; make one with datasig fingerprint ${argument}`, { context: { file: argument } });
}

/** A fingerprint and the file that it stands in. */
export interface StoredFingerprint extends NamedFingerprint {
  /** SHA-256 of the file's bytes: 64 hex digits. */
  readonly sha256: string;
  /** The part, where the argument names one. */
  readonly part?: string;
}

/** Like {@link requireFingerprint}, with the digest of the very bytes that were read. @throws DatasigError */
export async function requireStoredFingerprint(argument: string, workingDirectory: string): Promise<StoredFingerprint> {
  const found = await locate(argument, workingDirectory);
  if (found === undefined) return neither(argument, workingDirectory);
  // It takes 3 ms to load.
  const { hash } = await import('node:crypto');
  let sha256 = '';
  const whole = readWhole(found.file, workingDirectory, (bytes) => (sha256 = hash('sha256', bytes, 'hex')));
  return { argument, sha256, ...(found.part === undefined ? { fingerprint: whole } : { fingerprint: selectPart(whole, found.part), part: found.part }) };
}

/** Whether a file is a fingerprint, by its beginning. */
export function looksLikeFingerprint(path: string): boolean {
  return opening.test(beginningOf(path));
}

/** The first characters of a file. */
export function beginningOf(path: string): string {
  return readOpening(path, openingByteLength).toString();
}

interface Place {
  readonly file: string;
  readonly part?: string;
}

async function locate(argument: string, workingDirectory: string): Promise<Place | undefined> {
  const hash = argument.lastIndexOf('#');
  for (const place of hash > 0 ? [{ file: argument }, split(argument, hash)] : [{ file: argument }]) {
    if (!(await isFile(place.file, workingDirectory))) continue;
    if (place.file.endsWith(ending) || looksLikeFingerprint(resolve(workingDirectory, place.file))) return place;
  }
  const named = split(argument, hash).file;
  if (named.endsWith(ending) || argument.endsWith(ending)) throw notFound(argument);
  return undefined;
}

function split(argument: string, hash: number): Place {
  return hash > 0 ? { file: argument.slice(0, hash), part: argument.slice(hash + 1) } : { file: argument };
}

async function isFile(file: string, workingDirectory: string): Promise<boolean> {
  const entry = await stat(resolve(workingDirectory, file)).catch(() => undefined);
  return entry?.isFile() === true;
}

function readWhole(file: string, workingDirectory: string, look?: (bytes: Uint8Array) => void): Fingerprint {
  const path = resolve(workingDirectory, file);
  try {
    const bytes = readSmallFile(path, fingerprintByteLimit, {
      tooLarge: (byteLength) => new DatasigError('fingerprint-too-large', `the file has ${byteLength} bytes; fingerprints have at most ${fingerprintByteLimit}`),
      unreadable: (reason) => new DatasigError('fingerprint-not-found', `cannot be read (${reason}); check the path and who may read it`),
    });
    look?.(bytes);
    return readFingerprint(bytes);
  } catch (error) {
    if (!DatasigError.is(error)) throw error;
    throw new DatasigError(error.code, `${file}: ${error.message}`, { context: { ...error.context, file }, cause: error });
  }
}

function notFound(argument: string): DatasigError {
  return new DatasigError('fingerprint-not-found', `${argument}: no such fingerprint file; check the path, or make it with datasig fingerprint`, { context: { file: argument } });
}
