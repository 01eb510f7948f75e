/** Writes the encodings of Parquet's pages. */
import { varint, zigzag } from './thrift.ts';

/** Values of `width` bits one after another, the lowest bit first. */
export function packBits(values: readonly (number | bigint)[], width: number): number[] {
  const bytes = Array<number>(Math.ceil((values.length * width) / 8)).fill(0);
  values.forEach((value, index) => {
    const whole = BigInt.asUintN(width, BigInt(value));
    for (let bit = 0; bit < width; bit++) {
      const at = index * width + bit;
      if ((whole >> BigInt(bit)) & 1n) bytes[at >>> 3]! |= 1 << (at & 7);
    }
  });
  return bytes;
}

/** A run of one value. */
export function repeatedRun(value: number, count: number, width: number): number[] {
  return [...varint(BigInt(count) * 2n), ...Array.from({ length: (width + 7) >>> 3 }, (_, byte) => (value >>> (8 * byte)) & 0xff)];
}

/** A run of groups of eight; the last one is filled up with zeros. */
export function packedRun(values: readonly number[], width: number): number[] {
  const groupCount = Math.ceil(values.length / 8);
  return [...varint(groupCount * 2 + 1), ...packBits([...values, ...Array<number>(groupCount * 8 - values.length).fill(0)], width)];
}

/** Values as runs: repeated ones where eight or more are equal, packed ones between. */
export function hybrid(values: readonly number[], width: number): number[] {
  const bytes: number[] = [];
  let packed: number[] = [];
  const flush = (): void => {
    if (packed.length > 0) bytes.push(...packedRun(packed, width));
    packed = [];
  };
  for (let index = 0; index < values.length; ) {
    let end = index + 1;
    while (end < values.length && values[end] === values[index]) end++;
    if (packed.length % 8 === 0 && end - index >= 8) {
      flush();
      bytes.push(...repeatedRun(values[index]!, end - index, width));
      index = end;
    } else {
      packed.push(values[index++]!);
    }
  }
  flush();
  return bytes;
}

/** Integers as DELTA_BINARY_PACKED; `bits` is 32 or 64. */
export function deltaPacked(values: readonly bigint[], bits: number, valuesPerMiniblock = 32, miniblockCount = 4): number[] {
  const bytes = [...varint(valuesPerMiniblock * miniblockCount), ...varint(miniblockCount), ...varint(values.length), ...zigzag(values[0] ?? 0n)];
  const deltas = values.slice(1).map((value, index) => BigInt.asIntN(bits, value - values[index]!));
  const blockSize = valuesPerMiniblock * miniblockCount;
  for (let start = 0; start < deltas.length; start += blockSize) {
    const block = deltas.slice(start, start + blockSize);
    const least = block.reduce((a, b) => (b < a ? b : a));
    const miniblocks = Array.from({ length: miniblockCount }, (_, index) => block.slice(index * valuesPerMiniblock, (index + 1) * valuesPerMiniblock).map((delta) => BigInt.asUintN(bits, delta - least)));
    const widths = miniblocks.map((residuals) => residuals.reduce((a, b) => (b > a ? b : a), 0n).toString(2).length).map((width, index) => (miniblocks[index]!.every((residual) => residual === 0n) ? 0 : width));
    bytes.push(...zigzag(least), ...widths);
    miniblocks.forEach((residuals, index) => {
      if (residuals.length > 0) bytes.push(...packBits([...residuals, ...Array<bigint>(valuesPerMiniblock - residuals.length).fill(0n)], widths[index]!));
    });
  }
  return bytes;
}

/** Byte strings as DELTA_LENGTH_BYTE_ARRAY. */
export function deltaLengths(values: readonly Uint8Array[]): number[] {
  return [...deltaPacked(values.map(({ length }) => BigInt(length)), 32), ...values.flatMap((value) => [...value])];
}

/** Byte strings as DELTA_BYTE_ARRAY. */
export function deltaBytes(values: readonly Uint8Array[]): number[] {
  const prefixes = values.map((value, index) => {
    const before = values[index - 1] ?? new Uint8Array(0);
    let length = 0;
    while (length < value.length && length < before.length && value[length] === before[length]) length++;
    return length;
  });
  return [...deltaPacked(prefixes.map(BigInt), 32), ...deltaLengths(values.map((value, index) => value.subarray(prefixes[index])))];
}

/** Integers of 32 or 64 bits, or doubles, as PLAIN. */
export function plain(values: readonly (number | bigint)[], type: 'int32' | 'int64' | 'double'): Uint8Array {
  const numbers = type === 'int64' ? BigInt64Array.from(values, BigInt) : type === 'int32' ? Int32Array.from(values, Number) : Float64Array.from(values, Number);
  return new Uint8Array(numbers.buffer);
}

/** Byte strings as PLAIN. */
export function plainBytes(values: readonly (string | Uint8Array)[]): Uint8Array {
  const parts = values.map((value) => (typeof value === 'string' ? new TextEncoder().encode(value) : value));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + 4 + length, 0));
  let position = 0;
  for (const part of parts) {
    new DataView(bytes.buffer).setUint32(position, part.length, true);
    bytes.set(part, position + 4);
    position += 4 + part.length;
  }
  return bytes;
}
