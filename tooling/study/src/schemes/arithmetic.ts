/** Smallest values under arithmetic of one multiplication a place, by compiled code that takes four records at a time. */
import { type Digests, wordsOf } from '../digests.ts';
import { binary } from './arithmetic-binary.ts';

/** What assembly/arithmetic.ts exports. */
interface ArithmeticExports {
  readonly memory: WebAssembly.Memory;
  readonly free: WebAssembly.Global;
  readonly lowerLinear: LowerFunction;
  readonly lowerUniversal: LowerFunction;
}

type LowerFunction = (words: number, count: number, coefficients: number, minima: number, k: number) => void;

/** Records that are gone through for all places at once, so that they stay near. */
const wordsInBlock = 4096;
const lanes = 4;
const wordsOfPlace = 4;
const pageByteLength = 65_536;
/** A minimum that no record has lowered is 2^32. */
const greatest = 2 ** 32 - 1;

const { memory, free, lowerLinear, lowerUniversal } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(binary, 'base64'))).exports as unknown as ArithmeticExports;

/** Lowers minima, as shares of 2^32, by the first words of records; `coefficients` are four words a place. */
export type LowerMinima = (minima: Float64Array, records: Digests, coefficients: Uint32Array) => void;

/** Linear permutations a · x + b mod 2^32, a made odd. */
export const lowerByPermutations: LowerMinima = (minima, records, coefficients) => lower(lowerLinear, minima, records, coefficients);
/** The upper word of (a · x + b) mod 2^64. */
export const lowerByProducts: LowerMinima = (minima, records, coefficients) => lower(lowerUniversal, minima, records, coefficients);

function lower(lowerBlock: LowerFunction, minima: Float64Array, records: Digests, coefficients: Uint32Array): void {
  const words = wordsOf(records);
  if (words.length === 0) return;
  const k = minima.length;
  const first = Number(free.value) / 4;
  const [table, values, end] = [first + wordsInBlock, first + wordsInBlock + wordsOfPlace * k, first + wordsInBlock + (wordsOfPlace + 1) * k];
  const missing = 4 * end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageByteLength));
  const all = new Uint32Array(memory.buffer);
  all.set(coefficients.subarray(0, wordsOfPlace * k), table);
  for (let place = 0; place < k; place++) all[values + place] = Math.min(minima[place]! * 2 ** 32, greatest);
  for (let start = 0; start < words.length; start += wordsInBlock) {
    const block = words.subarray(start, start + wordsInBlock);
    all.set(block, first);
    // A word that is there again changes nothing.
    const whole = lanes * Math.ceil(block.length / lanes);
    all.fill(block[0]!, first + block.length, first + whole);
    lowerBlock(4 * first, whole, 4 * table, 4 * values, k);
  }
  for (let place = 0; place < k; place++) minima[place] = all[values + place]! / 2 ** 32;
}
