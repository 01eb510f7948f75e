/** Levels that come at the end and go at the front. */

/** A queue of levels; what was taken stays as it is. */
export class LevelBuffer {
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #end = 0;

  /** The levels that are there; a view until the next change. */
  get levels(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  /** Adds levels, which become the buffer's. */
  append(levels: Uint8Array): void {
    const length = this.#end - this.#start;
    if (length === 0) {
      [this.#bytes, this.#start, this.#end] = [levels, 0, levels.length];
      return;
    }
    if (this.#end + levels.length > this.#bytes.length) {
      // Twice the room, so that a row of many pages is not copied for every one of them.
      const bytes = new Uint8Array(2 * (length + levels.length));
      bytes.set(this.levels);
      [this.#bytes, this.#start, this.#end] = [bytes, 0, length];
    }
    this.#bytes.set(levels, this.#end);
    this.#end += levels.length;
  }

  /** The first `count` levels, which leave the buffer. */
  take(count: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#start, this.#start + count);
    this.#start += count;
    return taken;
  }
}
