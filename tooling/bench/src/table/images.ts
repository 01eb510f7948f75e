/** Random images with labels as an IDX pair, of MNIST's shape. */
import { open, writeFile } from 'node:fs/promises';
import { Random } from '../random.ts';

const seed = 60_000;
const side = 28;
const labelCount = 10;
const chunkImageCount = 1000;

/** Big-endian, as IDX is: two zeros, uint8, then one uint32 a dimension. */
function header(...dimensions: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 4 * dimensions.length));
  view.setUint8(2, 8);
  view.setUint8(3, dimensions.length);
  dimensions.forEach((dimension, index) => view.setUint32(4 + 4 * index, dimension));
  return new Uint8Array(view.buffer);
}

/** Writes both files. @throws the signal's reason */
export async function writeImages(images: string, labels: string, imageCount: number, signal: AbortSignal): Promise<void> {
  const random = new Random(seed);
  const handle = await open(images, 'w');
  try {
    await handle.write(header(imageCount, side, side));
    for (let first = 0; first < imageCount; first += chunkImageCount) {
      signal.throwIfAborted();
      const words = Uint32Array.from({ length: (Math.min(chunkImageCount, imageCount - first) * side * side) / 4 }, () => random.uint32());
      await handle.write(new Uint8Array(words.buffer));
    }
  } finally {
    await handle.close();
  }
  const values = Uint8Array.from({ length: imageCount }, () => random.below(labelCount));
  await writeFile(labels, Buffer.concat([header(imageCount), values]));
}
