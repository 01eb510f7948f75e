/** Writing fingerprint files. */
import type { Fingerprint } from '../../fingerprint/model.ts';
import type { Json } from '../../spec/v1/source.ts';
import { formatJson } from '../../json/canonical-json.ts';
import { fileDigest } from './digest.ts';
import { encodeFingerprint } from './encode.ts';
import { originalMembers } from './original.ts';

/** All members of the file. A fingerprint that was read gives what was read, members unknown to this version too. */
export function fingerprintToJson(fingerprint: Fingerprint): { readonly [name: string]: Json } {
  const original = originalMembers.get(fingerprint);
  if (original !== undefined) return original;
  const members = encodeFingerprint(fingerprint);
  return { ...members, fileDigest: fileDigest(members) };
}

/** The text of the file: keys in the order of RFC 8785, two spaces a level, a line end at the end. Same fingerprint, same bytes. */
export function writeFingerprint(fingerprint: Fingerprint): string {
  return `${formatJson(fingerprintToJson(fingerprint), 2)}\n`;
}
