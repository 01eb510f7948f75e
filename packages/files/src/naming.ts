/** Names of datasets, and the location that a fingerprint records. */
import { basename } from 'node:path';
import { stemOf } from '@datasig/formats/dataset';
import { type Location, standardInput } from './location.ts';

/** What a dataset is called where the user gives no name, and the location that its fingerprint tells. */
export function describeLocations(locations: readonly Location[], root: string): { readonly name: string; readonly location: string } {
  const [first] = locations;
  const folder = basename(root) || 'files';
  if (first === undefined || locations.length > 1) return { name: folder, location: folder };
  if (first.path === standardInput) return { name: 'stdin', location: standardInput };
  if (first.pattern !== undefined) return { name: folder, location: first.pattern };
  return first.path === root ? { name: folder, location: folder } : { name: stemOf(basename(first.path)), location: basename(first.path) };
}
