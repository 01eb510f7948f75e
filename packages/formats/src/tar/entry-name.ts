/** What the name of an entry means, by the rules of WebDataset: `KEY.FIELD`. */
import { InvalidDataError } from '@datasig/core';
import { invalidTar } from './header.ts';

/** A record's key and the field of it that the entry holds. */
export interface EntryName {
  /** The path up to the first dot of its last part. */
  readonly key: string;
  /** What follows that dot, in lower case. */
  readonly field: string;
}

/** A name for messages. */
export function quoteName(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
}

/** Refuses names that lead out of the folder into which an archive is unpacked. @throws InvalidDataError `unsafe-path` */
export function assertSafeName(name: string, byteOffset: number): void {
  if (!/^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:$|[\\/])|\0/.test(name)) return;
  throw new InvalidDataError('unsafe-path', `the entry ${quoteName(name)} leads out of the archive; expected a relative path without ".."`, { byteOffset });
}

/** Null for entries that hold no data by their name: hidden files and WebDataset's own, `__…__`. @throws InvalidDataError `invalid-tar` */
export function parseEntryName(name: string, byteOffset: number): EntryName | null {
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (base.startsWith('.') || /^__[^/]*__(?:\/|$)/.test(name)) return null;
  const dot = base.indexOf('.');
  if (dot === -1 || dot === base.length - 1) throw invalidTar(`the entry ${quoteName(name)} has no ending; expected names such as 0001.png, by which files become fields of records`, byteOffset);
  return { key: name.slice(0, name.length - base.length + dot), field: base.slice(dot + 1).toLowerCase() };
}
