/** Merging what separate passes made. */
import { IncompatibleError, InvalidArgumentError } from '../errors.ts';
import { assertSameCanonicalization, type Canonicalization } from '../identity/canonicalization.ts';
import { addStates, createIdentity, type Identity, requireState } from '../identity/identity.ts';
import { joinSchemas } from '../schema/join.ts';
import { mergeStatistics } from '../schema/statistics.ts';
import { formatSketchParameters, sketchSize } from '../sketch/parameters.ts';
import { areMergeable, mergeSketches, type Sketch, sketchParameters } from '../sketch/sketch.ts';
import type { RecordStatistics, Summary } from './model.ts';

/**
 * The summary of all records of one or more summaries, counted as often as they occur.
 *
 * Sketches merge scheme by scheme; the result has those that all summaries have (of several k the smallest, of
 * several scales the coarsest), and one-permutation sketches where one number of bins divides the other.
 *
 * @throws IncompatibleError when they were made with another encoding, digest or key, only some have an identity,
 * or they have no sketch in common though each has one; InvalidArgumentError `state-missing`
 */
export function mergeSummaries(summaries: readonly Summary[]): Summary {
  const [first, ...others] = summaries;
  if (first === undefined) throw new InvalidArgumentError('invalid-argument', 'nothing to merge: expected at least one fingerprint');
  return others.reduce(mergeTwo, first);
}

function mergeTwo(a: Summary, b: Summary): Summary {
  assertSameCanonicalization(a.canonicalization, b.canonicalization);
  const records = mergeRecords(a.records, b.records);
  return {
    canonicalization: a.canonicalization,
    schema: joinSchemas(a.schema, b.schema),
    records,
    identity: mergeIdentities(a.canonicalization, records.count, a.identity, b.identity),
    sketches: mergeSketchLists(a.sketches, b.sketches),
  };
}

function mergeRecords(a: RecordStatistics, b: RecordStatistics): RecordStatistics {
  return {
    count: a.count + b.count,
    byteLength: a.byteLength + b.byteLength,
    fields: a.fields === null || b.fields === null ? null : mergeStatistics(a.fields, b.fields),
  };
}

function mergeIdentities(canonicalization: Canonicalization, count: bigint, a: Identity | null, b: Identity | null): Identity | null {
  if (a === null && b === null) return null;
  if (a === null || b === null) {
    throw new IncompatibleError('identity-mismatch', 'one fingerprint has an identity and the other has none; make both with or both without --no-identity');
  }
  return createIdentity(canonicalization, count, addStates(requireState(a), requireState(b)));
}

function mergeSketchLists(a: readonly Sketch[], b: readonly Sketch[]): Sketch[] {
  if (sameParameters(a, b)) return a.map((sketch, index) => mergeSketches(sketch, b[index]!));
  const merged = new Map<string, Sketch>();
  for (const left of a) {
    for (const right of b) {
      if (!areMergeable(left, right)) continue;
      const sketch = mergeSketches(left, right);
      merged.set(formatSketchParameters(sketchParameters(sketch)), sketch);
    }
  }
  if (merged.size === 0 && a.length > 0 && b.length > 0) {
    throw new IncompatibleError('sketch-mismatch', 'the fingerprints have no sketches that merge; make both with the same --sketch');
  }
  return sortSketches([...merged.values()]);
}

function sameParameters(a: readonly Sketch[], b: readonly Sketch[]): boolean {
  const written = (sketch: Sketch): string => formatSketchParameters(sketchParameters(sketch));
  return a.length === b.length && a.every((sketch, index) => written(sketch) === written(b[index]!));
}

/** Sketches in the order of a file: by scheme, then by parameter. */
export function sortSketches(sketches: readonly Sketch[]): Sketch[] {
  const size = (sketch: Sketch): number => sketchSize(sketchParameters(sketch));
  return [...sketches].sort((a, b) => (a.scheme === b.scheme ? size(a) - size(b) : a.scheme < b.scheme ? -1 : 1));
}
