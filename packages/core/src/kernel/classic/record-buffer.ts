/** Room for the records of a block. */

/** Grows as records need, and keeps what was written. */
export class RecordBuffer {
  bytes: Uint8Array = new Uint8Array(0);

  /** See `ClassicSession.reserve`. */
  reserve(byteLength: number, kept: number): Uint8Array {
    if (byteLength > this.bytes.length) {
      const bytes = new Uint8Array(Math.max(byteLength, this.bytes.length * 2));
      bytes.set(this.bytes.subarray(0, kept));
      this.bytes = bytes;
    }
    return this.bytes;
  }
}
