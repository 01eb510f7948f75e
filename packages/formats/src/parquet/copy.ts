/** Copies of short byte strings. */

/** Below this length a loop beats the call that `set` and `subarray` cost. */
const shortByteLength = 48;

/** Copies `source[start, end)` to `target` from `position` on. */
export function copyBytes(source: Uint8Array, start: number, end: number, target: Uint8Array, position: number): void {
  if (end - start < shortByteLength) for (let from = start, to = position; from < end; from++, to++) target[to] = source[from]!;
  else target.set(source.subarray(start, end), position);
}
