/** What the kernel offers to the TypeScript that drives it; nothing here allocates. */
import * as layout from './memory';
import { expandFour, fold } from './lt-hash';

export { clearKey, digestRecords, setKey } from './digest';
export { countIntegers, countPresent, encodeRows, input, inputByteLength } from './encode';
export { hasOddCount } from './parity';
export { collect, forget, lowerBins } from './sketch';
export { isUtf8 } from './utf-8';

export const slice: usize = layout.slice;
export const sliceByteLength: i32 = layout.sliceByteLength;
export const recordLimit: i32 = layout.recordLimit;
export const ends: usize = layout.ends;
export const leftOver: usize = layout.leftOver;
export const digests: usize = layout.digests;
export const candidates: usize = layout.candidates;
/** Minima of bins: here the memory ends, and grows as a pass needs. */
export const bins: usize = __heap_base;

/** The identity's 1024 accumulators: uint32. */
export const state: usize = memory.data(4096, 64);

/** Adds the expansions of the first `count` digests, but for those of an incomplete group of four; returns how many. */
export function expand(count: i32): i32 {
  const whole = count & ~3;
  for (let i = 0; i < whole; i += 4) expandFour(layout.digests + ((<usize>i) << 5));
  // What is left waits for company.
  for (let i: usize = 0; i < (<usize>(count - whole)) << 5; i += 16) v128.store(layout.digests + i, v128.load(layout.digests + ((<usize>whole) << 5) + i));
  return count - whole;
}

/** Puts the accumulators together in `state`; `rest` digests, fewer than four, still wait. */
export function finishState(rest: i32): void {
  fold(state, 4);
  if (rest === 0) return;
  expandFour(layout.digests);
  fold(state, rest);
}

/** Forgets the pass that was. */
export function clearState(): void {
  fold(state, 4);
  memory.fill(state, 0, 4096);
}
