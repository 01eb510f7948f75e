/** Locks: what is written is read again, and what is not a lock is refused with its place. */
import { DatasigError, formatJson } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isDatasetName, type Lock, lockByteLimit, type LockedDataset, type Policy } from './lock.ts';
import { readLock } from './read.ts';
import { writeLock } from './write.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const text = fc.string({ minLength: 1, unit: 'grapheme' }).filter((value) => value.isWellFormed());
const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,12}$/).filter(isDatasetName);

const policy: fc.Arbitrary<Policy> = fc
  .record({ identical: fc.constant(true as const), minJaccard: share, minContainment: share, maxRemoved: fc.nat() }, { requiredKeys: [] })
  .filter((rules) => Object.keys(rules).length > 0);

const dataset: fc.Arbitrary<LockedDataset> = fc.record({
  locations: fc.array(text, { minLength: 1, maxLength: 3 }),
  options: fc.record({ format: text, pixels: fc.boolean(), table: fc.array(text, { minLength: 1, maxLength: 2 }) }, { requiredKeys: [] }),
  revision: fc.option(text),
  uid: fc.option(hex.map((digits) => `dsu1:${digits}`)),
  recordCount: fc.bigInt({ min: 0n, max: 10n ** 19n }),
  fingerprint: fc.record({ path: name.map((each) => `datasig.fingerprints/${each}.datasig.json`), sha256: hex }),
  policy,
});

const lock: fc.Arbitrary<Lock> = fc.uniqueArray(fc.tuple(name, dataset), { selector: ([each]) => each, maxLength: 5 }).map((entries) => ({
  datasets: new Map(
    entries.map(([each, locked], index) => [each, index === 0 ? locked : { ...locked, policy: { ...locked.policy, forbidOverlap: { [entries[0]![0]]: 0.25 } } }] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  ),
}));

describe('a lock', () => {
  it('is read as it was written, and written as it was read', () => {
    fc.assert(
      fc.property(lock, (each) => {
        const written = writeLock(each);
        const read = readLock(encode(written)).lock;
        expect([...read.datasets]).toEqual([...each.datasets]);
        expect(writeLock(read)).toBe(written);
      }),
      { seed: 20261125, numRuns: 200 },
    );
  });

  it('may be laid out otherwise by hand', () => {
    fc.assert(
      fc.property(lock, (each) => {
        const written = writeLock(each);
        const dense = formatJson(JSON.parse(written) as Json);
        expect(writeLock(readLock(encode(` \r\n\t${dense}\n`)).lock)).toBe(written);
      }),
      { seed: 20261126, numRuns: 50 },
    );
  });

  it('tells where each dataset begins', () => {
    expect([...readLock(encode(writeLock({ datasets: new Map([['a', sample], ['b', sample]]) }))).lines]).toEqual([['a', 3], ['b', 17]]);
  });
});

const sample: LockedDataset = {
  locations: ['a.csv'],
  options: {},
  revision: null,
  uid: `dsu1:${'0'.repeat(64)}`,
  recordCount: 5n,
  fingerprint: { path: 'datasig.fingerprints/a.datasig.json', sha256: '1'.repeat(64) },
  policy: { identical: true },
};

const valid = writeLock({ datasets: new Map([['a', sample]]) });

function errorOf(input: string | Uint8Array): { readonly code: string; readonly message: string } {
  try {
    readLock(typeof input === 'string' ? encode(input) : input);
  } catch (error) {
    if (DatasigError.is(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('was read');
}

describe('a lock that is edited by hand', () => {
  it.each<[string, string | RegExp, string, string]>([
    ['an unknown member', '"uid"', '"note": 1,\n      "uid"', 'line 15, column 15: dataset "a": the member "note" is unknown'],
    ['a missing member', /\n\s*"recordCount": "5",/, '', 'line 3, column 10: dataset "a": the member "recordCount" is missing'],
    ['a member twice', '"uid"', '"uid": null, "uid"', 'line 15, column 20: "uid" stands twice in one object'],
    ['a count that is a number', '"recordCount": "5"', '"recordCount": 5', 'expected a number of records in quotes'],
    ['a count that is no number', '"recordCount": "5"', '"recordCount": "-5"', 'expected a number of records in quotes'],
    ['a wrong UID', '"dsu1:0', '"dsu1:X', 'dataset "a", uid: expected dsu1: and 64 hex digits'],
    ['a wrong digest', '"111', '"11', 'sha256: expected 64 hex digits'],
    ['a path that leads out', 'datasig.fingerprints/a', '../a', 'expected a path below'],
    ['an absolute path', 'datasig.fingerprints/a', '/a', 'expected a path below'],
    ['a path with backslashes', 'datasig.fingerprints/a', 'datasig\\\\\\\\a', 'expected a path below'],
    ['no rule', '"identical": true', '', 'there is no rule'],
    ['a rule that is turned off', '"identical": true', '"identical": false', 'expected true; leave the rule out'],
    ['an unknown rule', '"identical": true', '"identicall": true', 'the member "identicall" is unknown; known are forbidOverlap, identical, maxRemoved'],
    ['a share above 1', '"identical": true', '"minJaccard": 1.5', 'minJaccard: expected a share from 0 to 1'],
    ['half a record', '"identical": true', '"maxRemoved": 0.5', 'maxRemoved: expected a number of records'],
    ['an overlap with itself', '"identical": true', '"forbidOverlap": {"a": 0}', 'expected the name of another dataset'],
    ['an overlap with nothing', '"identical": true', '"forbidOverlap": {"b": 0}', 'got "b"'],
    ['an option that is no option', '"policy"', '"options": {"keyFile": "k"}, "policy"', 'the option "keyFile" is unknown'],
    ['an option of another type', '"policy"', '"options": {"pixels": "yes"}, "policy"', 'pixels: expected true or false'],
    ['no locations', '"a.csv"', '', 'locations: expected a list of texts'],
    ['a name that is a path', '"a": {', '"../a": {', '"../a" cannot name a dataset'],
    ['a comma too many', '"version": 1', '"version": 1,', 'expected a name in double quotes, got something else'],
    ['a comment', '"version": 1', '"version": 1 // one', 'expected a comma or }'],
    ['a number with a zero in front', '"version": 1', '"version": 01', 'expected a value'],
    ['an old layout', '"version": 1', '"version": 0', 'version: expected 1'],
    ['marks of a merge', '  "version"', '<<<<<<< HEAD\n  "version"', 'a merge has left its marks'],
    ['half of a surrogate pair', '"a.csv"', '"\\ud800"', 'half of a surrogate pair'],
  ])('%s', (_, from, to, message) => {
    const edited = valid.replace(from, to.replaceAll('$', '$$$$'));
    expect(edited).not.toBe(valid);
    expect(errorOf(edited)).toEqual({ code: 'lock-malformed', message: expect.stringContaining(message) as string });
  });

  it('names that differ in case only', () => {
    const both = writeLock({ datasets: new Map([['A', sample], ['a', sample]]) });
    expect(errorOf(both).message).toContain('differ in case only');
  });
});

it('looks at each name of a lock once, however many there are', () => {
  const count = 500;
  const many = writeLock({ datasets: new Map(Array.from({ length: count }, (_, index) => [`Data-${index}`, sample])) });
  const lowered = vi.spyOn(String.prototype, 'toLowerCase');
  try {
    expect(readLock(encode(many)).lock.datasets.size).toBe(count);
    expect(lowered.mock.calls.length).toBeLessThanOrEqual(2 * count);
  } finally {
    lowered.mockRestore();
  }
});

describe('a file that is no lock', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'lock-malformed'],
    ['a byte order mark', `\ufeff${valid}`, 'lock-malformed'],
    ['no UTF-8', Uint8Array.of(0x7b, 0xff), 'lock-malformed'],
    ['a list', '[]', 'lock-malformed'],
    ['a deep nest', '['.repeat(1_000_000), 'lock-malformed'],
    ['a deep nest of objects', '{"a":'.repeat(100_000), 'lock-malformed'],
    ['a text of megabytes', `"${'a'.repeat(10_000_000)}`, 'lock-malformed'],
    ['escapes of megabytes', `"${'\\\\'.repeat(5_000_000)}"`, 'lock-malformed'],
    ['100 MB', new Uint8Array(100_000_000).fill(0x20), 'lock-too-large'],
    ['one byte more than the limit', new Uint8Array(lockByteLimit + 1), 'lock-too-large'],
    ['a later layout', valid.replace('"version": 1', '"version": 2'), 'lock-newer-version'],
  ])('%s', (_, input, code) => {
    expect(errorOf(input).code).toBe(code);
  });

  it('whatever the bytes, nothing but an error of its own', () => {
    const bytes = encode(valid);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (index, value) => {
        const changed = Uint8Array.from(bytes);
        changed[index] = value;
        try {
          readLock(changed);
        } catch (error) {
          expect(DatasigError.is(error)).toBe(true);
        }
      }),
      { seed: 20261127, numRuns: 1000 },
    );
  });
});
