/** The container of WebP files (RFC 9649, section 2): finds the lossless bitstream. */
import { invalidImage, unsupportedImage } from '../errors.ts';

/** Size of the canvas, where the extended layout tells it. */
interface Canvas {
  readonly width: number;
  readonly height: number;
}

/** The lossless image of a file. */
export interface WebpImage {
  /** The contents of the `VP8L` chunk: a view of the file. */
  readonly data: Uint8Array;
  readonly canvas?: Canvas;
}

const animationFlag = 0x02;

/** Finds the lossless image. Bytes after the container count for nothing. @throws InvalidDataError `invalid-image`, `unsupported-image` when it is lossy or animated */
export function findWebpImage(bytes: Uint8Array): WebpImage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) throw invalidImage('WebP', 'ends too early');
  let canvas: Canvas | undefined;
  for (let start = 12; start + 8 <= end;) {
    const dataEnd = start + 8 + view.getUint32(start + 4, true);
    if (dataEnd > end) throw invalidImage('WebP', 'ends too early');
    const data = bytes.subarray(start + 8, dataEnd);
    switch (String.fromCharCode(...bytes.subarray(start, start + 4))) {
      case 'VP8X':
        canvas = readCanvas(data);
        break;
      case 'VP8L':
        return { data, ...(canvas !== undefined && { canvas }) };
      case 'VP8 ':
        throw unsupportedImage('the WebP image is lossy, and decoders differ in its pixels');
      case 'ANIM':
      case 'ANMF':
        throw animated();
      default:
    }
    start = dataEnd + (data.length & 1);
  }
  throw invalidImage('WebP', 'holds no image');
}

function readCanvas(data: Uint8Array): Canvas {
  if (data.length < 10) throw invalidImage('WebP', 'has a header that is too short');
  if ((data[0]! & animationFlag) !== 0) throw animated();
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { width: 1 + (view.getUint32(4, true) & 0xffffff), height: 1 + (view.getUint32(6, true) >>> 8) };
}

function animated(): Error {
  return unsupportedImage('the WebP image is animated, and a record holds one picture');
}
