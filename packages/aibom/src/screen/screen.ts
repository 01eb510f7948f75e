/** Screening: what of known datasets, or of known records, is in a dataset. */
import {
  assertSameCanonicalization, coveredSpace, type Detection, detectionPower, type Fingerprint, formatShare, type HashSketch, IncompatibleError, isClassic, isComplete,
} from '@datasig/core';
import { judgeOverlap, type OverlapFinding } from '../lock/overlap.ts';
import type { KnownRecords } from './known-records.ts';

/** A known dataset, and what of it is in the one that is screened. */
export interface KnownDatasetFinding extends OverlapFinding {
  readonly name: string;
  readonly known: Fingerprint;
}

/** What is asked of each known dataset. */
export interface ScreenOptions {
  /** The largest share of a known dataset, or list, that may be in the one that is screened. Default 0. */
  readonly tolerate?: number;
  readonly confidence?: number;
}

/** How much of a known dataset is in `screened`: `share` is that of the *known* one's distinct records. */
export function screenDataset(name: string, known: Fingerprint, screened: Fingerprint, { tolerate = 0, confidence }: ScreenOptions = {}): KnownDatasetFinding {
  return { name, known, ...judgeOverlap(known, screened, { name: 'the data', most: tolerate, ...(confidence !== undefined && { confidence }) }) };
}

/** What a fingerprint alone tells of known records. */
export interface SketchFinding {
  /** True: surely no more than is tolerated. False: surely more. Null: it cannot be told. */
  readonly met: boolean | null;
  /** Known records in the part of the hash space that the sketch covers: these could be seen. */
  readonly coveredCount: number;
  /** Those of them that are in the dataset. */
  readonly foundCount: number;
  /** Whether the sketch holds its whole set: then no known record stayed unseen. */
  readonly complete: boolean;
  /** A share of the known records from `minimumDetectableChange` on would have been seen with probability `power`. */
  readonly detection: Detection | null;
  readonly reason: string;
}

/**
 * Looks for known records in the sketch of a fingerprint.
 *
 * @throws IncompatibleError when the records were digested otherwise, or with another key, or `no-common-sketch`
 */
export function screenSketch(records: KnownRecords, screened: Fingerprint, { tolerate = 0 }: ScreenOptions = {}): SketchFinding {
  assertSameCanonicalization(records.canonicalization, screened.canonicalization);
  const sketch = widestSketch(screened);
  const complete = isComplete(sketch);
  const coveredCount = records.countBelow(coveredSpace(sketch));
  const foundCount = sketch.hashes.reduce((count, hash) => (records.hasHash(hash) ? count + 1 : count), 0);
  const detection = complete || coveredCount > 0 ? detectionPower(coveredCount, complete) : null;
  const base = { coveredCount, foundCount, complete, detection };
  const share = records.count === 0 ? 0 : foundCount / records.count;
  if (share > tolerate) return { ...base, met: false, reason: `${foundCount} known ${foundCount === 1 ? 'record is' : 'records are'} in the data${complete ? '' : ', and there may be others'}` };
  if (complete || records.count === 0) return { ...base, met: true, reason: foundCount === 0 ? 'no known record is in the data' : `${foundCount} known records are in the data, which is tolerated` };
  if (detection === null) return { ...base, met: null, reason: 'none of the known records could have been seen in the sketch; screen the data themselves, or a fingerprint with a larger sketch' };
  const limit = detection.minimumDetectableChange;
  const seen = `of ${coveredCount} known records that could have been seen ${foundCount === 0 ? 'none was' : `${foundCount} were`}`;
  if (foundCount === 0 && limit <= tolerate) return { ...base, met: true, reason: `${seen}; if ${formatShare(limit)} or more of all were in the data, one would have been seen with a probability of ${formatShare(detection.power)}` };
  return { ...base, met: null, reason: `${seen}, so that up to ${formatShare(limit)} of all may be in the data; screen the data themselves, or tolerate a share` };
}

/** Of the sketches that hold hashes the one that covers most. */
function widestSketch({ sketches }: Fingerprint): Exclude<HashSketch, { readonly scheme: 'one-permutation/1' }> {
  const candidates = sketches.filter((sketch) => !isClassic(sketch) && sketch.scheme !== 'one-permutation/1') as Exclude<HashSketch, { readonly scheme: 'one-permutation/1' }>[];
  const [first, ...others] = candidates;
  if (first === undefined) throw new IncompatibleError('no-common-sketch', 'the fingerprint has no sketch that single records can be looked for in; make it with --sketch bottom-k:K or scaled:S, or screen the data themselves');
  return others.reduce((widest, next) => (coveredSpace(next) > coveredSpace(widest) ? next : widest), first);
}
