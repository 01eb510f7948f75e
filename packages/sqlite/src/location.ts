/** Locations: `sqlite:PATH`, `sqlite:PATH#table`, or the path of a file alone. */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { InvalidArgumentError } from '@datasig/core';
import type { OpenRequest } from '@datasig/core/spec';

/** What a location names. */
export interface DatabaseLocation {
  /** Absolute. */
  readonly path: string;
  /** What messages and fingerprints call the file: its base name. */
  readonly shown: string;
  /** The table after `#`. */
  readonly table?: string;
}

const scheme = 'sqlite:';

/** @throws InvalidArgumentError `invalid-location` unless there is one, with a path */
export function parseLocation({ locations, workingDirectory }: OpenRequest): DatabaseLocation {
  const [location = '', ...others] = locations;
  const path = location.startsWith(scheme) ? location.slice(scheme.length) : location;
  if (path === '' || others.length > 0) throw new InvalidArgumentError('invalid-location', 'expected one database, such as sqlite:data.db or sqlite:data.db#table; fingerprint several one by one and use datasig merge');
  const hash = path.lastIndexOf('#');
  // A file may have the sign in its name.
  if (hash <= 0 || existsSync(resolve(workingDirectory, path))) return placeOf(resolve(workingDirectory, path));
  const table = path.slice(hash + 1);
  if (table === '') throw new InvalidArgumentError('invalid-location', `${location}: expected the name of a table after #`);
  return { ...placeOf(resolve(workingDirectory, path.slice(0, hash))), table };
}

function placeOf(path: string): DatabaseLocation {
  return { path, shown: basename(path) };
}
