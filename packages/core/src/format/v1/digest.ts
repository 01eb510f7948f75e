/** The file digest: that of a fingerprint without its `fileDigest` member. */
import { digestJson } from '../../json/digest.ts';
import type { Json } from '../../spec/v1/source.ts';

/** `sha256:` and 64 hex digits. */
export function fileDigest(members: { readonly [name: string]: Json }): string {
  const { fileDigest: _, ...others } = members;
  return `sha256:${digestJson(others)}`;
}
