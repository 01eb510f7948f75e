/** Reading fingerprint files, which may come from anyone. */
import { decodeText } from '../../canonical/text.ts';
import { DatasigError } from '../../errors.ts';
import type { Fingerprint, Part, Summary } from '../../fingerprint/model.ts';
import { mergeSummaries } from '../../fingerprint/summary.ts';
import { formatJson, parseCanonicalJson } from '../../json/canonical-json.ts';
import { Members } from '../members.ts';
import type { Json } from '../../spec/v1/source.ts';
import { decodeFingerprint } from './decode.ts';
import { fileDigest } from './digest.ts';
import { encodeSummary, formatName } from './encode.ts';
import { originalMembers } from './original.ts';

/** Larger files are refused before they are parsed. */
const fingerprintByteLimit: number = 256 * 1024 * 1024;

/**
 * Reads a fingerprint file and checks all that can be checked without the data: form, digest, UID, sketches, and
 * that the parts merge to the whole.
 *
 * @throws DatasigError `fingerprint-malformed`, `fingerprint-damaged`, `fingerprint-too-large`, `fingerprint-newer-version`
 */
export function readFingerprint(content: string | Uint8Array): Fingerprint {
  if (content.length > fingerprintByteLimit) {
    throw new DatasigError('fingerprint-too-large', `the file has ${content.length} bytes; fingerprints have at most ${fingerprintByteLimit}`);
  }
  const json = parseCanonicalJson(typeof content === 'string' ? content : decodeFile(content));
  const members = new Members(json, '');
  checkVersion(members);
  checkDigest(members, json as { readonly [name: string]: Json });
  const fingerprint = decodeFingerprint(members);
  if (fingerprint.parts.length > 0) checkParts(fingerprint);
  originalMembers.set(fingerprint, json as { readonly [name: string]: Json });
  return fingerprint;
}

function decodeFile(content: Uint8Array): string {
  try {
    return decodeText(content);
  } catch (cause) {
    throw new DatasigError('fingerprint-malformed', 'not a fingerprint: the file is not UTF-8 text', { cause });
  }
}

function checkVersion(members: Members): void {
  if (members.raw('format') !== formatName) throw members.malformed('format', JSON.stringify(formatName));
  const version = members.string('version', /^[0-9]{1,9}\.[0-9]{1,9}$/, 'a version such as 1.0');
  if (version.startsWith('1.')) return;
  if (/^0*\./.test(version)) throw members.malformed('version', '1.0 or later');
  throw new DatasigError('fingerprint-newer-version', `the file has layout version ${version}; this version of Datasig reads 1.x: update Datasig`, { context: { version } });
}

function checkDigest(members: Members, json: { readonly [name: string]: Json }): void {
  const expected = members.string('fileDigest', /^sha256:[0-9a-f]{64}$/, '"sha256:" and 64 hexadecimal digits');
  if (fileDigest(json) === expected) return;
  throw new DatasigError('fingerprint-damaged', 'the contents do not match the file digest: the file was damaged or edited; make the fingerprint again or get another copy');
}

/** The whole is what the parts merge to, as far as their identities can be merged. */
function checkParts(fingerprint: Fingerprint): void {
  const summaries = fingerprint.parts.map((part): Summary => ({ ...withoutName(part), canonicalization: fingerprint.canonicalization }));
  const stateless = [fingerprint, ...summaries].some(({ identity }) => identity?.state === null);
  const mergeable = (summary: Summary): Summary => (stateless ? { ...summary, identity: null } : summary);
  const written = (summary: Summary): string => formatJson(encodeSummary(mergeable(summary)));
  if (written(mergeParts(summaries.map(mergeable))) !== written(wholeOf(fingerprint))) throw unequalParts();
}

function mergeParts(summaries: readonly Summary[]): Summary {
  try {
    return mergeSummaries(summaries);
  } catch (cause) {
    throw unequalParts(cause);
  }
}

function unequalParts(cause?: unknown): DatasigError {
  return new DatasigError('fingerprint-malformed', 'not a valid fingerprint: its parts do not merge to the whole', { cause });
}

function withoutName({ name: _, ...measures }: Part): Omit<Part, 'name'> {
  return measures;
}

function wholeOf({ canonicalization, schema, records, identity, sketches }: Fingerprint): Summary {
  return { canonicalization, schema, records, identity, sketches };
}
