/** Indexed colour: every index becomes its palette entry. */
import { invalidImage } from './errors.ts';

/**
 * The entries of `indices`, one after another.
 *
 * @param palette entries of `entryByteLength` bytes
 * @throws InvalidDataError `invalid-image` for an index beyond the palette
 */
export function applyPalette(kind: string, indices: Uint8Array, palette: Uint8Array, entryByteLength: number): Uint8Array {
  const pixels = new Uint8Array(indices.length * entryByteLength);
  let place = 0;
  for (const index of indices) {
    const start = index * entryByteLength;
    if (start >= palette.length) throw invalidImage(kind, `has a pixel of colour ${index} and a palette of ${palette.length / entryByteLength} colours`);
    for (let byte = 0; byte < entryByteLength; byte++) pixels[place++] = palette[start + byte]!;
  }
  return pixels;
}
