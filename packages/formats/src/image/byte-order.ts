/** Byte order of samples. */

/** Reverses the bytes of every sample in place. */
export function reverseSamples(bytes: Uint8Array, sampleByteLength: number): void {
  if (sampleByteLength === 2) return swapPairs(bytes);
  for (let start = 0; start < bytes.length; start += sampleByteLength) bytes.subarray(start, start + sampleByteLength).reverse();
}

function swapPairs(bytes: Uint8Array): void {
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    const first = bytes[index]!;
    bytes[index] = bytes[index + 1]!;
    bytes[index + 1] = first;
  }
}
