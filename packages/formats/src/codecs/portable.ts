/** Decompression without Node's zlib, for browsers. */
import type { Decompressor } from './codec.ts';
import { crc32 } from './crc32.ts';

/** Loads the library of one compression. */
export async function loadPortable(codec: 'gzip' | 'brotli' | 'zstd'): Promise<Decompressor> {
  switch (codec) {
    case 'gzip':
      return loadGzip();
    case 'brotli':
      return loadBrotli();
    default:
      return loadZstd();
  }
}

const emptyRoom = 1 << 20;

/** A library in which a result of another length than asked for is seen, and frames' checksums are checked. */
async function loadZstd(): Promise<Decompressor> {
  const { ZSTDDecoder } = await import('zstddec');
  const decoder = new ZSTDDecoder();
  await decoder.init();
  // With 0 it would believe the frame's own length. Failure comes as an empty result; where nothing is expected, room
  // for something lets most failures be seen.
  return (input, byteLength) => decoder.decode(input, byteLength === 0 ? emptyRoom : byteLength);
}

async function loadBrotli(): Promise<Decompressor> {
  const { BrotliDecStream, BrotliStreamResultCode, default: initialize } = await import('brotli-dec-wasm/web');
  await initialize();
  return (input, byteLength) => {
    const stream = new BrotliDecStream();
    try {
      // One byte more, so that too long an output is seen.
      const { buf, code } = stream.dec(input, byteLength + 1);
      if (code === BrotliStreamResultCode.NeedsMoreInput) throw new RangeError('the data end too early');
      return buf;
    } finally {
      stream.free();
    }
  };
}

const headerByteLength = 10;
const trailerByteLength = 8;
const flag = { headerCheck: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

/** One member (RFC 1952). Libraries leave out its checksum. */
async function loadGzip(): Promise<Decompressor> {
  const { inflateSync } = await import('fflate');
  return (input, byteLength) => {
    const start = gzipHeaderEnd(input);
    const end = input.length - trailerByteLength;
    if (start >= end) throw new RangeError('the data end too early');
    // One byte more, so that too long an output is seen.
    const output = inflateSync(input.subarray(start, end), { out: new Uint8Array(byteLength + 1) });
    const trailer = new DataView(input.buffer, input.byteOffset + end, trailerByteLength);
    if (trailer.getUint32(0, true) !== crc32(output) || trailer.getUint32(4, true) !== output.length) throw new RangeError('the checksum is wrong, or there are several members');
    return output;
  };
}

function gzipHeaderEnd(input: Uint8Array): number {
  const flags = input[3]!;
  if (input.length < headerByteLength || input[0] !== 0x1f || input[1] !== 0x8b || input[2] !== 8 || (flags & flag.reserved) !== 0) throw new RangeError('no gzip header');
  let end = headerByteLength;
  if ((flags & flag.extra) !== 0) end += 2 + (input[end] ?? 0) + 256 * (input[end + 1] ?? 0);
  for (const text of [flag.name, flag.comment]) {
    if ((flags & text) === 0) continue;
    const zero = input.indexOf(0, end);
    if (zero === -1) throw new RangeError('the data end too early');
    end = zero + 1;
  }
  return (flags & flag.headerCheck) === 0 ? end : end + 2;
}
