/** Arguments, limits and what other programs print. */
import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import { atLeast, atMost } from './limit.ts';
import { formatNumber } from '@datasig/chart';
import { formatRatio } from './numbers.ts';
import { bytesPerSecond } from './openssl.ts';
import { pinnedVersions } from './peers/python.ts';

test('all benchmarks are meant where none is named, and unknown ones are refused', () => {
  expect(readArguments([], ['a', 'b'])).toEqual({ help: false, quick: false, json: false, profile: false, writeDocuments: false, names: ['a', 'b'] });
  expect(readArguments(['b', '--quick', '--write-docs', '--profile'], ['a', 'b'])).toMatchObject({ quick: true, writeDocuments: true, profile: true, names: ['b'] });
  expect(() => readArguments(['c'], ['a', 'b'])).toThrow('no benchmark is named c; there are a, b');
  expect(() => readArguments(['--fast'], ['a'])).toThrow('--fast');
});

test('limits hold where they are reached', () => {
  expect([atMost('a', 3, 3).holds, atMost('a', 3.01, 3).holds, atLeast('a', 3, 3).holds, atLeast('a', 2.99, 3).holds]).toEqual([true, false, true, false]);
  expect(atMost('a', 1.234, 3)).toMatchObject({ limit: 'at most 3×', measured: '1.23×' });
});

test('numbers have the digits that count', () => {
  expect([0.123_45, 12.345, 123.45, 12_345.6, 7].map(formatNumber)).toEqual(['0.123', '12.3', '123', '12,346', '7']);
  expect([0.5, 9.999, 12.345, 123.45].map(formatRatio)).toEqual(['0.50', '10.00', '12.3', '123']);
});

test('the speed is read from what openssl prints', () => {
  expect(bytesPerSecond('+H:100\n+F:25:sha256:533903529.41\n')).toBe(533_903_529.41);
  expect(() => bytesPerSecond('Error')).toThrow('not understood');
});

test('versions are read from requirements', () => {
  expect(pinnedVersions('# any\nnumpy==2.4.6\npython-dateutil==4.0.0\n')).toEqual({ numpy: '2.4.6', 'python-dateutil': '4.0.0' });
});
