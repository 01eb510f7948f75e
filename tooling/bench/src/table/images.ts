/** Random images with labels, of MNIST's shape: as an IDX pair, and as a tar archive in WebDataset's layout. */
import { type FileHandle, open } from 'node:fs/promises';
import { Random } from '../random.ts';

const seed = 60_000;
const side = 28;
const imageByteLength = side * side;
const labelCount = 10;
const chunkImageCount = 1000;
const tarBlockByteLength = 512;

/** Images one after another, and a label for each. */
interface Images {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

function* makeImages(imageCount: number): Generator<Images> {
  const random = new Random(seed);
  for (let first = 0; first < imageCount; first += chunkImageCount) {
    const count = Math.min(chunkImageCount, imageCount - first);
    const words = Uint32Array.from({ length: (count * imageByteLength) / 4 }, () => random.uint32());
    yield { pixels: new Uint8Array(words.buffer), labels: Uint8Array.from({ length: count }, () => random.below(labelCount)) };
  }
}

/** Writes both files of an IDX pair. @throws the signal's reason */
export async function writeIdxPair(images: string, labels: string, imageCount: number, signal: AbortSignal): Promise<void> {
  await writing(images, (imageFile) =>
    writing(labels, async (labelFile) => {
      await imageFile.write(idxHeader(imageCount, side, side));
      await labelFile.write(idxHeader(imageCount));
      for (const chunk of makeImages(imageCount)) {
        signal.throwIfAborted();
        await imageFile.write(chunk.pixels);
        await labelFile.write(chunk.labels);
      }
    }),
  );
}

/** Two zeros, uint8, then one uint32 a dimension, big-endian. */
function idxHeader(...dimensions: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 4 * dimensions.length));
  view.setUint8(2, 8);
  view.setUint8(3, dimensions.length);
  dimensions.forEach((dimension, index) => view.setUint32(4 + 4 * index, dimension));
  return new Uint8Array(view.buffer);
}

/** Writes an archive of two files an image: its pixels as `.bin`, its label as `.cls`. @throws the signal's reason */
export async function writeArchive(archive: string, imageCount: number, signal: AbortSignal): Promise<void> {
  await writing(archive, async (file) => {
    let key = 0;
    for (const { pixels, labels } of makeImages(imageCount)) {
      signal.throwIfAborted();
      const entries = Array.from(labels, (label, index) => {
        const name = String(key++).padStart(6, '0');
        return [...tarEntry(`${name}.bin`, pixels.subarray(index * imageByteLength, (index + 1) * imageByteLength)), ...tarEntry(`${name}.cls`, Buffer.from(String(label)))];
      });
      await file.write(Buffer.concat(entries.flat()));
    }
    await file.write(new Uint8Array(2 * tarBlockByteLength));
  });
}

/** A file of an archive: header (POSIX.1-2017, ustar), content, padding. */
function tarEntry(name: string, content: Uint8Array): readonly Uint8Array[] {
  const header = Buffer.alloc(tarBlockByteLength);
  const size = content.length.toString(8).padStart(11, '0');
  header.write(name, 0);
  header.write(`0000644\0${'0000000\0'.repeat(2)}${size}\0${'0'.repeat(11)}\0        0`, 100);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, content, new Uint8Array(-content.length & (tarBlockByteLength - 1))];
}

async function writing(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'w');
  try {
    await write(file);
  } finally {
    await file.close();
  }
}
