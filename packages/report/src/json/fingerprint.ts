/** A fingerprint as JSON: what `datasig inspect --json` tells; `docs/cli.md` documents the members. */
import { countDistinct, type Estimate, type Fingerprint, formatSketchParameters, formatType, type Part, sketchParameters, valueCount } from '@datasig/core';

/** What is known of a set of records. */
export interface SummaryDescription {
  readonly name: string;
  readonly uid: string | null;
  readonly recordCount: string;
  /** Distinct records; null without a sketch. */
  readonly distinctRecordCount: Estimate | null;
  /** Bytes of all canonical encodings. */
  readonly byteLength: string;
  readonly schema: readonly FieldDescription[];
}

/** What is known of a field. */
export interface FieldDescription {
  readonly name: string;
  readonly type: string;
  /** Records in which it is not null; null where it was not counted. */
  readonly valueCount: string | null;
}

/** What a fingerprint holds. */
export interface FingerprintDescription extends SummaryDescription {
  readonly sketches: readonly string[];
  readonly encoding: Fingerprint['canonicalization'];
  readonly mergeable: boolean;
  readonly origins: Fingerprint['dataset']['origins'];
  readonly nullTokens: readonly string[];
  readonly transforms: Fingerprint['dataset']['transforms'];
  readonly generator: Fingerprint['generator'];
  readonly parts: readonly SummaryDescription[];
}

/** Describes a fingerprint. */
export function describeFingerprint(fingerprint: Fingerprint): FingerprintDescription {
  const { dataset, identity, canonicalization, generator, parts, sketches } = fingerprint;
  return {
    ...describeSummary(dataset.name, fingerprint),
    sketches: sketches.map((sketch) => formatSketchParameters(sketchParameters(sketch))),
    encoding: canonicalization,
    mergeable: identity === null || identity.state !== null,
    origins: dataset.origins,
    nullTokens: dataset.nullTokens,
    transforms: dataset.transforms,
    generator,
    parts: parts.map((part) => describeSummary(part.name, part)),
  };
}

function describeSummary(name: string, { identity, records, schema, sketches }: Omit<Part, 'name'>): SummaryDescription {
  const counts = new Map(records.fields?.fields.map((field) => [field.name, valueCount(field)]));
  // Beyond so many names fields are counted together only.
  const uncounted = records.fields?.otherValueCount === 0n ? '0' : null;
  return {
    name,
    uid: identity?.uid ?? null,
    recordCount: records.count.toString(),
    distinctRecordCount: bestCount(sketches, records.count),
    byteLength: records.byteLength.toString(),
    schema: schema.map((field) => ({ name: field.name, type: formatType(field.type), valueCount: counts.get(field.name)?.toString() ?? uncounted })),
  };
}

/** By the sketch that tells best. */
function bestCount(sketches: Part['sketches'], recordCount: bigint): Estimate | null {
  const counts = sketches.map((sketch) => countDistinct(sketch, recordCount));
  return counts.reduce<Estimate | null>((best, next) => (best === null || next.upper - next.lower < best.upper - best.lower ? next : best), null);
}
