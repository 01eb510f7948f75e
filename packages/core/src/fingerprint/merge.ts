/** Set algebra on whole fingerprints. */
import { compareText } from '../canonical/bytes.ts';
import { InvalidArgumentError } from '../errors.ts';
import { assertSameCanonicalization } from '../identity/canonicalization.ts';
import { addStates, createIdentity, type Identity, requireState, subtractStates } from '../identity/identity.ts';
import { formatJson } from '../json/canonical-json.ts';
import { assemble } from './create.ts';
import type { Fingerprint, Origin, Transform } from './model.ts';
import { mergeSummaries } from './summary.ts';

/**
 * The fingerprint of all records of several datasets together, without the data. Records that several have count
 * as often as they occur; parts are not kept; origins, transforms and null tokens become sorted lists.
 *
 * @throws IncompatibleError when encoding, digest or key differ; InvalidArgumentError for an empty list or a
 * fingerprint without state
 */
export function mergeFingerprints(fingerprints: readonly Fingerprint[], name: string): Fingerprint {
  const summary = mergeSummaries(fingerprints.map(({ canonicalization, schema, records, identity, sketches }) => ({ canonicalization, schema, records, identity, sketches })));
  const datasets = fingerprints.map((fingerprint) => fingerprint.dataset);
  return assemble(
    {
      name,
      origins: datasets.flatMap((dataset) => dataset.origins).sort((a, b) => compareText(originKey(a), originKey(b))),
      nullTokens: [...new Set(datasets.flatMap((dataset) => dataset.nullTokens))].sort(compareText),
      transforms: uniteTransforms(datasets.map((dataset) => dataset.transforms)),
    },
    { summary },
  );
}

function originKey(origin: Origin): string {
  return formatJson([origin.connector, origin.location, origin.revision ?? null, origin.name]);
}

/** Their order where all agree, else all of them, sorted. */
function uniteTransforms(lists: readonly (readonly Transform[])[]): readonly Transform[] {
  const [first, ...others] = lists;
  if (first === undefined || others.every((list) => formatJson(list) === formatJson(first))) return first ?? [];
  const distinct = new Map(lists.flat().map((transform) => [formatJson(transform), transform]));
  return [...distinct].sort(([a], [b]) => compareText(a, b)).map(([, transform]) => transform);
}

/** An identity and how many records it stands for. */
export interface CountedIdentity {
  readonly identity: Identity;
  readonly recordCount: bigint;
}

/**
 * The identity of the records of `whole` and of `added` together; unlike a merge it asks nothing of their sketches.
 *
 * @throws IncompatibleError when encoding, digest or key differ; InvalidArgumentError without identity or state
 */
export function addIdentity(whole: Fingerprint, added: Fingerprint): CountedIdentity {
  return combineIdentities(whole, added, whole.records.count + added.records.count, addStates);
}

/**
 * The identity of `whole` without the records of `removed`. Only identities can be subtracted, sketches cannot; the
 * result names a dataset only if `removed` really is a part of `whole`, which identities cannot tell.
 *
 * @throws IncompatibleError when encoding, digest or key differ; InvalidArgumentError without identity or state, or
 * when more would be removed than there is
 */
export function subtractIdentity(whole: Fingerprint, removed: Fingerprint): CountedIdentity {
  return combineIdentities(whole, removed, whole.records.count - removed.records.count, subtractStates);
}

function combineIdentities(a: Fingerprint, b: Fingerprint, recordCount: bigint, combine: typeof addStates): CountedIdentity {
  assertSameCanonicalization(a.canonicalization, b.canonicalization);
  if (a.identity === null || b.identity === null) {
    throw new InvalidArgumentError('state-missing', 'a fingerprint has no identity; make it again without --no-identity');
  }
  if (recordCount < 0n) {
    throw new InvalidArgumentError('invalid-argument', `cannot remove ${b.records.count} records from ${a.records.count}`);
  }
  return { identity: createIdentity(a.canonicalization, recordCount, combine(requireState(a.identity), requireState(b.identity))), recordCount };
}
