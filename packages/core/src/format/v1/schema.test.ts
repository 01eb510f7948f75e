/** The JSON Schema that is shipped, held against the writer and the reader. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classicSchemes } from '../../classic/scheme.ts';
import { DatasigError } from '../../errors.ts';
import { createFingerprint, withoutState } from '../../fingerprint/create.ts';
import { Fingerprinter, type FingerprinterOptions } from '../../fingerprint/fingerprinter.ts';
import { ClassicFingerprinter } from '../../classic-pass/fingerprinter.ts';
import { mergeFingerprints } from '../../fingerprint/merge.ts';
import type { Fingerprint, Summary } from '../../fingerprint/model.ts';
import { formatJson } from '../../json/canonical-json.ts';
import type { Json } from '../../spec/v1/index.ts';
import { fileDigest } from './digest.ts';
import { readFingerprint } from './read.ts';
import { fingerprintToJson } from './write.ts';

type JsonObject = { [name: string]: Json };

const schema = JSON.parse(readFileSync(new URL('../../../schema/fingerprint-1.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true }).compile(schema);

const summarize = (count: number, options: FingerprinterOptions = {}): Summary => {
  const fingerprinter = new Fingerprinter({ sketches: [{ scheme: 'bottom-k/1', k: 4 }, { scheme: 'scaled/1', scale: 2 }, { scheme: 'one-permutation/1', k: 3 }], ...options });
  fingerprinter.add({ kind: 'rows', rows: Array.from({ length: count }, (_, index) => ({ id: index, tags: [`tag ${index}`] })) });
  return fingerprinter.finish();
};
const dataset = { name: 'rows', connector: 'test', location: 'rows.jsonl' };
const make = (count: number, options?: FingerprinterOptions): Fingerprint => createFingerprint({ dataset, summary: summarize(count, options) });
const withParts = createFingerprint({ dataset: { ...dataset, revision: 'abc' }, preparation: { nullTokens: ['NA'], casts: { id: { to: 'decimal' } } }, parts: [{ name: 'train', summary: summarize(9) }, { name: 'test', summary: summarize(3) }] });

const classicPass = new ClassicFingerprinter(classicSchemes.map((scheme) => ({ scheme, k: 3 })), {});
classicPass.add({ kind: 'columns', rowCount: 2, columns: [{ name: 'record', type: 'bytes', offsets: Uint32Array.of(0, 1, 3), bytes: Uint8Array.of(7, 8, 9) }] });
const classic = createFingerprint({ dataset, summary: classicPass.finish() });

const shapes: readonly (readonly [string, Fingerprint])[] = [
  ['a plain one', make(9)],
  ['an empty one', make(0)],
  ['one with parts', withParts],
  ['a keyed one', make(5, { key: new Uint8Array(32).fill(7) })],
  ['one with nothing but counts', make(5, { identity: false, fields: false, sketches: [] })],
  ['one without state', withoutState(withParts)],
  ['a classic one', classic],
  ['a merged one', mergeFingerprints([make(9), withParts], 'both')],
];

describe.each(shapes)('%s', (_, fingerprint) => {
  const members = fingerprintToJson(fingerprint);

  it('is valid', () => {
    expect(validate(members) ? [] : validate.errors).toEqual([]);
  });

  it('is no longer valid for the reader when it is not for the schema', () => {
    fc.assert(
      fc.property(damage(members), (damaged) => {
        // A recomputed digest takes the reader past its first check.
        const { fileDigest: _digest, ...others } = damaged;
        const file: JsonObject = { ...others, fileDigest: fileDigest(others) };
        if (isRead(file)) expect(validate(file) ? [] : validate.errors).toEqual([]);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

it('lets members be that a newer minor version has', () => {
  expect(validate({ ...fingerprintToJson(make(3)), version: '1.7', more: { any: 1 } })).toBe(true);
  expect(validate({ ...fingerprintToJson(make(3)), version: '2.0' })).toBe(false);
});

function isRead(file: JsonObject): boolean {
  try {
    readFingerprint(formatJson(file));
    return true;
  } catch (error) {
    if (DatasigError.is(error)) return false;
    throw error;
  }
}

/** A copy with one member, at any depth, taken out or replaced. */
function damage(members: { readonly [name: string]: Json }): fc.Arbitrary<JsonObject> {
  const paths = pathsOf(members);
  const replacement: fc.Arbitrary<Json | undefined> = fc.constantFrom(undefined, null, true, -1, 0, 1.5, 2 ** 33, '', 'x', '-1', '01', '0', '1'.repeat(40), [], [1], {}, { id: 'x' });
  return fc.tuple(fc.constantFrom(...paths), replacement).map(([path, value]) => {
    const copy = structuredClone(members) as JsonObject;
    let inner = copy as Record<string, Json | undefined>;
    for (const name of path.slice(0, -1)) inner = inner[name] as unknown as Record<string, Json | undefined>;
    const last = path.at(-1)!;
    if (value !== undefined) inner[last] = value;
    else if (Array.isArray(inner)) inner.splice(Number(last), 1);
    else delete inner[last];
    return copy;
  });
}

function pathsOf(value: Json | { readonly [name: string]: Json }, path: readonly string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...pathsOf(inner as Json, [...path, name])]);
}
