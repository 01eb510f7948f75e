/** Data fingerprinted so that they can be held against known datasets: once for all that were read alike. */
import { DatasigError, type ErrorCode, type Fingerprint, formatJson, formatSketchParameters, type Preparation, sketchParameters } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import type { NamedFingerprint } from '../input/fingerprint-file.ts';
import { checkKey } from '../input/key-file.ts';
import { fingerprintLocations, locationOptionsLike, openLocations, optionsLike } from '../input/location.ts';
import type { SourceOptions } from '../input/source-options.ts';
import type { Session } from '../session.ts';

/** How the data are read where the known datasets do not say. */
export interface ReadingLike {
  readonly options: SourceOptions;
  readonly preparation: Preparation | undefined;
  readonly key: Uint8Array | undefined;
}

/** What keeps data from being read as a known dataset was, without a fault of the data. */
const otherwiseCodes: ReadonlySet<ErrorCode> = new Set(['unknown-column', 'cast-failed', 'cast-unsupported', 'invalid-schema', 'key-mismatch', 'invalid-key']);

/** For each known dataset the data read as it was, or why they cannot be. @throws DatasigError where the data cannot be read at all */
export async function fingerprintsLike(known: readonly NamedFingerprint[], locations: readonly string[], reading: ReadingLike, session: Session): Promise<(Fingerprint | DatasigError)[]> {
  const isText = await isUntypedText(locations, reading.options, session);
  const groups = new Map<string, Fingerprint[]>();
  const keys = known.map(({ fingerprint }) => {
    const key = readingKey(fingerprint, isText, reading.preparation);
    groups.set(key, [...(groups.get(key) ?? []), fingerprint]);
    return key;
  });
  const made = new Map<string, Fingerprint | DatasigError>();
  for (const [key, members] of groups) made.set(key, await fingerprintLike(members, locations, reading, session));
  return keys.map((key) => made.get(key)!);
}

/** What decides how records are read: equal for fingerprints that one pass serves. */
function readingKey({ dataset, schema, canonicalization, identity, records }: Fingerprint, isText: boolean, preparation: Preparation | undefined): string {
  const read = preparation === undefined ? [dataset.transforms, dataset.nullTokens] : null;
  return formatJson([{ ...canonicalization }, read, isText ? (schema as unknown as Json) : null, identity === null, records.fields === null] as Json);
}

async function fingerprintLike(members: readonly Fingerprint[], locations: readonly string[], { options, preparation, key }: ReadingLike, session: Session): Promise<Fingerprint | DatasigError> {
  const [reference] = members as readonly [Fingerprint, ...Fingerprint[]];
  const sketches = new Map(members.flatMap((member) => member.sketches.map(sketchParameters)).map((parameters) => [formatSketchParameters(parameters), parameters]));
  try {
    checkKey(reference, key);
    const { fingerprint, discardCheckpoints } = await fingerprintLocations(locations, { ...locationOptionsLike(reference), ...options }, session, async (source) => ({
      ...(await optionsLike(reference, source, preparation, session.signal)),
      sketches: [...sketches.values()],
      ...(key !== undefined && { key }),
    }));
    await discardCheckpoints();
    return fingerprint;
  } catch (error) {
    if (DatasigError.is(error) && otherwiseCodes.has(error.code)) return error;
    throw error;
  }
}

async function isUntypedText(locations: readonly string[], options: SourceOptions, session: Session): Promise<boolean> {
  const source = await openLocations(locations, options, session);
  try {
    return (await source.describe(session.signal)).capabilities.untypedText;
  } finally {
    await source.close?.();
  }
}
