/** How lossless WebP writes prefix codes (RFC 9649, section 3.7.2.1). */
import { invalidImage } from '../errors.ts';
import type { BitReader } from './bit-reader.ts';
import { PrefixCode } from './prefix-code.ts';

const lengthSymbolOrder: readonly number[] = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const repeatPrevious = 16;
const repeatZeroShort = 17;

/** Reads a code for symbols below `symbolCount`. @throws InvalidDataError `invalid-image` */
export function readPrefixCode(reader: BitReader, symbolCount: number): PrefixCode {
  const code = new PrefixCode(reader.read(1) === 1 ? readSimpleLengths(reader, symbolCount) : readLengths(reader, symbolCount));
  reader.assertInside();
  return code;
}

/** One or two symbols, written as they are. */
function readSimpleLengths(reader: BitReader, symbolCount: number): Uint8Array {
  const lengths = new Uint8Array(symbolCount);
  const hasTwo = reader.read(1) === 1;
  const symbols = [reader.read(reader.read(1) === 1 ? 8 : 1)];
  if (hasTwo) symbols.push(reader.read(8));
  for (const symbol of symbols) {
    if (symbol >= symbolCount) throw invalidImage('WebP', 'is damaged: a symbol is beyond its alphabet');
    lengths[symbol] = 1;
  }
  return lengths;
}

/** Lengths that are coded by a prefix code of their own. */
function readLengths(reader: BitReader, symbolCount: number): Uint8Array {
  const lengthCodeLengths = new Uint8Array(lengthSymbolOrder.length);
  const writtenCount = 4 + reader.read(4);
  for (let index = 0; index < writtenCount; index++) lengthCodeLengths[lengthSymbolOrder[index]!] = reader.read(3);
  const lengthCode = new PrefixCode(lengthCodeLengths);
  const lengths = new Uint8Array(symbolCount);
  let tokens = reader.read(1) === 0 ? symbolCount : 2 + reader.read(2 + 2 * reader.read(3));
  if (tokens > symbolCount) throw invalidImage('WebP', 'is damaged: a prefix code has too many symbols');
  let previous = 8;
  for (let symbol = 0; symbol < symbolCount && tokens > 0; tokens--) {
    const token = lengthCode.read(reader);
    if (token < repeatPrevious) {
      lengths[symbol++] = token;
      if (token !== 0) previous = token;
      continue;
    }
    const count = token === repeatPrevious ? 3 + reader.read(2) : token === repeatZeroShort ? 3 + reader.read(3) : 11 + reader.read(7);
    if (symbol + count > symbolCount) throw invalidImage('WebP', 'is damaged: a prefix code has too many symbols');
    lengths.fill(token === repeatPrevious ? previous : 0, symbol, symbol + count);
    symbol += count;
  }
  return lengths;
}
