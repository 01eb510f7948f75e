/** The images of an IDX pair, 2 × 3 pixels each, as PNG files. */
import { pngData, pngFile, pngHeader } from '../../formats/test/png.ts';
import type { idxPair } from './dataset.ts';

/** Contents by path: in `png/` folders named after the labels. */
export function pngCopies({ images, labels }: ReturnType<typeof idxPair>): Record<string, Uint8Array> {
  return Object.fromEntries(
    Array.from(labels.subarray(8), (label, index) => {
      const pixels = images.subarray(16 + 6 * index, 22 + 6 * index);
      const scanlines = Uint8Array.of(0, ...pixels.subarray(0, 3), 0, ...pixels.subarray(3));
      return [`png/${label}/${index}.png`, pngFile(pngHeader({ width: 3, height: 2 }), pngData(scanlines))];
    }),
  );
}
