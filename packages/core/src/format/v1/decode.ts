/** Fingerprints from untrusted JSON, layout version 1: every member checked, every rule of the schemes held. */
import type { DatasetDescription, Fingerprint, Origin, Part, RecordStatistics, Summary, Transform } from '../../fingerprint/model.ts';
import { isClassicScheme } from '../../classic/scheme.ts';
import { IncompatibleError } from '../../errors.ts';
import type { Canonicalization } from '../../identity/canonicalization.ts';
import { sortSketches } from '../../fingerprint/summary.ts';
import { createIdentity, type Identity, stateFromBytes, stateLaneCount } from '../../identity/identity.ts';
import { compareText } from '../../canonical/bytes.ts';
import { parseCast } from '../../canonical/cast/cast.ts';
import { type FieldKinds, type FieldStatistics, fieldNameLimit } from '../../schema/statistics.ts';
import { parseType } from '../../canonical/type-text.ts';
import { formatSketchParameters } from '../../sketch/parameters.ts';
import { assertValidSketch, isClassic, isComplete, knownCount, type Sketch, sketchParameters } from '../../sketch/sketch.ts';
import type { Json, SchemaField } from '../../spec/v1/index.ts';
import { Members } from '../members.ts';

const uidPattern = /^dsu1:[0-9a-f]{64}$/;

/** The fingerprint that the members of a file describe. @throws DatasigError `fingerprint-malformed`, `fingerprint-damaged` */
export function decodeFingerprint(members: Members): Fingerprint {
  const canonicalization = decodeCanonicalization(members.object('canonicalization'));
  const dataset = members.object('dataset');
  const generator = members.object('generator');
  return {
    generator: { name: generator.string('name'), version: generator.string('version') },
    dataset: decodeDataset(dataset),
    canonicalization,
    schema: decodeSchema(dataset.object('schema')),
    ...decodeMeasures(members, canonicalization),
    parts: members.has('parts') ? decodeParts(members, canonicalization) : [],
  };
}

/** A summary that stands alone. @throws DatasigError */
export function decodeSummary(json: Json): Summary {
  const members = new Members(json, '');
  const canonicalization = decodeCanonicalization(members.object('canonicalization'));
  return { canonicalization, schema: decodeSchema(members.object('schema')), ...decodeMeasures(members, canonicalization) };
}

function decodeParts(members: Members, canonicalization: Canonicalization): Part[] {
  const parts = members.objects('parts').map((part) => ({
    name: part.string('name'),
    schema: decodeSchema(part.object('schema')),
    ...decodeMeasures(part, canonicalization),
  }));
  if (parts.length === 0 || !isAscending(parts.map((part) => part.name))) throw members.malformed('parts', 'one or more, in strictly ascending order of their names');
  return parts;
}

function decodeCanonicalization(members: Members): Canonicalization {
  const id = members.string('id');
  if (id !== 'datasig-cbor/1' && id !== 'datasig-classic/1') throw new IncompatibleError('encoding-mismatch', `the records are encoded as ${JSON.stringify(id)}, which this version does not know (it knows datasig-cbor/1 and datasig-classic/1); update Datasig`, { context: { id } });
  const digest = members.string('digest', /^(?:hmac-)?sha-256$/, '"sha-256" or "hmac-sha-256"') as Canonicalization['digest'];
  const keyId = members.nullableString('keyId', /^[0-9a-f]{32}$/, 'null or 32 hexadecimal digits');
  if ((digest === 'hmac-sha-256') !== (keyId !== null)) throw members.malformed('keyId', 'present exactly when the digest is keyed');
  if (id === 'datasig-classic/1' && digest !== 'sha-256') throw members.malformed('digest', '"sha-256"');
  return { id, digest, keyId };
}

function decodeDataset(members: Members): DatasetDescription {
  return {
    name: members.string('name'),
    origins: members.has('origins') ? decodeOrigins(members) : [decodeOrigin(members)],
    nullTokens: members.object('schema').strings('nullTokens'),
    transforms: members.objects('transforms').map(decodeTransform),
  };
}

/** Steps that this version takes itself are checked, since data are prepared by them; others are kept as they are. */
function decodeTransform(members: Members): Transform {
  const id = members.string('id');
  if (id === 'select/1') members.strings('columns');
  if (id === 'rename/1' || id === 'cast/1' || id === 'cast-text/1') {
    const fields = members.object('fields');
    for (const name of fields.names()) if (id === 'rename/1') fields.string(name); else checkCast(fields, name);
  }
  return Object.fromEntries(members.names().map((name) => [name, members.raw(name)!])) as Transform;
}

function checkCast(fields: Members, name: string): void {
  const text = fields.string(name);
  try {
    parseCast(text);
  } catch {
    throw fields.malformed(name, 'a cast');
  }
}

function decodeOrigins(members: Members): Origin[] {
  const origins = members.objects('origins').map(decodeOrigin);
  if (origins.length === 0) throw members.malformed('origins', 'one or more');
  return origins;
}

function decodeOrigin(members: Members): Origin {
  const revision = members.optionalString('revision');
  return { name: members.string('name'), connector: members.string('connector'), location: members.string('location'), ...(revision !== undefined && { revision }) };
}

function decodeSchema(members: Members): SchemaField[] {
  const fields = members.objects('fields').map((field) => ({ name: field.string('name'), type: parseType(field.string('type')) }));
  if (!isAscending(fields.map((field) => field.name))) throw members.malformed('fields', 'in strictly ascending order of their names');
  return fields;
}

function decodeMeasures(members: Members, canonicalization: Canonicalization): Omit<Summary, 'canonicalization' | 'schema'> {
  const records = decodeRecords(members.object('records'));
  const sketches = members.objects('sketches').flatMap(decodeSketch);
  if (!isSorted(sketches)) throw members.malformed('sketches', 'in order of scheme and size, each once');
  if (sketches.some((sketch) => BigInt(knownCount(sketch)) > records.count)) throw members.malformed('sketches', 'of no more distinct records than there are records');
  if (records.count > 0n && sketches.some((sketch) => isComplete(sketch) && knownCount(sketch) === 0)) throw members.malformed('sketches', 'of one or more records, as there are records');
  const isClassicFile = canonicalization.id === 'datasig-classic/1';
  if (sketches.some((sketch) => isClassic(sketch) !== isClassicFile)) throw members.malformed('sketches', 'of classic schemes exactly where the encoding is datasig-classic/1');
  if (isClassicFile && members.has('identity')) throw members.malformed('identity', 'missing, as the encoding is datasig-classic/1');
  if (!isClassicFile && records.classicUid !== undefined) throw members.malformed('records', 'without classicUid, as the encoding is not datasig-classic/1');
  return { records, identity: members.has('identity') ? decodeIdentity(members.object('identity'), canonicalization, records.count) : null, sketches };
}

function isSorted(sketches: readonly Sketch[]): boolean {
  const written = sketches.map((sketch) => formatSketchParameters(sketchParameters(sketch)));
  return new Set(written).size === written.length && sortSketches(sketches).every((sketch, index) => sketch === sketches[index]);
}

function decodeRecords(members: Members): RecordStatistics {
  const count = members.count('count');
  const classicUid = members.optionalString('classicUid', /^[0-9a-f]{64}$/, '64 hexadecimal digits');
  return { count, byteLength: members.count('byteLength'), ...(classicUid !== undefined && { classicUid }), fields: members.has('fields') ? decodeStatistics(members, count) : null };
}

function decodeStatistics(members: Members, recordCount: bigint): FieldStatistics {
  const fields = members.objects('fields').map((field) => decodeKinds(field, recordCount));
  if (fields.length > fieldNameLimit || !isAscending(fields.map((field) => field.name))) {
    throw members.malformed('fields', `at most ${fieldNameLimit} fields in strictly ascending order of their names`);
  }
  return { fields, otherValueCount: members.has('otherFields') ? members.object('otherFields').count('valueCount') : 0n };
}

function decodeKinds(field: Members, recordCount: bigint): FieldKinds {
  const members = field.object('kinds');
  const kinds = Object.fromEntries(members.names().map((kind) => [kind, members.count(kind)]));
  if (Object.values(kinds).reduce((sum, count) => sum + count, 0n) > recordCount) throw field.malformed('kinds', 'counts of no more values than there are records');
  return { name: field.string('name'), kinds };
}

function decodeIdentity(members: Members, canonicalization: Canonicalization, recordCount: bigint): Identity {
  const scheme = members.string('scheme', /^lthash16-blake3\/1$/, '"lthash16-blake3/1", the only one that this version knows') as Identity['scheme'];
  const uid = members.string('uid', uidPattern, '"dsu1:" and 64 hexadecimal digits');
  if (!members.has('state')) return { scheme, uid, state: null };
  const bytes = members.bytes('state');
  if (bytes.length !== stateLaneCount * 4) throw members.malformed('state', `${stateLaneCount * 4} bytes`);
  const identity = createIdentity(canonicalization, recordCount, stateFromBytes(bytes));
  if (identity.uid !== uid) throw members.malformed('uid', 'the UID of the state and the record count');
  return identity;
}

/** Nothing for a scheme of a newer minor version: the file keeps it, comparisons do without. */
function decodeSketch(members: Members): Sketch[] {
  const sketch = decodeKnownSketch(members);
  if (sketch === null) return [];
  assertValidSketch(sketch);
  return [sketch];
}

function decodeKnownSketch(members: Members): Sketch | null {
  const scheme = members.string('scheme');
  switch (scheme) {
    case 'bottom-k/1':
      return { scheme, k: members.integer('k'), theta: decodeTheta(members), hashes: decodeHashes(members) };
    case 'scaled/1':
      return { scheme, scale: members.integer('scale'), hashes: decodeHashes(members) };
    case 'one-permutation/1':
      return { scheme, k: members.integer('k'), hashes: decodeHashes(members) };
    default:
      return isClassicScheme(scheme) ? { scheme, k: members.integer('k'), signature: members.bytes('signature') } : null;
  }
}

function decodeTheta(members: Members): bigint | null {
  const theta = members.nullableString('theta', /^[0-9a-f]{16}$/, 'null or 16 hexadecimal digits');
  return theta === null ? null : BigInt(`0x${theta}`);
}

function decodeHashes(members: Members): BigUint64Array {
  const bytes = members.bytes('hashes');
  if (bytes.length % 8 !== 0) throw members.malformed('hashes', 'whole 8-byte hashes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return BigUint64Array.from({ length: bytes.length / 8 }, (_, index) => view.getBigUint64(index * 8));
}

function isAscending(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || compareText(names[index - 1]!, name) < 0);
}
