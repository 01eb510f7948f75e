/** Snappy's raw format. Output never grows beyond what it is given. */

const element = { literal: 0, copy1: 1, copy2: 2 } as const;

/**
 * Decompresses bytes.
 *
 * @throws RangeError unless `output` is filled exactly by the whole of `input`
 */
export function decompressSnappy(input: Uint8Array, output: Uint8Array): void {
  let read = preambleEnd(input, output.length);
  let written = 0;
  while (read < input.length) {
    const tag = input[read++]!;
    const type = tag & 3;
    let length: number;
    if (type === element.literal) {
      length = tag >>> 2;
      if (length >= 60) {
        const byteCount = length - 59;
        length = littleEndian(input, read, byteCount);
        read += byteCount;
      }
      length++;
      if (length > input.length - read || length > output.length - written) throw new RangeError('literals go beyond the end');
      if (length > 24) output.set(input.subarray(read, read + length), written);
      else for (let index = 0; index < length; index++) output[written + index] = input[read + index]!;
      read += length;
    } else {
      let distance: number;
      if (type === element.copy1) {
        length = 4 + ((tag >>> 2) & 7);
        distance = ((tag >>> 5) << 8) | littleEndian(input, read++, 1);
      } else {
        const byteCount = type === element.copy2 ? 2 : 4;
        length = 1 + (tag >>> 2);
        distance = littleEndian(input, read, byteCount);
        read += byteCount;
      }
      if (distance === 0 || distance > written) throw new RangeError('a copy begins before the data');
      if (length > output.length - written) throw new RangeError('a copy goes beyond the end');
      if (length > 24 && distance >= length) output.copyWithin(written, written - distance, written - distance + length);
      else for (let index = 0; index < length; index++) output[written + index] = output[written - distance + index]!;
    }
    written += length;
  }
  if (written !== output.length) throw new RangeError('the data are shorter than they should be');
}

/** The preamble is the length, 7 bits a byte. */
function preambleEnd(input: Uint8Array, expected: number): number {
  let length = 0;
  for (let index = 0; index < 5; index++) {
    const byte = littleEndian(input, index, 1);
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte >= 0x80) continue;
    if (length !== expected) throw new RangeError('the data have another length than they should');
    return index + 1;
  }
  throw new RangeError('the length takes more than 5 bytes');
}

function littleEndian(input: Uint8Array, start: number, byteCount: number): number {
  if (byteCount > input.length - start) throw new RangeError('the data end too early');
  let value = 0;
  for (let index = byteCount - 1; index >= 0; index--) value = value * 256 + input[start + index]!;
  return value;
}
