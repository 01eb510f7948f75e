/** The image file directory of a TIFF file (TIFF 6.0, section 2): tags and their numbers. */
import { invalidImage, unsupportedImage } from '../errors.ts';

/** The tags of a file's one image. */
export interface TiffDirectory {
  readonly isLittleEndian: boolean;
  /** The numbers of a tag; empty when it is absent. @throws InvalidDataError `invalid-image` when it holds no whole numbers */
  numbers(tag: number): readonly number[];
}

const entryLength = 12;
/** Bytes of BYTE, SHORT and LONG, the types of whole numbers, by their codes. */
const numberByteLengths: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4 };

/** Reads the only directory. @throws InvalidDataError `invalid-image`, `unsupported-image` for several pages and BigTIFF */
export function readTiffDirectory(bytes: Uint8Array): TiffDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittleEndian = bytes[0] === 0x49;
  if (bytes.length < 8) throw invalidImage('TIFF', 'ends too early');
  if (view.getUint16(2, isLittleEndian) === 43) throw unsupportedImage('the TIFF image is a BigTIFF, which is not decoded');
  const start = view.getUint32(4, isLittleEndian);
  if (start + 2 > bytes.length) throw invalidImage('TIFF', 'ends too early');
  const end = start + 2 + view.getUint16(start, isLittleEndian) * entryLength;
  if (end + 4 > bytes.length) throw invalidImage('TIFF', 'ends too early');
  if (view.getUint32(end, isLittleEndian) !== 0) throw unsupportedImage('the TIFF image has several pages, and a record holds one picture');
  const entries = new Map<number, number>();
  for (let entry = start + 2; entry < end; entry += entryLength) {
    const tag = view.getUint16(entry, isLittleEndian);
    if (entries.has(tag)) throw invalidImage('TIFF', `has tag ${tag} twice`);
    entries.set(tag, entry);
  }
  return {
    isLittleEndian,
    numbers: (tag) => {
      const entry = entries.get(tag);
      return entry === undefined ? [] : readNumbers(view, entry, isLittleEndian);
    },
  };
}

/** The one number of a tag, or `absent` when there is no such tag. @throws InvalidDataError `invalid-image` */
export function oneNumber(directory: TiffDirectory, tag: number, absent?: number): number {
  const numbers = directory.numbers(tag);
  const number = numbers.length === 0 ? absent : numbers[0];
  if (number === undefined || numbers.length > 1) throw invalidImage('TIFF', `has ${numbers.length} numbers in tag ${tag}; expected one`);
  return number;
}

function readNumbers(view: DataView, entry: number, isLittleEndian: boolean): readonly number[] {
  const byteLength = numberByteLengths[view.getUint16(entry + 2, isLittleEndian)];
  const count = view.getUint32(entry + 4, isLittleEndian);
  if (byteLength === undefined) throw invalidImage('TIFF', `has no whole numbers in tag ${view.getUint16(entry, isLittleEndian)}`);
  const start = byteLength * count <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittleEndian);
  if (start + byteLength * count > view.byteLength) throw invalidImage('TIFF', 'ends too early');
  return Array.from({ length: count }, (_, index) => {
    const offset = start + index * byteLength;
    if (byteLength === 1) return view.getUint8(offset);
    return byteLength === 2 ? view.getUint16(offset, isLittleEndian) : view.getUint32(offset, isLittleEndian);
  });
}
