/** Fingerprints as JSON, layout version 1 (`docs/spec/fingerprint-file.md`). */
import { formatBase64 } from '../../canonical/cast/binary.ts';
import type { DatasetDescription, Fingerprint, Origin, Part, RecordStatistics, Summary } from '../../fingerprint/model.ts';
import { type Identity, stateToBytes } from '../../identity/identity.ts';
import { formatType } from '../../canonical/type-text.ts';
import { isClassic, type Sketch, sketchParameters } from '../../sketch/sketch.ts';
import type { Json, SchemaField } from '../../spec/v1/index.ts';

/** The `format` member of every fingerprint file. */
export const formatName = 'datasig-fingerprint';
/** The `version` member: readers refuse another major version and keep what a newer minor one adds. */
const formatVersion = '1.0';

type JsonObject = { readonly [name: string]: Json };

/** All members but `fileDigest`. */
export function encodeFingerprint(fingerprint: Fingerprint): JsonObject {
  return {
    format: formatName,
    version: formatVersion,
    generator: { name: fingerprint.generator.name, version: fingerprint.generator.version },
    dataset: encodeDataset(fingerprint.dataset, fingerprint.schema),
    canonicalization: { ...fingerprint.canonicalization },
    ...encodeMeasures(fingerprint),
    ...(fingerprint.parts.length > 0 && { parts: fingerprint.parts.map(encodePart) }),
  };
}

/** The members that a summary, a part and a whole have in common. */
function encodeMeasures(summary: Omit<Summary, 'canonicalization'>): JsonObject {
  return {
    records: encodeRecords(summary.records),
    ...(summary.identity !== null && { identity: encodeIdentity(summary.identity) }),
    sketches: summary.sketches.map(encodeSketch),
  };
}

/** A summary that stands alone, as in a checkpoint. */
export function encodeSummary(summary: Summary): JsonObject {
  return { canonicalization: { ...summary.canonicalization }, schema: { fields: encodeSchema(summary.schema) }, ...encodeMeasures(summary) };
}

function encodePart(part: Part): JsonObject {
  return { name: part.name, schema: { fields: encodeSchema(part.schema) }, ...encodeMeasures(part) };
}

function encodeDataset(dataset: DatasetDescription, schema: readonly SchemaField[]): JsonObject {
  const [origin, ...others] = dataset.origins;
  const isOwn = origin !== undefined && others.length === 0 && origin.name === dataset.name;
  return {
    name: dataset.name,
    ...(isOwn ? encodeSource(origin) : { origins: dataset.origins.map((each) => ({ name: each.name, ...encodeSource(each) })) }),
    schema: { fields: encodeSchema(schema), nullTokens: dataset.nullTokens },
    transforms: dataset.transforms,
  };
}

function encodeSource(origin: Origin): JsonObject {
  return { connector: origin.connector, location: origin.location, ...(origin.revision !== undefined && { revision: origin.revision }) };
}

function encodeSchema(schema: readonly SchemaField[]): Json {
  return schema.map(({ name, type }) => ({ name, type: formatType(type) }));
}

function encodeRecords({ count, byteLength, fields, classicUid }: RecordStatistics): JsonObject {
  return {
    count: `${count}`,
    byteLength: `${byteLength}`,
    ...(classicUid !== undefined && { classicUid }),
    ...(fields !== null && {
      fields: fields.fields.map(({ name, kinds }) => ({
        name,
        kinds: Object.fromEntries(Object.entries(kinds).map(([kind, valueCount]) => [kind, `${valueCount}`])),
      })),
    }),
    ...(fields !== null && fields.otherValueCount > 0n && { otherFields: { valueCount: `${fields.otherValueCount}` } }),
  };
}

function encodeIdentity({ scheme, uid, state }: Identity): JsonObject {
  return { scheme, uid, ...(state !== null && { state: formatBase64(stateToBytes(state)) }) };
}

function encodeSketch(sketch: Sketch): JsonObject {
  if (isClassic(sketch)) return { ...sketchParameters(sketch), signature: formatBase64(sketch.signature) };
  const hashes = formatBase64(hashesToBytes(sketch.hashes));
  if (sketch.scheme !== 'bottom-k/1') return { ...sketchParameters(sketch), hashes };
  return { ...sketchParameters(sketch), theta: sketch.theta === null ? null : sketch.theta.toString(16).padStart(16, '0'), hashes };
}

/** Hashes as uint64 big-endian, one after another. */
function hashesToBytes(hashes: BigUint64Array): Uint8Array {
  const bytes = new Uint8Array(hashes.length * 8);
  const view = new DataView(bytes.buffer);
  hashes.forEach((hash, index) => view.setBigUint64(index * 8, hash));
  return bytes;
}
