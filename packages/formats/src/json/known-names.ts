/** Names that were met: most objects have the names of those before them, which need not be decoded again. */

/** Longer names are not kept. */
const longestByteLength = 64;
/** A power of two. */
const slotCount = 256;

interface KnownName {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Keeps names by their bytes as written, escapes included: one a slot, the one that was met last. */
export class KnownNames {
  readonly #slots: (KnownName | undefined)[] = Array.from({ length: slotCount });

  /** The name that `bytes[start, end)` stand for, if it is known. */
  find(bytes: Uint8Array, start: number, end: number): string | undefined {
    if (end - start > longestByteLength) return undefined;
    const known = this.#slots[slotOf(bytes, start, end)];
    return known !== undefined && isSame(known.bytes, bytes, start, end) ? known.text : undefined;
  }

  /** Keeps a name, with a copy of its bytes. */
  keep(bytes: Uint8Array, start: number, end: number, text: string): void {
    if (end - start <= longestByteLength) this.#slots[slotOf(bytes, start, end)] = { bytes: bytes.slice(start, end), text };
  }
}

function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let index = start; index < end; index++) hash = Math.imul(hash, 31) + bytes[index]!;
  return (hash ^ (hash >>> 8)) & (slotCount - 1);
}

function isSame(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let index = 0; index < name.length; index++) if (name[index] !== bytes[start + index]) return false;
  return true;
}
