/**
 * Where two circles lie whose areas are two sets, and how far the smaller may be moved: the share of the smaller circle that the
 * other covers is the estimated containment of the smaller set, at its estimate, lower and upper bound. The distance of
 * two circles with a given overlap is that of `@upsetjs/venn.js`.
 */
import { distanceFromIntersectArea } from '@upsetjs/venn.js';
import type { Estimate } from '@datasig/core';

/** What is drawn: sizes of two sets, and how much of the smaller is in the other. */
export interface EulerSets {
  readonly sizeA: number;
  readonly sizeB: number;
  /** The share of the smaller set that is in the other. */
  readonly share: Pick<Estimate, 'estimate' | 'lower' | 'upper'>;
}

/** A circle, in pixels. */
export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** The place of both circles. */
export interface EulerLayout {
  /** Null for a set that is empty. */
  readonly a: Circle | null;
  readonly b: Circle | null;
  /** The smaller set, which moves. */
  readonly smaller: 'a' | 'b';
  /** Where the smaller would be if the overlap were as small, and as large, as the interval allows; not where that makes no difference. */
  readonly outlines: readonly Circle[];
  /** The circle that is larger than its set, since it could not be seen otherwise. */
  readonly enlarged: 'a' | 'b' | null;
}

/** The frame that the circles must fit in. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A circle of this radius can be seen and told from its neighbour. */
const leastRadius = 5;
/** Circles apart or inside each other do not touch: the share of the room between them that is left, or of the smaller. */
const gapShare = 0.12;
/** Shares nearer than this to none or all look the same. */
const leastPart = 1e-6;
/** Two outlines closer than this are one line. */
const leastShift = 0.75;

/** Lays out two sets in a frame, A to the left. */
export function layOutEuler({ sizeA, sizeB, share }: EulerSets, frame: Frame): EulerLayout {
  const smaller = sizeA <= sizeB ? 'a' : 'b';
  const largest = Math.max(sizeA, sizeB);
  if (!(largest > 0)) return { a: null, b: null, smaller, outlines: [], enlarged: null };
  // In pixels of the largest circle that fits; all is scaled down if both together do not.
  const full = Math.min(frame.width, frame.height) / 2;
  const least = leastRadius * Math.max(1, (4 * full) / frame.width);
  const size = Math.min(sizeA, sizeB);
  const natural = full * Math.sqrt(size / largest);
  const radius = size > 0 ? Math.max(natural, least) : 0;
  const side = smaller === 'a' ? -1 : 1;
  const centre = (part: number): number => side * distanceOf(full, radius, part);
  const at = centre(share.estimate ?? 0);
  const shifts = radius === 0 ? [] : [...new Set([centre(share.lower), centre(share.upper)])].filter((other) => Math.abs(other - at) >= leastShift);
  const place = fit(frame, full, [at, ...shifts], radius);
  const large = place(0, full);
  const small = radius === 0 ? null : place(at, radius);
  return {
    ...(smaller === 'a' ? { a: small, b: large } : { a: large, b: small }),
    smaller,
    outlines: shifts.map((shift) => place(shift, radius)),
    enlarged: radius > natural ? smaller : null,
  };
}

/** The distance of the centres at which the smaller circle has the share `part` in the larger. */
function distanceOf(larger: number, smaller: number, part: number): number {
  if (smaller === 0) return 0;
  const apart = larger + smaller;
  const inside = larger - smaller;
  if (part <= 0) return apart + gapShare * apart;
  if (part >= 1) return Math.max(0, inside - gapShare * smaller);
  // Next to where circles touch, rounding takes the library's arc cosine out of its domain.
  if (part < leastPart) return apart;
  if (part > 1 - leastPart) return inside;
  return Math.min(Math.max(distanceFromIntersectArea(larger, smaller, part * Math.PI * smaller ** 2), inside), apart);
}

/** Centres all circles in the frame, scaled down where they are too wide. */
function fit(frame: Frame, larger: number, centres: readonly number[], smaller: number): (x: number, radius: number) => Circle {
  const from = Math.min(-larger, ...centres.map((centre) => centre - smaller));
  const to = Math.max(larger, ...centres.map((centre) => centre + smaller));
  const scale = Math.min(1, frame.width / (to - from));
  const origin = frame.x + frame.width / 2 - (scale * (from + to)) / 2;
  return (x, radius) => ({ x: origin + scale * x, y: frame.y + frame.height / 2, radius: scale * radius });
}
