/** The header of a PNG file (W3C PNG, section 11.2.1). */
import { invalidImage } from '../errors.ts';

/** Colour types by the names of the specification. */
type PngColour = 'greyscale' | 'truecolour' | 'indexed' | 'greyscale-alpha' | 'truecolour-alpha';

/** What the header says. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  readonly colour: PngColour;
  /** Samples of a pixel as stored; an index is one sample. */
  readonly sampleCount: number;
  readonly interlaced: boolean;
}

interface ColourType {
  readonly colour: PngColour;
  readonly sampleCount: number;
  readonly depths: readonly number[];
}

const colourTypes: Readonly<Record<number, ColourType>> = {
  0: { colour: 'greyscale', sampleCount: 1, depths: [1, 2, 4, 8, 16] },
  2: { colour: 'truecolour', sampleCount: 3, depths: [8, 16] },
  3: { colour: 'indexed', sampleCount: 1, depths: [1, 2, 4, 8] },
  4: { colour: 'greyscale-alpha', sampleCount: 2, depths: [8, 16] },
  6: { colour: 'truecolour-alpha', sampleCount: 4, depths: [8, 16] },
};

/** Reads the contents of `IHDR`. @throws InvalidDataError `invalid-image` */
export function readPngHeader(data: Uint8Array): PngHeader {
  if (data.length !== 13) throw invalidImage('PNG', `has a header of ${data.length} bytes; expected 13`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const depth = data[8]!;
  const type = colourTypes[data[9]!];
  if (type === undefined || !type.depths.includes(depth)) throw invalidImage('PNG', `has colour type ${data[9]} with ${depth} bits, which PNG does not have`);
  if (data[10] !== 0 || data[11] !== 0 || data[12]! > 1) throw invalidImage('PNG', 'has a compression, filter or interlace method that PNG does not have');
  return { width: view.getUint32(0), height: view.getUint32(4), depth, colour: type.colour, sampleCount: type.sampleCount, interlaced: data[12] === 1 };
}
