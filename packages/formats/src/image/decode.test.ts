import { InvalidDataError } from '@datasig/core';
import { describe, expect, it } from 'vitest';
import { imageBytes, imageVectors } from '../../test/images.ts';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { withRightChecksums } from '../../test/png.ts';
import { decodeImage } from './decode.ts';

/** What decoding gives, or the code of the error. */
async function outcome(bytes: Uint8Array, byteLimit?: number): Promise<string> {
  try {
    const { dtype, shape } = await decodeImage(bytes, byteLimit);
    return `${dtype} [${shape.join(', ')}]`;
  } catch (error) {
    if (error instanceof InvalidDataError) return error.code;
    throw error;
  }
}

describe('files of other programs', () => {
  it.each(imageVectors.filter(({ data }) => data !== undefined))('$file', async ({ bytes, dtype, shape, data }) => {
    const before = Uint8Array.from(bytes);
    const tensor = await decodeImage(bytes);
    expect({ dtype: tensor.dtype, shape: tensor.shape, data: Uint8Array.from(tensor.data) }).toEqual({ dtype, shape, data });
    expect(bytes).toEqual(before);
  });

  it.each(imageVectors.filter(({ error }) => error !== undefined))('$file is refused', async ({ bytes, error }) => {
    expect(await outcome(bytes)).toBe(error);
  });

  it('decodes views of larger buffers, also Node’s, and leaves them as they are', async () => {
    for (const { bytes, data, error } of imageVectors) {
      if (error !== undefined) continue;
      const whole = Buffer.concat([Buffer.alloc(5, 1), bytes, Buffer.alloc(5, 2)]);
      const before = Buffer.from(whole);
      const tensor = await decodeImage(whole.subarray(5, 5 + bytes.length));
      expect(Uint8Array.from(tensor.data)).toEqual(data);
      expect(whole.equals(before)).toBe(true);
    }
  });
});

describe('equal pixels in different files are equal tensors', () => {
  it('greyscale as PNG, BMP and TIFF', async () => {
    const [png, bmp, tiff] = await Promise.all(['png-grey-8.png', 'bmp-grey-8.bmp', 'tiff-white-is-zero.tif'].map((file) => decodeImage(imageBytes(file))));
    expect(bmp).toEqual(png);
    expect(tiff).toEqual(png);
  });

  it('colours as PNG, BMP and TIFF', async () => {
    const tensors = await Promise.all(['png-rgb-8.png', 'png-rgb-8-interlaced.png', 'bmp-rgb-24.bmp', 'tiff-rgb-tiff-lzw.tif', 'tiff-rgb-planes.tif'].map((file) => decodeImage(imageBytes(file))));
    for (const tensor of tensors) expect(tensor).toEqual(tensors[0]);
  });
});

describe('other content', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('hello, world')],
    ['a signature cut off', Uint8Array.of(0x89, 0x50, 0x4e)],
  ])('%s', async (_, bytes) => {
    expect(await outcome(bytes)).toBe('unsupported-image');
  });
});

describe('limit', () => {
  it.each(['png-rgb-16.png', 'bmp-rgb-24.bmp', 'tiff-float32.tif', 'webp-rgba.webp', 'tiff-palette.tif', 'png-palette-alpha.png'])('%s', async (file) => {
    const bytes = imageBytes(file);
    const { length } = (await decodeImage(bytes)).data;
    expect((await decodeImage(bytes, length)).data.length).toBe(length);
    expect(await outcome(bytes, length - 1)).toBe('record-too-large');
  });
});

describe('damage', () => {
  it.each(['png-grey-8.png', 'tiff-rgb-tiff-adobe-deflate.tif', 'webp-rgb-method-6.webp', 'bmp-palette-8.bmp'])('%s cut off anywhere does not decode', async (file) => {
    const bytes = imageBytes(file);
    for (let length = 12; length < bytes.length; length++) expect(await outcome(bytes.slice(0, length))).toBe('invalid-image');
  });

  it('any flipped bit of a PNG shows', async () => {
    const bytes = imageBytes('png-rgba-8.png');
    for (let bit = 8 * 8; bit < bytes.length * 8; bit++) {
      const damaged = Uint8Array.from(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(await outcome(damaged)).toBe('invalid-image');
    }
  });

  const allowed = /^(?:u?int|float)\d+ \[|^(?:invalid-image|unsupported-image|record-too-large)$/;
  const byteLimit = 1 << 22;

  it.each(['png', 'bmp', 'tif', 'webp'])('2,000 mutations of %s files decode or are refused', async (ending) => {
    const random = seededRandom(7);
    const files = imageVectors.filter(({ file }) => file.endsWith(`.${ending}`));
    for (let count = 0; count < 2000; count++) {
      const damaged = mutate(files[count % files.length]!.bytes, random);
      expect(await outcome(damaged, byteLimit)).toMatch(allowed);
      if (ending === 'png') expect(await outcome(withRightChecksums(damaged), byteLimit)).toMatch(allowed);
    }
  });
});
