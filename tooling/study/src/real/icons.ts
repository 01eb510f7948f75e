/** Images: icons as PNG, changed and compressed anew without being drawn. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { RealDataset } from './form.ts';
import { silkFolder } from './packages.ts';

const signatureByteLength = 8;
/** Length and type before a chunk's data, checksum behind. */
const chunkOverhead = 12;
/** Of the chunk IHDR, which is first; the few icons with a palette are left out, whose samples are not free. */
const colourTypeOffset = 25;
const trueColourWithAlpha = 6;
const uncompressed = 0;

/** Icons, each read as its pixels. */
export const icons: RealDataset<Buffer> = {
  name: 'icons',
  description: 'images: Silk icons in true colour, 16 × 16, PNG, read as pixels (npm famfamfam-silk 1.0.0)',
  license: 'CC-BY-2.5',
  pixels: true,
  rows: async () => {
    const names = (await readdir(silkFolder)).sort();
    const images = await Promise.all(names.map((name) => readFile(join(silkFolder, name))));
    return images.filter((png) => png[colourTypeOffset] === trueColourWithAlpha);
  },
  write: writeImages,
  otherwise: 'PNG, compressed anew at level 0',
  writeOtherwise: (folder, rows) => writeImages(folder, rows.map((png) => withPixelData(png, (data) => data, uncompressed))),
  // With any filter of PNG the last byte adds to the last sample of the last pixel only.
  change: (png) => withPixelData(png, (data) => addToLast(data, 100)),
  blur: (png) => withPixelData(png, (data) => addToLast(data, 1)),
};

async function writeImages(folder: string, images: readonly Buffer[]): Promise<string> {
  await Promise.all(images.map((png, index) => writeFile(join(folder, `${String(index).padStart(5, '0')}.png`), png)));
  return folder;
}

function addToLast(data: Buffer, amount: number): Buffer {
  const changed = Buffer.from(data);
  changed[changed.length - 1] = (changed.at(-1)! + amount) % 256;
  return changed;
}

/** The image with its compressed data inflated, changed and compressed again, in one chunk. */
function withPixelData(png: Buffer, change: (data: Buffer) => Buffer, level = 6): Buffer {
  const chunks: { readonly type: string; readonly data: Buffer }[] = [];
  for (let offset = signatureByteLength; offset < png.length;) {
    const length = png.readUInt32BE(offset);
    chunks.push({ type: png.toString('latin1', offset + 4, offset + 8), data: png.subarray(offset + 8, offset + 8 + length) });
    offset += length + chunkOverhead;
  }
  const pixels = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const compressed = deflateSync(change(pixels), { level });
  const first = chunks.findIndex(({ type }) => type === 'IDAT');
  const kept = chunks.filter(({ type }, index) => type !== 'IDAT' || index === first);
  return Buffer.concat([png.subarray(0, signatureByteLength), ...kept.map(({ type, data }) => chunk(type, type === 'IDAT' ? compressed : data))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(data.length + chunkOverhead);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
