/** Lists, filters and sketches of known records, against sets that are known. */
import { canonicalizationFor, createFingerprint, DatasigError, type Fingerprint, Fingerprinter, type FingerprinterOptions, keyIdOf, RecordDigester, recordDigestByteLength, sha256Hex } from '@datasig/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, numbers } from '../../test/fingerprints.ts';
import { DigestSet } from './digest-set.ts';
import { filterOf, looksLikeFilter, readRecordFilter, writeRecordFilter } from './record-filter.ts';
import { RecordList, RecordListReader, writeRecordList } from './record-list.ts';
import { screenDataset, screenSketch } from './screen.ts';

function digestsOf(ids: readonly number[], key?: Uint8Array): Uint8Array {
  return new RecordDigester(key === undefined ? {} : { key }).digest({ kind: 'rows', rows: ids.map((id) => ({ id })) });
}

function listOf(ids: readonly number[], key?: Uint8Array): RecordList {
  const digests = new DigestSet();
  const bytes = digestsOf(ids, key);
  for (let index = 0; index < ids.length; index++) digests.add(bytes, index * recordDigestByteLength);
  return new RecordList(canonicalizationFor(key), digests);
}

function read(text: string | Uint8Array, pieceLength = 1000): RecordList {
  const reader = new RecordListReader();
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let start = 0; start < bytes.length; start += pieceLength) reader.add(bytes.subarray(start, start + pieceLength));
  return reader.finish();
}

function errorOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (DatasigError.is(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('did not fail');
}

const written = (list: RecordList): string => [...writeRecordList(list)].join('');
const sets = fc.uniqueArray(fc.nat(200), { maxLength: 60 });

describe('a set of digests', () => {
  it('has what was added, sorted', () => {
    const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
    // Few different first bytes: many meet.
    const close = fc.tuple(fc.constantFrom(0, 1), digest).map(([first, bytes]) => Uint8Array.from(bytes, (byte, index) => (index < 8 ? first : byte)));
    fc.assert(
      fc.property(fc.array(fc.oneof(digest, close), { maxLength: 60 }), digest, (added, other) => {
        const set = new DigestSet();
        for (const bytes of added) set.add(bytes);
        const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
        const expected = [...new Set(added.map(hex))].sort();
        expect(hex(set.toSorted())).toBe(expected.join(''));
        expect(set.count).toBe(expected.length);
        expect(added.every((bytes) => set.has(bytes))).toBe(true);
        expect(set.has(other)).toBe(expected.includes(hex(other)));
      }),
      { seed: 20261130 },
    );
  });

  it('grows', () => {
    const list = listOf(numbers(0, 20_000));
    expect(list.count).toBe(20_000);
    const others = digestsOf(numbers(10_000, 30_000));
    const found = numbers(0, 20_000).filter((index) => list.has(others, index * recordDigestByteLength));
    expect(found).toEqual(numbers(0, 10_000));
  });
});

describe('a list', () => {
  it('is read as it was written, in pieces of any length', () => {
    fc.assert(
      fc.property(sets, fc.integer({ min: 1, max: 200 }), (ids, pieceLength) => {
        const text = written(listOf(ids));
        expect(written(read(text, pieceLength))).toBe(text);
        expect(written(read(text.replaceAll('\n', '\r\n').toUpperCase().replace(/^.*\r\n/, ''), pieceLength))).toBe(text);
      }),
      { seed: 20261201, numRuns: 60 },
    );
  });

  it('may be plain digests with comments', () => {
    const [, digest] = written(listOf([7])).split('\n');
    expect(written(read(`# from a report\n\n${digest}\n${digest}`))).toBe(written(listOf([7])));
    expect(read('').count).toBe(0);
  });

  it.each<[string, string, string]>([
    ['no digest', 'hello\n', 'record-list-malformed: line 1: expected 64 hex digits'],
    ['a digest that is too short', `${'a'.repeat(64)}\n${'a'.repeat(63)}\n`, 'record-list-malformed: line 2: expected 64 hex digits'],
    ['a letter that is no digit', `${'g'.repeat(64)}\n`, 'record-list-malformed: line 1'],
    ['a line without an end', 'a'.repeat(3_000_000), 'record-list-malformed: line 1'],
    ['zeros', '\0'.repeat(5000), 'record-list-malformed: line 1'],
    ['a first line of another version', '{"format":"datasig-record-list/2"}\n', 'record-list-malformed: line 1: the first line does not say'],
    ['a first line that is broken', '{"format":\n', 'record-list-malformed: line 1: the first line is no JSON'],
    ['a first line without a digest', '{"format":"datasig-record-list/1"}\n', 'record-list-malformed: line 1: the first line does not say how'],
    ['a key id that is none', '{"canonicalization":{"digest":"hmac-sha-256","id":"datasig-cbor/1","keyId":"x"},"format":"datasig-record-list/1"}\n', 'record-list-malformed: line 1'],
  ])('refuses %s', (_, text, message) => {
    expect(errorOf(() => read(text, 700))).toContain(message);
  });
});

describe('a filter', () => {
  it('has all of its list, is the same bytes again, and few others', () => {
    fc.assert(
      fc.property(sets, fc.integer({ min: 4, max: 32 }), (ids, bits) => {
        const bytes = writeRecordFilter(filterOf(listOf(ids), bits));
        expect(looksLikeFilter(bytes)).toBe(true);
        const filter = readRecordFilter(bytes);
        expect(writeRecordFilter(filter)).toEqual(bytes);
        expect(filter.count).toBe(ids.length);
        const digests = digestsOf(ids);
        expect(ids.every((_, index) => filter.has(digests, index * recordDigestByteLength))).toBe(true);
      }),
      { seed: 20261202, numRuns: 60 },
    );
  });

  it('keeps the rate of false positives that it states', () => {
    const filter = filterOf(listOf(numbers(0, 2000)), 6);
    const others = digestsOf(numbers(5000, 45_000));
    const hits = numbers(0, 40_000).filter((index) => filter.has(others, index * recordDigestByteLength)).length;
    expect(filter.falsePositiveRate).toBe(1 / 64);
    // 625 expected at most, 25 the deviation; fixed records.
    expect(hits / 40_000).toBeLessThan(1 / 64 + 0.002);
    expect(hits / 40_000).toBeGreaterThan(1 / 64 - 0.003);
  });

  it('takes a tenth of the room of a list', () => {
    const list = listOf(numbers(0, 5000));
    expect(writeRecordFilter(filterOf(list, 20)).length).toBeLessThan(written(list).length / 20);
  });

  it('is not believed when a byte is another', () => {
    const bytes = writeRecordFilter(filterOf(listOf(numbers(0, 50)), 20));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = Uint8Array.from(bytes);
        changed[index]! ^= change;
        expect(errorOf(() => readRecordFilter(changed))).toMatch(/^record-list-(?:damaged|malformed|too-large): /);
      }),
      { seed: 20261203, numRuns: 300 },
    );
    for (const length of [0, 10, 150, bytes.length - 65, bytes.length - 1]) expect(errorOf(() => readRecordFilter(bytes.slice(0, length)))).toMatch(/^record-list-(?:damaged|malformed): /);
  });

  it.each<[string, string, string]>([
    ['more records than it has', '"count":3', '"count":9000000'],
    ['more records than any has', '"count":3', '"count":900000000'],
    ['fewer bits', '"bits":20', '"bits":2'],
    ['a count that is none', '"count":3', '"count":"3"'],
  ])('is not believed when it says %s, and has no digest of its own', (_, from, to) => {
    const bytes = writeRecordFilter(filterOf(listOf([1, 2, 3]), 20));
    const text = Buffer.from(bytes).toString('latin1').replace(from, to);
    expect(errorOf(() => readRecordFilter(Buffer.from(text, 'latin1')))).toMatch(/^record-list-(?:damaged|malformed|too-large): /);
  });
});

it('a filter has one form: bits that fill its last byte are zeros', () => {
  const bytes = writeRecordFilter(filterOf(listOf([1, 2, 3]), 20));
  const body = bytes.subarray(0, -64);
  const signed = (changed: Uint8Array): Uint8Array => Buffer.concat([changed, Buffer.from(sha256Hex(changed))]);
  expect(signed(body)).toEqual(Buffer.from(bytes));
  // Three numbers of 21 bits and up to three more: the last bit is never one of theirs.
  const other = Uint8Array.from(body);
  other[other.length - 1]! ^= 1;
  expect(errorOf(() => readRecordFilter(signed(other)))).toContain('record-list-damaged: the filter is damaged: the bits that fill its last byte');
});

describe('a sketch', () => {
  const sketch = (k: number): FingerprinterOptions => ({ sketches: [{ scheme: 'bottom-k/1', k }] });

  it('that is complete tells exactly', () => {
    fc.assert(
      fc.property(sets, sets, (ids, bad) => {
        const list = listOf(bad);
        const common = bad.filter((id) => ids.includes(id)).length;
        for (const known of [list, filterOf(list, 32)]) {
          expect(screenSketch(known, fingerprintOf(ids))).toMatchObject({ met: common === 0, foundCount: common, complete: true, detection: { minimumDetectableChange: 0 } });
        }
      }),
      { seed: 20261204, numRuns: 60 },
    );
  });

  it('that is a sample says what it could have seen', () => {
    const screened = fingerprintOf(numbers(0, 10_000), sketch(1000));
    const hit = screenSketch(listOf(numbers(9900, 10_100)), screened);
    expect(hit).toMatchObject({ met: false, complete: false });
    expect(hit.foundCount).toBeGreaterThan(2);
    expect(hit.coveredCount).toBeGreaterThan(hit.foundCount);
    const apart = screenSketch(listOf(numbers(20_000, 21_000)), screened);
    expect(apart).toMatchObject({ met: null, foundCount: 0 });
    // About a tenth could be seen.
    expect(apart.coveredCount).toBeGreaterThan(60);
    expect(apart.detection!.minimumDetectableChange).toBeCloseTo(1 - 0.05 ** (1 / apart.coveredCount), 10);
    expect(screenSketch(listOf(numbers(20_000, 21_000)), screened, { tolerate: 0.05 }).met).toBe(true);
    expect(screenSketch(listOf(numbers(20_000, 21_000)), screened, { tolerate: 0.01 }).met).toBe(null);
  });

  it('that covers none of the list tells nothing', () => {
    expect(screenSketch(listOf([1]), fingerprintOf(numbers(10, 20_000), sketch(1)))).toMatchObject({ met: null, coveredCount: 0, detection: null });
    expect(screenSketch(listOf([]), fingerprintOf(numbers(10, 20_000), sketch(1))).met).toBe(true);
  });

  it('takes the sketch that covers most', () => {
    const options: FingerprinterOptions = { sketches: [{ scheme: 'bottom-k/1', k: 16 }, { scheme: 'scaled/1', scale: 2 }, { scheme: 'one-permutation/1', k: 64 }] };
    expect(screenSketch(listOf(numbers(0, 1000)), fingerprintOf(numbers(0, 1000), options)).coveredCount).toBeGreaterThan(400);
  });

  it('of another kind, or of another key, is refused', () => {
    const key = new Uint8Array(32).fill(7);
    expect(keyIdOf(key)).toBe(fingerprintOf([1], { key }).canonicalization.keyId);
    expect(screenSketch(listOf([1], key), fingerprintOf([1, 2], { key }))).toMatchObject({ met: false, foundCount: 1 });
    expect(errorOf(() => screenSketch(listOf([1]), fingerprintOf([1], { key })))).toContain('digest-mismatch');
    expect(errorOf(() => screenSketch(listOf([1], new Uint8Array(32)), fingerprintOf([1], { key })))).toContain('key-mismatch');
    expect(errorOf(() => screenSketch(listOf([1]), fingerprintOf([1], { sketches: [{ scheme: 'one-permutation/1', k: 4 }] })))).toContain('no-common-sketch');
    expect(errorOf(() => screenSketch(listOf([1]), fingerprintOf([1], { sketches: [] })))).toContain('no-common-sketch');
  });
});

describe('a known dataset', () => {
  const screened = fingerprintOf(numbers(0, 1000));

  it('is in the data by its own share', () => {
    expect(screenDataset('known', fingerprintOf(numbers(990, 1010)), screened)).toMatchObject({ met: false, share: { estimate: 0.5, exact: true }, intersection: { estimate: 10 } });
    expect(screenDataset('known', fingerprintOf(numbers(990, 1010)), screened, { tolerate: 0.5 })).toMatchObject({ met: true });
    expect(screenDataset('known', fingerprintOf(numbers(2000, 2010)), screened)).toMatchObject({ met: true, share: { estimate: 0 } });
  });

  it('that cannot be compared, or whose records could never match, is undecided', () => {
    expect(screenDataset('known', fingerprintOf([1], { key: new Uint8Array(32) }), screened)).toMatchObject({ met: null, share: null });
    const pass = new Fingerprinter();
    pass.add({ kind: 'rows', rows: [{ id: '5' }] });
    const text: Fingerprint = createFingerprint({ dataset: { name: 'text', connector: 'test', location: 'text' }, summary: pass.finish() });
    expect(screenDataset('known', text, screened)).toMatchObject({ met: null, reason: expect.stringContaining('cannot be held against each other') as string });
  });
});
