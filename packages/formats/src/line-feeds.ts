/** Counts the line ends in a run of bytes. */

const lineFeed = 0x0a;
/** Longer runs are searched natively. */
const shortByteLength = 64;

/** Line feeds in `bytes[start, end)`. */
export function countLineFeeds(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  if (end - start < shortByteLength) {
    for (let index = start; index < end; index++) if (bytes[index] === lineFeed) count++;
    return count;
  }
  // Searched in all of `bytes`, every run without a line feed would cost the way to the next one.
  const run = bytes.subarray(start, end);
  for (let index = run.indexOf(lineFeed); index !== -1; index = run.indexOf(lineFeed, index + 1)) count++;
  return count;
}
