/** Finds where the elements of an array end without reading them: a state machine that goes on over chunks. */

const quote = 0x22;
const backslash = 0x5c;

/** Scans the elements of a root array one after another. */
export class ElementScanner {
  /** Index up to which bytes were scanned. */
  position = 0;
  /** Line ends scanned. */
  lineCount = 0;
  #depth = 0;
  #inString = false;

  /**
   * Goes on to the end of the current element: the index of the comma or bracket after it, or -1 when `end` comes
   * first. In bytes that are no JSON the end is a guess, at which reading the element fails.
   */
  scan(bytes: Uint8Array, end: number): number {
    for (let index = this.position; index < end; index++) {
      const byte = bytes[index]!;
      if (this.#inString) {
        if (byte === backslash) {
          if (index + 1 === end) {
            this.position = index;
            return -1;
          }
          index++;
        } else if (byte === quote) {
          this.#inString = false;
        } else if (byte === 0x0a) {
          this.lineCount++;
        }
        continue;
      }
      switch (byte) {
        case quote:
          this.#inString = true;
          break;
        case 0x5b:
        case 0x7b:
          this.#depth++;
          break;
        case 0x5d:
        case 0x7d:
          if (this.#depth === 0) return this.#found(index);
          this.#depth--;
          break;
        case 0x2c:
          if (this.#depth === 0) return this.#found(index);
          break;
        case 0x0a:
          this.lineCount++;
          break;
        default:
      }
    }
    this.position = end;
    return -1;
  }

  #found(index: number): number {
    this.position = index + 1;
    return index;
  }
}
