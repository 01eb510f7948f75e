/** What a TIFF file's tags say of its pixels (TIFF 6.0, sections 3 to 8, 14, 15, 18 and 19). */
import type { TensorDtype } from '@datasig/core/spec';
import { invalidImage, unsupportedImage } from '../errors.ts';
import { oneNumber, type TiffDirectory } from './directory.ts';

/** What colours samples stand for. */
type TiffColour = 'white-is-zero' | 'black-is-zero' | 'rgb' | 'palette';

/** Pixels and how they are stored. */
export interface TiffHeader {
  readonly isLittleEndian: boolean;
  readonly width: number;
  readonly height: number;
  /** Bits of a sample: 1, 2, 4, 8, 16, 32 or 64. */
  readonly depth: number;
  /** Of a sample; of its whole byte for depths below 8. */
  readonly dtype: TensorDtype;
  readonly sampleCount: number;
  readonly colour: TiffColour;
  /** 3 · 2^depth values of 16 bits, all reds first. */
  readonly colourMap: readonly number[];
  readonly compression: number;
  /** Samples are differences from the pixel to the left. */
  readonly isDifferenced: boolean;
  /** Every sample has planes of its own. */
  readonly isPlanar: boolean;
}

const colours: Readonly<Record<number, TiffColour>> = { 0: 'white-is-zero', 1: 'black-is-zero', 2: 'rgb', 3: 'palette' };
const compressionNames: Readonly<Record<number, string>> = { 2: 'CCITT', 3: 'CCITT', 4: 'CCITT', 6: 'JPEG', 7: 'JPEG', 34712: 'JPEG 2000', 50000: 'Zstandard', 50001: 'WebP' };
const premultiplied = 1;

/** By the code of the sample format and the bits of a sample. */
const dtypes: Readonly<Record<string, TensorDtype>> = {
  '1:1': 'uint8', '1:2': 'uint8', '1:4': 'uint8', '1:8': 'uint8', '1:16': 'uint16', '1:32': 'uint32', '1:64': 'uint64',
  '2:8': 'int8', '2:16': 'int16', '2:32': 'int32', '2:64': 'int64',
  '3:16': 'float16', '3:32': 'float32', '3:64': 'float64',
};

/** Reads the tags. @throws InvalidDataError `invalid-image`, `unsupported-image` */
export function readTiffHeader(directory: TiffDirectory): TiffHeader {
  const width = oneNumber(directory, 256);
  const height = oneNumber(directory, 257);
  const sampleCount = oneNumber(directory, 277, 1);
  const depth = same(directory, 258, sampleCount, 1);
  const format = same(directory, 339, sampleCount, 1);
  const colour = colours[oneNumber(directory, 262)];
  const dtype = dtypes[`${format}:${depth}`];
  if (colour === undefined) throw unsupportedImage('the TIFF image has a colour space other than greyscale, RGB and palette');
  if (dtype === undefined) throw unsupportedImage(`the TIFF image has samples of ${depth} bits in sample format ${format}, which are not decoded`);
  if (depth < 8 && sampleCount > 1) throw unsupportedImage(`the TIFF image has ${sampleCount} samples of ${depth} bits a pixel, which are not decoded`);
  checkExtraSamples(directory, sampleCount, colour);
  return {
    isLittleEndian: directory.isLittleEndian, width, height, depth, dtype, sampleCount, colour, colourMap: colourMapOf(directory, colour, dtype, depth, sampleCount),
    ...readStorage(directory, dtype, depth), isPlanar: readIsPlanar(directory) && sampleCount > 1,
  };
}

function readStorage(directory: TiffDirectory, dtype: TensorDtype, depth: number): Pick<TiffHeader, 'compression' | 'isDifferenced'> {
  const compression = oneNumber(directory, 259, 1);
  if (![1, 5, 8, 32773, 32946].includes(compression)) throw unsupportedImage(`the TIFF image is compressed by ${compressionNames[compression] ?? `method ${compression}`}, which is not decoded`);
  if (oneNumber(directory, 266, 1) !== 1) throw unsupportedImage('the TIFF image has the bits of its bytes in reverse order, which is not decoded');
  const predictor = oneNumber(directory, 317, 1);
  const isDifferenced = predictor === 2;
  if (predictor !== 1 && !(isDifferenced && compression !== 1 && compression !== 32773 && depth >= 8 && /int(?:8|16|32)$/.test(dtype))) {
    throw unsupportedImage(`the TIFF image has ${dtype} samples with predictor ${predictor}, which is not decoded`);
  }
  return { compression, isDifferenced };
}

function readIsPlanar(directory: TiffDirectory): boolean {
  const configuration = oneNumber(directory, 284, 1);
  if (configuration !== 1 && configuration !== 2) throw invalidImage('TIFF', `has planar configuration ${configuration}, which TIFF does not have`);
  return configuration === 2;
}

function checkExtraSamples(directory: TiffDirectory, sampleCount: number, colour: TiffColour): void {
  const colourCount = colour === 'rgb' ? 3 : 1;
  if (sampleCount < colourCount || (colour === 'palette' && sampleCount > 1)) throw invalidImage('TIFF', `has ${sampleCount} samples a pixel, which does not fit its colour space`);
  if (directory.numbers(338).includes(premultiplied)) throw unsupportedImage('the TIFF image has colours multiplied by its alpha channel, which cannot be undone exactly');
}

function colourMapOf(directory: TiffDirectory, colour: TiffColour, dtype: TensorDtype, depth: number, sampleCount: number): readonly number[] {
  if (colour === 'white-is-zero' && !(dtype.startsWith('uint') && depth <= 16 && sampleCount === 1)) {
    throw unsupportedImage(`the TIFF image has ${sampleCount} ${dtype} samples a pixel where white is zero, which is not decoded`);
  }
  if (colour !== 'palette') return [];
  if (dtype !== 'uint8') throw unsupportedImage(`the TIFF image has a palette and ${dtype} samples, which is not decoded`);
  const colourMap = directory.numbers(320);
  if (colourMap.length !== 3 << depth) throw invalidImage('TIFF', 'has a palette that does not fit its samples');
  return colourMap;
}

/** The number that a tag has for every sample. */
function same(directory: TiffDirectory, tag: number, sampleCount: number, absent: number): number {
  const numbers = directory.numbers(tag);
  if (numbers.length === 0) return absent;
  if (numbers.length !== sampleCount && numbers.length !== 1) throw invalidImage('TIFF', `has ${numbers.length} numbers in tag ${tag} and ${sampleCount} samples a pixel`);
  if (numbers.some((number) => number !== numbers[0])) throw unsupportedImage('the TIFF image has samples of several types, and a tensor has one');
  return numbers[0]!;
}
