import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatasigError } from '../../errors.ts';
import { createFingerprint, withoutState } from '../../fingerprint/create.ts';
import { Fingerprinter, type FingerprinterOptions } from '../../fingerprint/fingerprinter.ts';
import { addIdentity, mergeFingerprints, subtractIdentity } from '../../fingerprint/merge.ts';
import type { Fingerprint, Summary } from '../../fingerprint/model.ts';
import { formatJson } from '../../json/canonical-json.ts';
import { knownCount } from '../../sketch/sketch.ts';
import type { Json, Value } from '../../spec/v1/index.ts';
import { fileDigest } from './digest.ts';
import { readFingerprint } from './read.ts';
import { fingerprintToJson, writeFingerprint } from './write.ts';

type JsonObject = Record<string, Json>;

function summarize(from: number, to: number, options: FingerprinterOptions = {}): Summary {
  const fingerprinter = new Fingerprinter({ sketches: [{ scheme: 'bottom-k/1', k: 8 }, { scheme: 'scaled/1', scale: 2 }, { scheme: 'one-permutation/1', k: 16 }], ...options });
  const rows = Array.from({ length: to - from }, (_, i): Record<string, Value> => ({ id: from + i, name: `row ${from + i}`, tags: [{ 'odd "name"': from + i }] }));
  fingerprinter.add({ kind: 'rows', rows });
  return fingerprinter.finish();
}

const dataset = { name: 'rows', connector: 'test', location: 'rows.jsonl' };
const make = (from: number, to: number, options?: FingerprinterOptions): Fingerprint => createFingerprint({ dataset, summary: summarize(from, to, options) });
const withParts = createFingerprint({ dataset, parts: [{ name: 'train', summary: summarize(0, 30) }, { name: 'test', summary: summarize(30, 40) }] });
const prepared = createFingerprint({
  dataset: { ...dataset, revision: 'abc' },
  preparation: { columns: ['id', 'day'], rename: { day: 'date' }, nullTokens: ['', 'NA'], casts: { date: { to: 'date' }, '10': { to: 'integer' }, '9': { to: 'list' } } },
  summary: summarize(0, 3),
});

const shapes: [string, Fingerprint][] = [
  ['a plain one', make(0, 20)],
  ['an empty one', make(0, 0)],
  ['one with parts', withParts],
  ['a prepared one', prepared],
  ['a keyed one', make(0, 5, { key: new Uint8Array(32).fill(7) })],
  ['one without identity, fields and sketches', make(0, 5, { identity: false, fields: false, sketches: [] })],
  ['one without state', withoutState(withParts)],
  ['a merged one', mergeFingerprints([make(0, 9), make(5, 20), prepared], 'both')],
  ['one under a new name', mergeFingerprints([make(0, 9)], 'other')],
];

describe.each(shapes)('%s', (_, fingerprint) => {
  const text = writeFingerprint(fingerprint);

  it('reads as it was written', () => {
    const read = readFingerprint(new TextEncoder().encode(text));
    expect(read).toEqual(fingerprint);
    expect(writeFingerprint(read)).toBe(text);
    // Also when encoded anew from what was read.
    expect(writeFingerprint({ ...read })).toBe(text);
  });

  it('is sorted, indented by two spaces and ends with a line end', () => {
    expect(text).toBe(`${formatJson(JSON.parse(text) as Json, 2)}\n`);
    expect(text).toMatch(/^\{\n {2}"canonicalization": \{\n {4}"/);
  });
});

describe('damage', () => {
  const bytes = new TextEncoder().encode(writeFingerprint(withParts));
  const isRefused = (content: Uint8Array): boolean => {
    try {
      readFingerprint(content);
      return false;
    } catch (error) {
      return DatasigError.is(error) && error.code.startsWith('fingerprint-');
    }
  };
  const whitespace = [0x09, 0x0a, 0x0d, 0x20];

  it('refuses every file with a flipped byte', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, mask) => {
        const damaged = bytes.slice();
        damaged[position]! ^= mask;
        // White space for white space between tokens says the same.
        if (whitespace.includes(bytes[position]!) && whitespace.includes(damaged[position]!)) return;
        expect(isRefused(damaged)).toBe(true);
      }),
      { numRuns: 3000, seed: 5 },
    );
  });

  it('refuses flipped bits', () => {
    const step = 61;
    for (let bit = 0; bit < bytes.length * 8; bit += step) {
      const damaged = bytes.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(isRefused(damaged), `bit ${bit} flipped`).toBe(true);
    }
  });

  it('refuses every truncation', () => {
    for (let length = 0; length < bytes.length - 1; length += 97) expect(isRefused(bytes.subarray(0, length))).toBe(true);
  });
});

/** A file whose members were changed by someone who also mended the digest. */
function forged(fingerprint: Fingerprint, change: (members: JsonObject) => void): string {
  const members = JSON.parse(writeFingerprint(fingerprint)) as JsonObject;
  change(members);
  members['fileDigest'] = fileDigest(members);
  return formatJson(members, 2);
}

describe('forgery', () => {
  const at = (members: Json, ...path: (string | number)[]): JsonObject => path.reduce<Json>((value, key) => (value as JsonObject)[key]!, members) as JsonObject;
  const cases: [string, (members: JsonObject) => void, string][] = [
    ['another format', (m) => void (m['format'] = 'other'), 'fingerprint-malformed'],
    ['a newer major version', (m) => void (m['version'] = '2.0'), 'fingerprint-newer-version'],
    ['another count', (m) => void (at(m, 'records')['count'] = '41'), 'fingerprint-malformed'],
    ['a count as a number', (m) => void (at(m, 'records')['count'] = 40), 'fingerprint-malformed'],
    ['another UID', (m) => void (at(m, 'identity')['uid'] = `dsu1:${'0'.repeat(64)}`), 'fingerprint-malformed'],
    ['a short state', (m) => void (at(m, 'identity')['state'] = 'AAAA'), 'fingerprint-malformed'],
    ['an unpadded state', (m) => void (at(m, 'identity')['state'] = (at(m, 'identity')['state'] as unknown as string).replace(/=+$/, '')), 'fingerprint-malformed'],
    ['theta below a hash', (m) => void (at(m, 'sketches', 0)['theta'] = '0000000000000001'), 'fingerprint-malformed'],
    ['theta missing its hashes', (m) => void (at(m, 'sketches', 0)['k'] = 9), 'fingerprint-malformed'],
    ['fewer values than bins', (m) => void (at(m, 'sketches', 1)['k'] = 17), 'fingerprint-malformed'],
    ['more hashes than records', (m) => void Object.assign(at(m, 'records'), { count: '3' }), 'fingerprint-malformed'],
    ['no identity in a part only', (m) => void delete (at(m, 'parts', 0) as Record<string, unknown>)['identity'], 'fingerprint-malformed'],
    ['a part too few', (m) => void (m['parts'] = (m['parts'] as readonly Json[]).slice(1)), 'fingerprint-malformed'],
    ['parts out of order', (m) => void (m['parts'] = (m['parts'] as readonly Json[]).toReversed()), 'fingerprint-malformed'],
    ['more values than records', (m) => void (at(m, 'records', 'fields', 0, 'kinds')['integer'] = '41'), 'fingerprint-malformed'],
    ['a key id without key', (m) => void (at(m, 'canonicalization')['keyId'] = '0'.repeat(32)), 'fingerprint-malformed'],
    ['a sketch twice', (m) => void (m['sketches'] = [...(m['sketches'] as readonly Json[]), at(m, 'sketches', 1)]), 'fingerprint-malformed'],
    ['sketches out of order', (m) => void (m['sketches'] = (m['sketches'] as readonly Json[]).toReversed()), 'fingerprint-malformed'],
    ['no parts in the list of parts', (m) => void (m['parts'] = []), 'fingerprint-malformed'],
    ['an unknown type', (m) => void (at(m, 'dataset', 'schema', 'fields', 0)['type'] = 'list<'), 'fingerprint-malformed'],
    ['a null dataset', (m) => void (m['dataset'] = null), 'fingerprint-malformed'],
    ['deep nesting', (m) => void (m['x'] = Array.from({ length: 40 }).reduce<Json>((inner) => [inner], 1)), 'fingerprint-malformed'],
  ];

  it.each(cases)('refuses %s', (_, change, code) => {
    expect(() => readFingerprint(forged(withParts, change))).toThrowError(expect.toSatisfy((error) => DatasigError.is(error) && error.code === code));
  });

  it('counts the record at theta as one of the distinct records', () => {
    const known = make(0, 9, { sketches: [{ scheme: 'bottom-k/1', k: 8 }], identity: false, fields: false });
    expect(known.sketches[0]).toMatchObject({ theta: expect.any(BigInt) as bigint });
    const refused = forged(known, (m) => void (at(m, 'records')['count'] = '8'));
    expect(() => readFingerprint(refused)).toThrowError(expect.objectContaining({ code: 'fingerprint-malformed' }));
    expect(readFingerprint(forged(known, (m) => void (at(m, 'records')['count'] = '9'))).records.count).toBe(9n);
  });

  it('counts the filled bins as distinct records', () => {
    const known = make(0, 9, { sketches: [{ scheme: 'one-permutation/1', k: 16 }], identity: false, fields: false });
    const filled = knownCount(known.sketches[0]!);
    const withCount = (count: number): string => forged(known, (m) => void (at(m, 'records')['count'] = `${count}`));
    expect(() => readFingerprint(withCount(filled - 1))).toThrowError(expect.objectContaining({ code: 'fingerprint-malformed' }));
    expect(readFingerprint(withCount(filled)).records.count).toBe(BigInt(filled));
    const allEmpty = forged(known, (m) => void (at(m, 'sketches', 0)['hashes'] = `${'/'.repeat(170)}8=`));
    expect(() => readFingerprint(allEmpty)).toThrowError(expect.objectContaining({ message: expect.stringContaining('one or more records') as string }));
  });

  it('reads members of any length', () => {
    const long = 'a"\\\n'.repeat(3_000_000);
    expect(fingerprintToJson(readFingerprint(forged(make(0, 3), (m) => void (m['more'] = long))))['more']).toBe(long);
  });

  it('refuses a complete sketch of no hashes beside records', () => {
    const empty = forged(make(0, 3, { identity: false }), (m) => void Object.assign(at(m, 'sketches', 0), { hashes: '', theta: null }));
    expect(() => readFingerprint(empty)).toThrowError(expect.objectContaining({ code: 'fingerprint-malformed' }));
  });

  it('refuses lone surrogates, and does not write them', () => {
    const text = JSON.stringify(JSON.parse(writeFingerprint(make(0, 3)))).replace('rows.jsonl', '\\ud800');
    expect(() => readFingerprint(text)).toThrowError(expect.objectContaining({ code: 'fingerprint-malformed' }));
    expect(() => writeFingerprint(createFingerprint({ dataset: { ...dataset, name: '\ud800' }, summary: summarize(0, 1) }))).toThrowError(expect.objectContaining({ code: 'lone-surrogate' }));
  });

  it('refuses names that stand twice, in either order', () => {
    const text = writeFingerprint(withParts);
    for (const twice of ['"name": "other",\n    "name": "rows"', '"name": "rows",\n    "name": "rows"']) {
      expect(() => readFingerprint(text.replace('"name": "rows"', twice))).toThrowError(expect.objectContaining({ code: 'fingerprint-malformed' }));
    }
  });

  it('accepts other white space and refuses other numbers', () => {
    const text = writeFingerprint(withParts);
    expect(readFingerprint(formatJson(JSON.parse(text) as Json))).toEqual(withParts);
    expect(readFingerprint(text.replaceAll('\n', '\r\n'))).toEqual(withParts);
    expect(() => readFingerprint(text.replace('"k": 8', '"k": 8.0'))).toThrowError(expect.objectContaining({ code: 'fingerprint-malformed' }));
  });

  it('keeps the members of a newer minor version', () => {
    const text = forged(withParts, (members) => {
      members['version'] = '1.7';
      members['note'] = { any: ['thing'] };
      at(members, 'records')['median'] = 'x';
      members['sketches'] = [...(members['sketches'] as readonly Json[]), { scheme: 'newer/1', bins: 4 }];
    });
    const read = readFingerprint(text);
    expect(read.sketches).toEqual(withParts.sketches);
    expect(fingerprintToJson(read)).toEqual(JSON.parse(text));
  });
});

describe('set algebra', () => {
  it('subtracts what was merged', () => {
    const [a, b] = [make(0, 20), make(20, 50)];
    const merged = mergeFingerprints([a, b], 'all');
    expect(merged.identity!.uid).toBe(make(0, 50).identity!.uid);
    expect(addIdentity(a, b)).toEqual({ identity: merged.identity, recordCount: merged.records.count });
    expect(subtractIdentity(merged, b)).toMatchObject({ recordCount: 20n, identity: { uid: a.identity!.uid } });
    expect(() => subtractIdentity(a, b)).toThrowError(expect.objectContaining({ code: 'invalid-argument' }));
  });

  it('lists all origins, sorted, in whatever order they were merged', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name, i) => createFingerprint({ dataset: { name, connector: 'test', location: `${name}.csv` }, summary: summarize(i, i + 3) })) as [Fingerprint, Fingerprint, Fingerprint];
    const one = mergeFingerprints([c, mergeFingerprints([a, b], 'ab')], 'all');
    expect(writeFingerprint(one)).toBe(writeFingerprint(mergeFingerprints([b, a, c], 'all')));
    expect(one.dataset.origins.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});
