/** Comparisons of real data by every scheme, beside what is true. */
import type { Digests } from '../digests.ts';
import type { Mode } from '../part.ts';
import { schemes } from '../schemes/index.ts';
import type { Scheme, Setting } from '../schemes/scheme.ts';
import { countCommon } from './digest-kernel.ts';

/** What one scheme says. */
export interface SchemeEstimate {
  readonly scheme: string;
  readonly k: number;
  readonly estimate: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A pair of datasets. */
export interface RealComparison {
  readonly distinctA: number;
  readonly distinctB: number;
  readonly truth: number;
  readonly schemes: readonly SchemeEstimate[];
}

const k = 1024;
/** A hash for each place of each record takes its time. */
const hashedK: Readonly<Record<Mode, number>> = { quick: 64, full: 400 };
const dearSteps = 5;
/** One hash of its kind is enough where time is short. */
const onlyInFull: readonly string[] = ['k-mins-sha-1', 'k-mins-blake3'];

/** A set of records, where it is known as the union of others whose sketches may have been made. */
export type RealSet = Digests & { readonly union?: readonly [Digests, Digests] };

/** Compares two sets of records by all schemes that are not too dear. */
export function compareReal(a: RealSet, b: RealSet, mode: Mode, includeDear: boolean): RealComparison {
  const chosen = schemes.filter((scheme) => (includeDear || !isDear(scheme)) && (mode === 'full' || !onlyInFull.includes(scheme.name)));
  return {
    ...truthOf(a, b),
    schemes: chosen.map((scheme) => {
      const setting: Setting = { k: isDear(scheme) ? hashedK[mode] : k, largestSize: Math.max(a.count, b.count) };
      const { estimate, limits } = scheme.compare(sketchOnce(scheme, a, setting), sketchOnce(scheme, b, setting)).jaccard;
      return { scheme: scheme.name, k: setting.k, estimate, lower: limits?.lower ?? null, upper: limits?.upper ?? null };
    }),
  };
}

/** What is true of two sets. */
export function truthOf(a: Digests, b: Digests): Omit<RealComparison, 'schemes'> {
  const both = countCommon(a, b);
  const union = a.count + b.count - both;
  return { distinctA: a.count, distinctB: b.count, truth: union === 0 ? 1 : both / union };
}

function isDear(scheme: Scheme<unknown>): boolean {
  return scheme.stepsPerRecord(k) >= dearSteps * k;
}

/** Sketches that were made, since one dataset is compared with many. */
const made = new WeakMap<Digests, Map<string, unknown>>();

function sketchOnce(scheme: Scheme<unknown>, digests: RealSet, setting: Setting): unknown {
  if (!made.has(digests)) made.set(digests, new Map());
  const sketches = made.get(digests)!;
  const name = `${scheme.name} ${setting.k} ${setting.largestSize}`;
  if (!sketches.has(name)) {
    const { union } = digests;
    sketches.set(name, union === undefined ? scheme.sketch(digests, setting) : scheme.merge(sketchOnce(scheme, union[0], setting), sketchOnce(scheme, union[1], setting)));
  }
  return sketches.get(name);
}
