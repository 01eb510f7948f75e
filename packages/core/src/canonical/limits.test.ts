/** Limits of depth and size, and what is no value at all; no message shows what a record holds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, errorOf, toHex } from '../../test/outcome.ts';
import type { Value } from '../spec/v1/batch.ts';
import { encodeCanonical, writeValue } from './encode.ts';
import { Decimal, Entries, NumberLiteral, Tensor, TimeOfDay, Uuid, valueTag } from './value.ts';
import { CanonicalWriter } from './writer.ts';

const containers: readonly [string, (inner: Value) => Value][] = [
  ['lists', (inner) => [inner]],
  ['structs', (inner) => ({ a: inner })],
  ['maps with text keys', (inner) => new Map([['a', inner]])],
  ['maps with other keys', (inner) => new Map([[1, inner]])],
  ['entries', (inner) => new Entries([[1n, inner]])],
  ['map keys', (inner) => new Entries([[inner, 1]])],
];

describe('depth', () => {
  const nested = (wrap: (inner: Value) => Value, levels: number): Value => Array.from({ length: levels }).reduce<Value>(wrap, 1);

  it.each(containers)('%s end at 64 levels', (_, wrap) => {
    expect(encodeCanonical(nested(wrap, 63)).length).toBeGreaterThan(63);
    expect(codeOf(() => encodeCanonical(nested(wrap, 64)))).toBe('depth-exceeded');
    expect(codeOf(() => encodeCanonical(nested(wrap, 5000)))).toBe('depth-exceeded');
  });

  it('refuses a list that holds itself', () => {
    const list: Value[] = [];
    list.push(list);
    expect(codeOf(() => encodeCanonical(list))).toBe('depth-exceeded');
  });

  it('counts an empty container as a level and a tensor as none', () => {
    const tensor = new Tensor('uint8', [1, 1], Uint8Array.of(1));
    const around = (inner: Value, levels: number): Value => Array.from({ length: levels }).reduce<Value>((within) => [within], inner);
    expect(toHex(encodeCanonical(around(tensor, 63)))).toMatch(/^(81){63}d828/);
    expect(toHex(encodeCanonical(around([], 63)))).toMatch(/^(81){63}80$/);
    expect(codeOf(() => encodeCanonical(around([], 64)))).toBe('depth-exceeded');
  });
});

describe('record byte limit', () => {
  const write = (value: Value, recordByteLimit: number): number => {
    const writer = new CanonicalWriter({ recordByteLimit });
    writer.begin();
    writeValue(writer, value, 1);
    writer.end();
    return writer.length;
  };

  it.each<[string, Value]>([
    ['a short text', 'x'.repeat(10)],
    ['a long text', 'x'.repeat(5000)],
    ['bytes', new Uint8Array(70_000)],
    ['a list', Array.from({ length: 3000 }, (_, index) => index)],
    ['a tensor', new Tensor('uint8', [100, 100], new Uint8Array(10_000))],
    ['a struct', { a: 'x'.repeat(2000), b: 1 }],
  ])('%s may be as long as it, and not a byte longer', (_, value) => {
    const { length } = encodeCanonical(value);
    expect(write(value, length)).toBe(length);
    expect(codeOf(() => write(value, length - 1))).toBe('record-too-large');
  });

  it('counts each record by itself', () => {
    const writer = new CanonicalWriter({ recordByteLimit: 1001 });
    for (let record = 0; record < 50; record++) {
      writer.begin();
      writeValue(writer, 'x'.repeat(998), 1);
      writer.end();
    }
    expect(writer.length).toBe(50 * 1001);
  });

  it('refuses before it asks for the memory', () => {
    const asked: number[] = [];
    const grow = (byteLength: number): Uint8Array => (asked.push(byteLength), new Uint8Array(byteLength));
    const writer = new CanonicalWriter({ grow, recordByteLimit: 10_000 });
    writer.begin();
    expect(codeOf(() => writeValue(writer, new Uint8Array(1_000_000), 1))).toBe('record-too-large');
    expect(Math.max(...asked)).toBeLessThan(20_000);
  });
});

class Point {
  readonly x = 1;
}

const notValues: readonly [string, unknown][] = [
  ['a date object', new Date(0)],
  ['a set', new Set([1])],
  ['an instance of a class', new Point()],
  ['a function', () => 1],
  ['a symbol', Symbol('a')],
  ['an array buffer', new ArrayBuffer(1)],
  ['a float array', Float64Array.of(1)],
  ['clamped bytes', Uint8ClampedArray.of(1)],
  ['an error', new RangeError('x')],
  ['an unknown tag', { [valueTag]: 'colour' }],
  ['a UUID of 15 bytes', new Uuid(new Uint8Array(15))],
  ['a UUID of 17 bytes', new Uuid(new Uint8Array(17))],
  ['24:00', new TimeOfDay(86_400_000_000_000n)],
  ['a time before midnight', new TimeOfDay(-1n)],
];

describe('what is no value', () => {
  it.each(notValues)('%s, also inside others', (_, value) => {
    for (const [, wrap] of containers) expect(codeOf(() => encodeCanonical(wrap(value as Value)))).toBe('unsupported-value');
    expect(codeOf(() => encodeCanonical(value as Value))).toBe('unsupported-value');
  });

  it('takes objects without prototype and buffers', () => {
    expect(toHex(encodeCanonical(Object.assign(Object.create(null) as object, { a: 1 }) as Value))).toBe('a1616101');
    expect(toHex(encodeCanonical(Buffer.from([1])))).toBe('4101');
  });
});

describe('messages', () => {
  const secret = 'k9Zq';
  const bytes = new TextEncoder().encode(secret);
  const refusedValues: readonly Value[] = [
    `${secret}\uD800`,
    { [`${secret}\uD800`]: 1 },
    new Map<Value, Value>([[null, secret]]),
    new Entries([[secret, 1], [secret, 2]]),
    new Entries([[{ [secret]: secret }, 1], [{ [secret]: secret }, 2]]),
    new NumberLiteral(secret),
    new Uuid(bytes),
    new Tensor('uint8', [1], bytes),
    new Tensor('bool', [4], bytes),
    Object.assign(new Point(), { [secret]: secret }) as unknown as Value,
    new Decimal(7_919_7_919n, 5000),
    77_919_779_191_919n ** 80n,
  ];

  it('never show a value, nor what stands around it', () => {
    const around = fc.constantFrom<(inner: Value) => Value>((inner) => [secret, inner], (inner) => ({ [secret]: inner, b: secret }), (inner) => new Map<Value, Value>([[secret, secret], ['b', inner]]));
    fc.assert(
      fc.property(fc.constantFrom(...refusedValues), fc.array(around, { maxLength: 3 }), (value, wraps) => {
        const error = errorOf(() => encodeCanonical(wraps.reduce<Value>((inner, wrap) => wrap(inner), value)));
        expect(JSON.stringify([error.message, error.context, String(error.cause)])).not.toMatch(/k9Zq|7919|107, ?57/);
      }),
      { numRuns: 300, seed: 20260105 },
    );
  });
});
