/** What the kernel of the classic schemes offers: digests of records, and minima over them. A module of its own. */
import * as layout from '../memory';

export { clearKey, digestRecords } from '../digest';
export { lowerAffine, lowerLegacy } from './datasketch';
export { lowerKeyed } from './keyed';
export { beginXor, lowerXor } from './xor';

export const slice: usize = layout.slice;
export const sliceByteLength: i32 = layout.sliceByteLength;
export const recordLimit: i32 = layout.recordLimit;
export const ends: usize = layout.ends;
export const leftOver: usize = layout.leftOver;
export const digests: usize = layout.digests;
export const candidates: usize = layout.candidates;
/** Tables and minima: here the memory ends, and grows as a pass needs. */
export const bins: usize = __heap_base;
