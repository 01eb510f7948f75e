/** Where everything stands in the kernel's memory; all of it is zero at first. */

/** Records of one block, at most. */
export const recordLimit: i32 = 8192;
/** Bytes of the records of one block, at most. */
export const sliceByteLength: i32 = 2 << 20;

/** Canonical bytes of the block's records; loads may reach beyond the end. */
export const slice: usize = memory.data(sliceByteLength + 64, 64);
/** Where each record ends, from the slice's start: uint32. */
export const ends: usize = memory.data(recordLimit * 4, 16);
/** Which records of the block were left to the caller: uint32. */
export const leftOver: usize = memory.data(recordLimit * 4, 16);
/** Digests of 32 bytes: up to 3 that await the next block's, then the block's own. */
export const digests: usize = memory.data((recordLimit + 4) * 32, 64);
/** Hashes that may belong to a sketch: uint64. */
export const candidates: usize = memory.data(recordLimit * 8, 16);
