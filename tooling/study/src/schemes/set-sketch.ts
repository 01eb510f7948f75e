/**
 * SetSketch1: k registers, each the logarithm, to a base b near 1, of the smallest of exponential values, so that a
 * register takes one or two bytes (Ertl, "SetSketch: filling the gap between MinHash and HyperLogLog", VLDB 14, 2021,
 * §2, with the joint estimator of §3.2).
 */
import { type PairSizes, Random } from '../core.ts';
import { digestByteLength, type Digests, viewOf } from '../digests.ts';
import { LazyPermutation } from './lazy-permutation.ts';
import { estimateByOrder } from './order.ts';
import type { Scheme, SchemeComparison, Setting } from './scheme.ts';

/** Registers of a set. */
type Registers = Uint16Array;

/** Base, rate, and the largest value of a register. */
interface Parameters {
  readonly base: number;
  readonly limit: number;
}

/** Rate of the exponentials: with 20 the lowest register is 0 only where there are no records (§2.3). */
const rate = 20;

function setSketch(name: string, byteLength: number, parameters: Parameters): Scheme<Registers> {
  const powers = powersOf(parameters);
  return {
    name,
    title: `SetSketch with b = ${parameters.base}, ${byteLength === 1 ? 'a byte' : 'two bytes'} a register (Ertl 2021)`,
    mergeable: true,
    shipped: false,
    stepsPerRecord: () => 40,
    sketch: (records, { k }) => fillRegisters(records, k, parameters),
    merge: mergeRegisters,
    compare: (a, b) => compareRegisters(a, b, parameters, powers),
    byteLength: (registers) => byteLength * registers.length,
    draw: (random, sizes, setting) => drawRegisters(random, sizes, setting, parameters),
  };
}

function toRegister(value: number, { base, limit }: Parameters): number {
  return Math.min(Math.max(Math.floor(1 - Math.log(value) / Math.log(base)), 0), limit);
}

function mergeRegisters(a: Registers, b: Registers): Registers {
  return a.map((value, place) => Math.max(value, b[place]!));
}

/** A record's values ascend, each in a place of its own, until they change nothing any more. */
function fillRegisters({ count, bytes }: Digests, k: number, parameters: Parameters): Registers {
  const registers = new Uint16Array(k);
  const view = viewOf(bytes);
  const permutation = new LazyPermutation(k);
  let [lowest, changes] = [0, 0];
  for (let index = 0; index < count; index++) {
    const stream = Random.ofState(Uint32Array.from({ length: 4 }, (_, word) => view.getUint32(index * digestByteLength + 4 * word)));
    let value = 0;
    permutation.begin();
    // The places are drawn before the values, hence independent of them: a place's value is exponential (SetSketch1).
    for (let step = 0; step < k; step++) {
      value -= Math.log(stream.uniform()) / (rate * (k - step));
      const register = toRegister(value, parameters);
      if (register <= lowest) break;
      const place = permutation.take(step, stream);
      if (register <= registers[place]!) continue;
      registers[place] = register;
      changes++;
      if (changes % k === 0) lowest = Math.min(...registers);
    }
  }
  return registers;
}

/** The smallest of `size` exponentials of one rate is exponential with their sum as its rate. */
function drawRegisters(random: Random, { both, onlyA, onlyB }: PairSizes, { k }: Setting, parameters: Parameters): [Registers, Registers] {
  const [common, a, b] = [both, onlyA, onlyB].map((size) =>
    Uint16Array.from({ length: k }, () => (size === 0 ? 0 : toRegister(-Math.log(random.uniform()) / (rate * size), parameters))),
  ) as [Registers, Registers, Registers];
  return [mergeRegisters(common, a), mergeRegisters(common, b)];
}

/** Powers of the base by register: the values that registers stand for, but for a factor. */
function powersOf({ base, limit }: Parameters): Float64Array {
  return Float64Array.from({ length: limit + 1 }, (_, register) => base ** -register);
}

/** §3.1, equation of the simple estimator without the corrections for registers at their ends. */
function cardinality(sum: number, k: number, base: number): number {
  return (k * (1 - 1 / base)) / (rate * Math.log(base) * sum);
}

function compareRegisters(a: Registers, b: Registers, { base }: Parameters, powers: Float64Array): SchemeComparison {
  const k = a.length;
  if (!a.some((value) => value > 0) || !b.some((value) => value > 0)) return { jaccard: { estimate: 0, limits: null }, aInB: { estimate: 0, limits: null } };
  let [aFirst, bFirst, sumA, sumB, sumUnion] = [0, 0, 0, 0, 0];
  for (let place = 0; place < k; place++) {
    const [registerA, registerB] = [a[place]!, b[place]!];
    // The larger register is that of the smaller minimum.
    if (registerA > registerB) aFirst++;
    else if (registerA < registerB) bFirst++;
    sumA += powers[registerA]!;
    sumB += powers[registerB]!;
    sumUnion += powers[Math.max(registerA, registerB)]!;
  }
  const { estimate, lower, upper } = estimateByOrder({ equal: k - aFirst - bFirst, aFirst, bFirst, sumA, sumB, sumUnion }, base);
  const [sizeA, sizeB] = [cardinality(sumA, k, base), cardinality(sumB, k, base)];
  const intersection = (estimate / (1 + estimate)) * (sizeA + sizeB);
  return { jaccard: { estimate, limits: { lower, upper } }, aInB: { estimate: Math.min(1, intersection / sizeA), limits: null } };
}

/** Two bytes a register: nearly as sharp as minima of eight. */
export const setSketchWide: Scheme<Registers> = setSketch('set-sketch-16', 2, { base: 1.001, limit: 65_535 });
/** One byte a register. */
export const setSketchNarrow: Scheme<Registers> = setSketch('set-sketch-8', 1, { base: 1.2, limit: 255 });
