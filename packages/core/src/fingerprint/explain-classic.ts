/** What classic fingerprints tell beside their estimates: the original tool's UID and its own measure of similarity. */
import { formatShare } from '../estimate/number-text.ts';
import { entriesOf } from '../sketch/classic.ts';
import { areComparable, isClassic, type Sketch } from '../sketch/sketch.ts';
import type { Finding } from './explain.ts';
import type { Summary } from './model.ts';

/** Findings about two classic summaries; none about others. */
export function explainClassic(a: Omit<Summary, 'canonicalization'>, b: Omit<Summary, 'canonicalization'>): Finding[] {
  return [...explainUid(a.records.classicUid, b.records.classicUid), ...a.sketches.flatMap((sketch) => b.sketches.flatMap((other) => explainPositions(sketch, other)))];
}

function explainUid(a: string | undefined, b: string | undefined): Finding[] {
  if (a === undefined || b === undefined) return [];
  const message = a === b ? 'the original tool’s UIDs are equal: both hold the same bytes in the same order' : 'the original tool’s UIDs differ: the records, or their order, are not the same';
  return [{ code: 'classic-uid', message }];
}

/** The share of equal positions, which the original tool calls similarity: said where it is not the estimate. */
function explainPositions(a: Sketch, b: Sketch): Finding[] {
  if (!isClassic(a) || !isClassic(b) || !areComparable(a, b)) return [];
  if (a.scheme !== 'classic/single-sha256' && a.scheme !== 'classic/xor') return [];
  const [entriesOfA, entriesOfB] = [entriesOf(a), entriesOf(b)];
  const count = Math.min(entriesOfA.length, entriesOfB.length);
  if (count === 0) return [];
  const equal = entriesOfA.slice(0, count).filter((entry, index) => entry.every((byte, i) => byte === entriesOfB[index]![i])).length;
  const reason = a.scheme === 'classic/xor' ? 'counts a record as often as it wins a mask' : 'is wrong as soon as one record is inserted';
  return [{ code: 'classic-positions', message: `${formatShare(equal / count)} of the positions of ${a.scheme} are equal: the original tool’s similarity, which ${reason}` }];
}
