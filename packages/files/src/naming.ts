/** Names of datasets and parts, and the location that a fingerprint records. */
import { basename, posix } from 'node:path';
import { formatOfName, splitCompression } from '@datasig/formats';
import { type Location, standardInput } from './location.ts';
import { idxNameOf } from './data-name.ts';

/** The base name without the endings of format and compression; of an IDX file what images and labels share. */
export function stemOf(name: string): string {
  const base = posix.basename(name);
  const idxName = idxNameOf(base);
  if (idxName !== undefined) return idxName.part;
  const { name: plain } = splitCompression(base);
  const known = formatOfName(plain)?.format.extensions.find((extension) => plain.toLowerCase().endsWith(extension)) ?? '';
  return plain.slice(0, plain.length - known.length) || base;
}

/** What a dataset is called where the user gives no name, and the location that its fingerprint tells. */
export function describeLocations(locations: readonly Location[], root: string): { readonly name: string; readonly location: string } {
  const [first] = locations;
  const folder = basename(root) || 'files';
  if (first === undefined || locations.length > 1) return { name: folder, location: folder };
  if (first.path === standardInput) return { name: 'stdin', location: standardInput };
  if (first.pattern !== undefined) return { name: folder, location: first.pattern };
  return first.path === root ? { name: folder, location: folder } : { name: stemOf(basename(first.path)), location: basename(first.path) };
}
