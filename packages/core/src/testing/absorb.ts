/** Records into a session of a kernel, block by block. */

/** What sessions of all kernels have in common. */
interface Absorbing<Result> {
  reserve(byteLength: number, kept: number): Uint8Array;
  absorb(ends: Uint32Array, count: number): void;
  finish(): Result;
}

/** What the session gives of the records, `blockLength` of them at a time. */
export function absorbInBlocks<Result>(session: Absorbing<Result>, records: readonly Uint8Array[], blockLength: number): Result {
  for (let start = 0; start < records.length; start += blockLength) {
    const block = records.slice(start, start + blockLength);
    const buffer = session.reserve(block.reduce((sum, record) => sum + record.length, 0), 0);
    const ends = new Uint32Array(block.length);
    let end = 0;
    block.forEach((record, index) => {
      buffer.set(record, end);
      ends[index] = end += record.length;
    });
    session.absorb(ends, block.length);
  }
  return session.finish();
}
