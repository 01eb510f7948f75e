/** Generated values, and other ways to write a value that means the same. */
import fc from 'fast-check';
import { CalendarDate, Decimal, Duration, Entries, NumberLiteral, Tensor, TimeOfDay, Timestamp, Uuid } from '../src/canonical/value.ts';
import { tensorByteLength, tensorDtypes } from '../src/canonical/tensor.ts';
import type { DecimalValue, EntriesValue, TensorValue, TimeValue, Value } from '../src/spec/v1/batch.ts';

type Tree = { readonly [name: string]: Value };

/** Doubles around every border of the encoding. */
export const numbers: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double(),
  fc.float(),
  fc.integer({ min: -2048, max: 2048 }).map((mantissa) => mantissa * 2 ** -11),
  fc.tuple(fc.integer({ min: -1074, max: 1023 }), fc.constantFrom(1, -1, 1.5, -1.25)).map(([exponent, mantissa]) => mantissa * 2 ** exponent),
  fc.constantFrom(-0, Infinity, -Infinity, Number.NaN, 2 ** 53 - 1, 2 ** 53, 2 ** 64, -(2 ** 64), Number.MAX_VALUE, 5e-324),
);

/** Integers below 2^1024, most of them near a power of two. */
export const integers: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: -300n, max: 300n }),
  fc.tuple(fc.integer({ min: 0, max: 1023 }), fc.bigInt({ min: -2n, max: 2n }), fc.constantFrom(1n, -1n)).map(([bits, more, sign]) => sign * ((1n << BigInt(bits)) + more)),
);

/** Decimals, many of them integral or with trailing zeros. */
export const decimals: fc.Arbitrary<Decimal> = fc
  .tuple(fc.oneof(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })), fc.integer({ min: -6, max: 6 }))
  .map(([mantissa, exponent]) => new Decimal(mantissa, exponent));

/** Well-formed text, also with NUL, a byte order mark and characters beyond U+FFFF. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', 'a', 'b', '\u0000', '\uFEFFa', 'é', 'e\u0301', '😀', '\uE000', '__proto__', 'constructor', '1', '10', '2'),
  fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => text.isWellFormed()),
);

const nanoseconds = fc.oneof(fc.bigInt({ min: -3n, max: 3n }), fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: -9n, max: 9n }).map((seconds) => seconds * 10n ** 9n));
const bytes = fc.uint8Array({ maxLength: 30 });

/** Tensors of every dtype, rank 0 and empty ones among them. */
export const tensors: fc.Arbitrary<Tensor> = fc
  .tuple(fc.constantFrom(...tensorDtypes), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }))
  .chain(([dtype, shape]) => {
    const length = tensorByteLength(dtype, shape);
    return fc.uint8Array({ minLength: length, maxLength: length, ...(dtype === 'bool' && { max: 1 }) }).map((data) => new Tensor(dtype, shape, data));
  });

const leaves: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(null, undefined, true, false),
  numbers,
  integers,
  decimals,
  texts,
  bytes,
  nanoseconds.map((each) => new Timestamp(each)),
  nanoseconds.map((each) => new Duration(each)),
  fc.bigInt({ min: 0n, max: 86_400n * 10n ** 9n - 1n }).map((each) => new TimeOfDay(each)),
  fc.bigInt({ min: -800_000n, max: 3_000_000n }).map((days) => new CalendarDate(days)),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((each) => new Uuid(each)),
  tensors,
  fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(-0, 1e21)).map((number) => new NumberLiteral(JSON.stringify(number))),
);

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: leaves, weight: 4 },
    { arbitrary: fc.array(tie('value'), { maxLength: 4 }), weight: 1 },
    { arbitrary: fc.dictionary(texts, tie('value'), { maxKeys: 4 }), weight: 1 },
    { arbitrary: fc.uniqueArray(fc.tuple(texts, tie('value')), { maxLength: 3, selector: ([key]) => key }).map((entries) => new Entries(entries)), weight: 1 },
    { arbitrary: fc.uniqueArray(fc.tuple(fc.bigInt({ min: -9n, max: 9n }), tie('value')), { maxLength: 3, selector: ([key]) => key }).map((entries) => new Entries(entries)), weight: 1 },
  ),
}));

/** Any value that has an encoding. */
export const values: fc.Arbitrary<Value> = value;

/** The same value in other words: another type, order of keys or nulls more. `choose` gives whole numbers below its argument. */
export function respell(original: Value, choose: (count: number) => number): Value {
  if (typeof original === 'boolean') return choose(2) === 0 ? original : new Tensor('bool', [], Uint8Array.of(original ? 1 : 0));
  if (typeof original === 'bigint') return respellInteger(original, choose);
  if (typeof original === 'number') return Number.isInteger(original) ? respellInteger(BigInt(original), choose) : new Tensor('float64', [], float64(original));
  if (typeof original !== 'object' || original === null || original instanceof Uint8Array) return original;
  if (Array.isArray(original)) return original.map((element) => respell(element as Value, choose));
  if (original instanceof Decimal) return respellDecimal(original, choose(4));
  if (original instanceof TimeOfDay) return new Duration((original as TimeValue).nanoseconds);
  if (original instanceof Tensor) return respellTensor(original);
  if (original instanceof Entries) return respellEntries(original.entries, choose);
  return Object.getPrototypeOf(original) === Object.prototype ? respellStruct(original as Tree, choose) : original;
}

function respellInteger(integer: bigint, choose: (count: number) => number): Value {
  const spellings: Value[] = [integer, new Decimal(integer, 0), new Decimal(integer * 1000n, -3), new NumberLiteral(String(integer))];
  if (BigInt.asIntN(64, integer) === integer) spellings.push(new Tensor('int64', [], new Uint8Array(BigInt64Array.of(integer).buffer)));
  if (Number.isSafeInteger(Number(integer))) spellings.push(Number(integer), new Tensor('float64', [], float64(Number(integer))));
  return spellings[choose(spellings.length)];
}

function respellDecimal({ mantissa, exponent }: DecimalValue, zeros: number): Value {
  return new Decimal(mantissa * 10n ** BigInt(zeros), exponent - zeros);
}

function respellTensor({ dtype, shape, data }: TensorValue): Value {
  return dtype === 'bool' && shape.length > 0 ? new Tensor('uint8', shape, data) : new Tensor(dtype, [...shape], data.slice());
}

function respellEntries(entries: EntriesValue['entries'], choose: (count: number) => number): Value {
  const others = entries.map(([key, inner]): [Value, Value] => [respell(key, choose), respell(inner, choose)]);
  if (!entries.every(([key]) => typeof key === 'string')) return choose(2) === 0 ? new Entries(others) : new Map(others);
  return choose(2) === 0 ? new Entries(others.toReversed()) : (Object.fromEntries(others) as Tree);
}

function respellStruct(struct: Tree, choose: (count: number) => number): Value {
  const entries = Object.entries(struct).map(([name, inner]) => [name, respell(inner, choose)] as const).toReversed();
  const present = entries.filter(([, inner]) => inner !== null && inner !== undefined);
  return choose(2) === 0 ? new Map(present) : (Object.fromEntries([...present, ['a null more than before', null]]) as Tree);
}

function float64(number: number): Uint8Array {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setFloat64(0, number, true);
  return data;
}
