/** An IDX pair as the Hub has such datasets: PNG files in a Parquet file, with the features that Hugging Face datasets writes. */
import { crc32, deflateSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';

const [imageHeader, labelHeader] = [16, 8] as const;
const rowGroupSize = 10_000;
const features = { image: { _type: 'Image' }, label: { names: Array.from({ length: 10 }, (_, digit) => `${digit}`), _type: 'ClassLabel' } };

/** @param images an IDX file of images of one byte a pixel @param labels one of bytes */
export function mnistParquet(images: Uint8Array, labels: Uint8Array): Uint8Array {
  const header = new DataView(images.buffer, images.byteOffset);
  const [count, height, width] = [4, 8, 12].map((offset) => header.getUint32(offset)) as [number, number, number];
  const rows = Array.from({ length: count }, (_, index) => {
    const start = imageHeader + index * height * width;
    return { image: { bytes: pngOf(images.subarray(start, start + height * width), width), path: null }, label: BigInt(labels[labelHeader + index]!) };
  });
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    codec: 'SNAPPY',
    schema: [
      { name: 'schema', num_children: 2 },
      { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
      { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
      { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
    ],
    kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
  });
  void parquet.write({ columnData: [{ name: 'image', data: rows.map(({ image }) => image) }, { name: 'label', data: rows.map(({ label }) => label) }], rowGroupSize });
  void parquet.finish();
  return new Uint8Array(writer.getBuffer());
}

/** A greyscale PNG whose rows have no filter. */
function pngOf(pixels: Uint8Array, width: number): Uint8Array {
  const height = pixels.length / width;
  const scanlines = new Uint8Array(height * (width + 1));
  for (let row = 0; row < height; row++) scanlines.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(scanlines, { level: 1 })), chunk('IEND', new Uint8Array(0))]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
