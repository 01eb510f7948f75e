/**
 * The sketches of the original Python tool, as its signatures: `docs/spec/classic.md`.
 *
 * All but `classic/single-sha256` are k-mins sketches (Broder, "On the resemblance and containment of documents", 1997):
 * entry i is the least value that any record has under function i.
 */
import { classicEntryByteLength, type ClassicScheme, isValidClassicK, maximumClassicK } from '../classic/scheme.ts';
import { xorMasks } from '../classic/tables.ts';
import { DatasigError, InvalidArgumentError } from '../errors.ts';
import { toHashList } from './hash-list.ts';
import type { BottomKSketch } from './bottom-k.ts';

/** A finished sketch. Immutable by agreement: operations make new arrays. */
export interface ClassicSketch {
  readonly scheme: ClassicScheme;
  /** Entries of the signature, 1 to 400. */
  readonly k: number;
  /** Byte for byte as the original tool writes it; of `classic/single-sha256` fewer than k entries where there are fewer records. */
  readonly signature: Uint8Array;
}

/** A sketch of any classic scheme but `classic/single-sha256`. */
export type MinimaSketch = ClassicSketch & { readonly scheme: Exclude<ClassicScheme, 'classic/single-sha256'> };

/** Whether entry i of the sketch is the least value under function i. */
export function isMinimaSketch(sketch: ClassicSketch): sketch is MinimaSketch {
  return sketch.scheme !== 'classic/single-sha256';
}

/**
 * The sketch of a bare signature, as the original tool gives it; `signature` is kept.
 *
 * @param k entries asked for; default: as many as there are. Of `classic/single-sha256` there may be fewer.
 * @throws InvalidArgumentError `signature-malformed`
 */
export function readSignature(scheme: ClassicScheme, signature: Uint8Array, k?: number): ClassicSketch {
  const entryCount = signature.length / classicEntryByteLength(scheme);
  const sketch = { scheme, k: k ?? Math.max(1, entryCount), signature };
  const reason = findFault(sketch);
  if (reason === undefined) return sketch;
  throw new InvalidArgumentError('signature-malformed', `this is no signature of ${scheme}: ${reason}; name the scheme that it was made with (--classic)`, { context: { scheme, byteLength: signature.length } });
}

/** Whether both are of one scheme whose functions are the same for both. */
export function haveCommonEntries(a: ClassicSketch, b: ClassicSketch): boolean {
  // The constants of affine32 depend on k.
  return a.scheme === b.scheme && (a.scheme !== 'classic/datasketch-affine32' || a.k === b.k);
}

/** The sketch of both datasets together, of two that {@link haveCommonEntries}, in the smaller k. */
export function mergeClassic(a: ClassicSketch, b: ClassicSketch): ClassicSketch {
  const k = Math.min(a.k, b.k);
  const merged = isMinimaSketch(a) ? leastEntries(a, b, k) : smallestEntries([...entriesOf(a), ...entriesOf(b)], k);
  return { scheme: a.scheme, k, signature: joined(merged) };
}

/** The entries, as views of the signature. */
export function entriesOf({ scheme, signature }: ClassicSketch): Uint8Array[] {
  const byteLength = classicEntryByteLength(scheme);
  return Array.from({ length: signature.length / byteLength }, (_, index) => signature.subarray(index * byteLength, (index + 1) * byteLength));
}

/** How the values of two entries of a scheme stand to each other: below 0, 0, above 0. */
export function compareEntries(scheme: ClassicScheme, a: Uint8Array, b: Uint8Array): number {
  const isLittleEndian = scheme.startsWith('classic/datasketch');
  for (let i = 0; i < a.length; i++) {
    const at = isLittleEndian ? a.length - 1 - i : i;
    if (a[at] !== b[at]) return a[at]! - b[at]!;
  }
  return 0;
}

/** Whether the sketch is one of no records. */
export function isEmptyClassic(sketch: ClassicSketch): boolean {
  if (!isMinimaSketch(sketch)) return sketch.signature.length === 0;
  return entriesOf(sketch).every((entry) => isGreatest(sketch.scheme, entry));
}

/** Whether an entry is what no record has lowered. */
export function isGreatest(scheme: ClassicScheme, entry: Uint8Array): boolean {
  return entry.subarray(0, scheme === 'classic/datasketch-legacy' ? 4 : entry.length).every((byte) => byte === 0xff);
}

/** The digest behind entry `index` of `classic/xor`, as text of 64 hex digits. */
export function unmaskedDigest(entry: Uint8Array, index: number): string {
  const masks = xorMasks();
  return Array.from(entry, (byte, i) => (byte ^ masks[index * entry.length + i]!).toString(16).padStart(2, '0')).join('');
}

/** The number of distinct records that a sketch of minima shows at least. */
export function knownByMinima(sketch: MinimaSketch): number {
  if (isEmptyClassic(sketch)) return 0;
  return sketch.scheme === 'classic/xor' ? new Set(entriesOf(sketch).map(unmaskedDigest)).size : 1;
}

/**
 * What `classic/single-sha256` knows of the set of distinct records: that is a bottom-k sketch, whose hashes are the
 * first 8 bytes of digests. Where there are k entries, the greatest is the threshold: others may have been left out.
 */
export function smallestOfSingle(sketch: ClassicSketch): BottomKSketch {
  const entries = entriesOf(sketch);
  const hashes = toHashList(BigUint64Array.from(entries, (entry) => new DataView(entry.buffer, entry.byteOffset).getBigUint64(0)));
  if (entries.length < sketch.k) return { scheme: 'bottom-k/1', k: sketch.k, theta: null, hashes };
  return { scheme: 'bottom-k/1', k: hashes.length - 1, theta: hashes.at(-1)!, hashes: hashes.slice(0, -1) };
}

/**
 * Checks a sketch that came from outside.
 *
 * @throws DatasigError `fingerprint-malformed` when it breaks a rule of its scheme.
 */
export function assertValidClassic(sketch: ClassicSketch): void {
  const reason = findFault(sketch);
  if (reason !== undefined) throw new DatasigError('fingerprint-malformed', `${sketch.scheme} sketch: ${reason}; the file was damaged or not made by Datasig`);
}

function findFault(sketch: ClassicSketch): string | undefined {
  const { scheme, k, signature } = sketch;
  const byteLength = classicEntryByteLength(scheme);
  if (!isValidClassicK(k)) return `expected a k from 1 to ${maximumClassicK} and entries of ${byteLength} bytes, got ${k} entries in ${signature.length} bytes`;
  if (signature.length % byteLength !== 0) return `expected whole entries of ${byteLength} bytes, got ${signature.length} bytes`;
  const entryCount = signature.length / byteLength;
  if (isMinimaSketch(sketch)) {
    if (entryCount !== k) return `expected ${k} entries, got ${entryCount}`;
    return scheme === 'classic/datasketch-legacy' && !entriesOf(sketch).every((entry) => entry.subarray(4).every((byte) => byte === 0)) ? 'expected numbers below 2^32' : undefined;
  }
  if (entryCount > k) return `expected at most ${k} entries, got ${entryCount}`;
  const isAscending = entriesOf(sketch).every((entry, index, entries) => index === 0 || compareEntries(scheme, entries[index - 1]!, entry) <= 0);
  return isAscending ? undefined : 'expected digests in ascending order';
}

function leastEntries(a: MinimaSketch, b: ClassicSketch, k: number): Uint8Array[] {
  const others = entriesOf(b);
  return entriesOf(a).slice(0, k).map((entry, index) => (compareEntries(a.scheme, entry, others[index]!) <= 0 ? entry : others[index]!));
}

function smallestEntries(entries: readonly Uint8Array[], k: number): Uint8Array[] {
  return [...entries].sort((a, b) => compareEntries('classic/single-sha256', a, b)).slice(0, k);
}

function joined(entries: readonly Uint8Array[]): Uint8Array {
  const byteLength = entries[0]?.length ?? 0;
  const bytes = new Uint8Array(entries.length * byteLength);
  entries.forEach((entry, index) => bytes.set(entry, index * byteLength));
  return bytes;
}
