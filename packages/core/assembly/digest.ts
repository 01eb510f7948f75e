/** Digests of a block's records: SHA-256 or HMAC-SHA-256 (RFC 2104), four records side by side. */
import { digests, ends, leftOver, slice } from './memory';
import { compress, emitDigest, getLane, initialState, setLane } from './sha-256';

/** States after the key's two blocks. */
const innerState: usize = memory.data(32, 16);
const outerState: usize = memory.data(32, 16);
let keyed: bool = false;

/** What a lane is at, by its `stage`. */
const idle: i32 = 0;
const inBody: i32 = 1;
const inTail: i32 = 2;
const inOuter: i32 = 3;

/** For each lane. */
const stages: usize = memory.data(16, 16);
/** The next block. */
const cursors: usize = memory.data(16, 16);
/** Blocks until the next stage. */
const blocksLeft: usize = memory.data(16, 16);
const records: usize = memory.data(16, 16);
/** The last block or two, padded: 128 bytes. */
const tails: usize = memory.data(4 * 128, 64);
const tailBlocks: usize = memory.data(16, 16);

/** Digests without a key from now on. */
export function clearKey(): void {
  keyed = false;
}

/** Digests with the key whose inner block (key ^ 0x36…) stands at the slice's start and whose outer block follows. */
export function setKey(): void {
  for (let i = 0; i < 2; i++) {
    const block = slice + ((<usize>i) << 6);
    setLane(0, initialState);
    compress(block, block, block, block);
    getLane(0, i === 0 ? innerState : outerState);
  }
  keyed = true;
}

/** Records of the block: where the next one begins, and which it is. */
let nextStart: u32 = 0;
let nextRecord: i32 = 0;
let recordCount: i32 = 0;
let leftOverCount: i32 = 0;
let longest: u32 = 0;
/** Where the digest of the block's first record goes. */
let target: usize = 0;

/**
 * Digests `count` records, of which the first begins at `start`, to `digests` + 32 · `offset`.
 *
 * Records of more than `limit` bytes are left to the caller: their indices stand in `leftOver`; returns how many.
 */
export function digestRecords(start: u32, count: i32, limit: u32, offset: i32): i32 {
  nextStart = start;
  nextRecord = 0;
  recordCount = count;
  leftOverCount = 0;
  longest = limit;
  target = digests + ((<usize>offset) << 5);
  for (let lane = 0; lane < 4; lane++) begin(lane);
  while (true) {
    const steps = commonSteps();
    if (steps === 0) return leftOverCount;
    let p0 = <usize>load<u32>(cursors), p1 = <usize>load<u32>(cursors, 4), p2 = <usize>load<u32>(cursors, 8), p3 = <usize>load<u32>(cursors, 12);
    for (let i: u32 = 0; i < steps; i++) {
      compress(p0, p1, p2, p3);
      p0 += 64;
      p1 += 64;
      p2 += 64;
      p3 += 64;
    }
    for (let lane = 0; lane < 4; lane++) advance(lane, steps);
  }
}

/** How many blocks all busy lanes can take before one of them comes to its next stage; 0 when none is busy. */
function commonSteps(): u32 {
  let steps: u32 = 0xffffffff;
  let busy = false;
  for (let lane: usize = 0; lane < 16; lane += 4) {
    if (load<i32>(stages + lane) === idle) {
      // Goes along with the others over bytes that are there, for nothing.
      store<u32>(cursors + lane, <u32>slice);
      continue;
    }
    busy = true;
    const left = load<u32>(blocksLeft + lane);
    if (left < steps) steps = left;
  }
  return busy ? steps : 0;
}

function advance(lane: i32, steps: u32): void {
  const at = (<usize>lane) << 2;
  const stage = load<i32>(stages + at);
  if (stage === idle) return;
  const left = load<u32>(blocksLeft + at) - steps;
  store<u32>(cursors + at, load<u32>(cursors + at) + (steps << 6));
  store<u32>(blocksLeft + at, left);
  if (left > 0) return;
  if (stage === inBody) {
    enterTail(lane);
  } else if (stage === inTail && keyed) {
    enterOuter(lane);
  } else {
    emitDigest(lane, target + ((<usize>load<u32>(records + at)) << 5));
    begin(lane);
  }
}

/** Where record `record`, which begins at `nextStart`, ends. */
@inline
function endOf(record: i32): u32 {
  return load<u32>(ends + ((<usize>record) << 2));
}

/** Gives the lane the next record, or lets it idle. */
function begin(lane: i32): void {
  const at = (<usize>lane) << 2;
  while (nextRecord < recordCount && endOf(nextRecord) - nextStart > longest) {
    store<u32>(leftOver + ((<usize>leftOverCount) << 2), nextRecord);
    leftOverCount++;
    nextStart = endOf(nextRecord);
    nextRecord++;
  }
  if (nextRecord === recordCount) {
    store<i32>(stages + at, idle);
    return;
  }
  const record = nextRecord;
  nextRecord++;
  const start = nextStart;
  const byteLength = endOf(record) - start;
  nextStart = start + byteLength;
  store<u32>(records + at, record);
  setLane(lane, keyed ? innerState : initialState);
  store<u32>(cursors + at, <u32>slice + start);
  store<u32>(blocksLeft + at, byteLength >> 6);
  store<i32>(stages + at, inBody);
  prepareTail(lane, slice + start, byteLength);
  if (byteLength < 64) enterTail(lane);
}

/** Index of each byte in a vector. */
@inline
function indices(): v128 {
  return i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

/** Writes what does not fill a block, 0x80, zeros and the length in bits (FIPS 180-4, section 5.1.1). */
function prepareTail(lane: i32, start: usize, byteLength: u32): void {
  const tail = tails + ((<usize>lane) << 7);
  const from = start + (byteLength & ~63);
  const rest = byteLength & 63;
  const end = i8x16.splat(<i8>rest);
  const mark = i8x16.splat(-128);
  // The inner hash of HMAC goes on from a block of the key.
  const bits = bswap((<u64>byteLength + (keyed ? 64 : 0)) << 3);
  const single = rest < 56;
  store<u32>(tailBlocks + ((<usize>lane) << 2), single ? 1 : 2);
  for (let i: usize = 0; i < 64; i += 16) {
    const index = i8x16.add(indices(), i8x16.splat(<i8>i));
    let bytes = v128.and(v128.load(from + i), i8x16.lt_u(index, end));
    bytes = v128.or(bytes, v128.and(i8x16.eq(index, end), mark));
    if (i === 48 && single) bytes = i64x2.replace_lane(bytes, 1, bits);
    v128.store(tail + i, bytes);
  }
  if (single) return;
  const zero = i64x2.splat(0);
  v128.store(tail, zero, 64);
  v128.store(tail, zero, 80);
  v128.store(tail, zero, 96);
  v128.store(tail, i64x2.replace_lane(zero, 1, bits), 112);
}

function enterTail(lane: i32): void {
  const at = (<usize>lane) << 2;
  enter(lane, inTail, load<u32>(tailBlocks + at));
}

/** HMAC's second hash: that of the key's outer block and the inner digest, 96 bytes in all. */
function enterOuter(lane: i32): void {
  const tail = tails + ((<usize>lane) << 7);
  emitDigest(lane, tail);
  v128.store(tail, i64x2(0x80, 0), 32);
  v128.store(tail, i64x2.replace_lane(i64x2.splat(0), 1, bswap<u64>(96 << 3)), 48);
  setLane(lane, outerState);
  enter(lane, inOuter, 1);
}

/** The lane's next blocks are those of its tail. */
function enter(lane: i32, stage: i32, blocks: u32): void {
  const at = (<usize>lane) << 2;
  store<u32>(cursors + at, <u32>(tails + ((<usize>lane) << 7)));
  store<u32>(blocksLeft + at, blocks);
  store<i32>(stages + at, stage);
}
