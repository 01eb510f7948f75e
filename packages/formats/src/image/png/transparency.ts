/** PNG's `tRNS` chunk as an alpha channel (W3C PNG, section 11.3.1.1). */
import type { PngHeader } from './header.ts';

/** Palette entries as RGB, or as RGBA when any has an alpha; entries without one are opaque. */
export function paletteWithAlpha(palette: Uint8Array, alphas: Uint8Array | undefined): Uint8Array {
  if (alphas === undefined) return palette;
  const entries = new Uint8Array((palette.length / 3) * 4);
  for (let entry = 0; entry * 3 < palette.length; entry++) {
    entries.set(palette.subarray(entry * 3, entry * 3 + 3), entry * 4);
    entries[entry * 4 + 3] = alphas[entry] ?? 255;
  }
  return entries;
}

/**
 * Adds a channel: 0 where a pixel has the colour that the chunk names, else the largest sample.
 *
 * @param samples one byte each, or two with the lower first for a depth of 16
 * @param key one big-endian uint16 a sample, of which the low `depth` bits count
 */
export function addKeyedAlpha(samples: Uint8Array, key: Uint8Array, { sampleCount, depth }: PngHeader): Uint8Array {
  const keyBytes = depth === 16
    ? Uint8Array.from(key, (_, index) => key[index ^ 1]!)
    : Uint8Array.from({ length: sampleCount }, (_, index) => key[index * 2 + 1]! & ((1 << depth) - 1));
  const pixelByteLength = keyBytes.length;
  const alphaByteLength = depth === 16 ? 2 : 1;
  const pixels = new Uint8Array((samples.length / pixelByteLength) * (pixelByteLength + alphaByteLength));
  for (let from = 0, to = 0; from < samples.length; from += pixelByteLength) {
    let isKey = true;
    for (let byte = 0; byte < pixelByteLength; byte++) {
      const value = samples[from + byte]!;
      isKey &&= value === keyBytes[byte];
      pixels[to++] = value;
    }
    for (let byte = 0; byte < alphaByteLength; byte++) pixels[to++] = isKey ? 0 : 255;
  }
  return pixels;
}
