/** Rows and columns of the same records give the same summary, whatever is done to them. */
import fc from 'fast-check';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { batches, columnNames } from '../../test/batches.ts';
import { codeOf } from '../../test/outcome.ts';
import { parseCast } from '../canonical/cast/cast.ts';
import { encodeCanonical } from '../canonical/encode.ts';
import { Fingerprinter, type FingerprinterOptions } from '../fingerprint/fingerprinter.ts';
import { encodeSummary } from '../format/v1/encode.ts';
import { canonicalizationFor } from '../identity/canonicalization.ts';
import { createIdentity } from '../identity/identity.ts';
import { formatJson } from '../json/canonical-json.ts';
import { addExpanded } from '../kernel/reference/expand.ts';
import type { Batch, Column, Value } from '../spec/v1/batch.ts';
import type { Preparation } from './preparation.ts';

function summarize(list: readonly Batch[], options: FingerprinterOptions = {}): string {
  const fingerprinter = new Fingerprinter(options);
  for (const batch of list) fingerprinter.add(batch);
  return formatJson(encodeSummary(fingerprinter.finish()));
}

/** The summary, or that there is none: which of several faults is told first may differ. */
function outcome(list: readonly Batch[], options: FingerprinterOptions): string {
  try {
    return summarize(list, options);
  } catch {
    return 'refused';
  }
}

const casts = fc.constantFrom('integer', 'float64', 'float32', 'decimal', 'bool', 'date', 'time', 'bytes:hex', 'list', 'tensor<float64>', 'index:["1","0","NA"]').map(parseCast);
const names = fc.constantFrom(...columnNames);
const preparations: fc.Arbitrary<Preparation> = fc.record(
  {
    columns: fc.subarray([...columnNames], { minLength: 1 }),
    rename: fc.oneof(fc.constant({}), fc.dictionary(names, fc.constantFrom('new', 'a', '9'), { maxKeys: 2 })),
    nullTokens: fc.subarray(['', 'NA', '0']),
    casts: fc.dictionary(names, casts, { maxKeys: 2 }),
    textCasts: fc.dictionary(names, casts, { maxKeys: 2 }),
  },
  { requiredKeys: [] },
);
const runs = { numRuns: 1000, seed: 20260125 };

describe('rows and columns', () => {
  it('as they are', () => {
    fc.assert(
      fc.property(fc.array(batches, { maxLength: 3 }), (list) => {
        expect(summarize(list.map(({ columns }) => columns))).toBe(summarize(list.map(({ rows }) => rows)));
      }),
      { ...runs, numRuns: 500 },
    );
  });

  it('prepared', () => {
    const outcomes = { refused: 0, summary: 0 };
    fc.assert(
      fc.property(batches, preparations, fc.boolean(), ({ columns, rows }, preparation, untypedText) => {
        const asRows = outcome([rows], { preparation, untypedText });
        outcomes[asRows === 'refused' ? 'refused' : 'summary']++;
        expect(outcome([columns], { preparation, untypedText })).toBe(asRows);
      }),
      runs,
    );
    expect(Math.min(outcomes.refused, outcomes.summary)).toBeGreaterThan(80);
  });

  it('cut into batches anywhere', () => {
    fc.assert(
      fc.property(batches, fc.nat({ max: 6 }), ({ rows: { rows } }, cut) => {
        const whole = summarize([{ kind: 'rows', rows }]);
        expect(summarize([rows.slice(0, cut), rows.slice(cut)].map((part) => ({ kind: 'rows', rows: part })))).toBe(whole);
      }),
      { ...runs, numRuns: 200 },
    );
  });
});

describe('blocks', () => {
  function uidOf(records: readonly Record<string, Value>[]): string {
    const state = new Uint32Array(1024);
    for (const record of records) addExpanded(state, sha256(encodeCanonical(record)));
    return createIdentity(canonicalizationFor(), BigInt(records.length), state).uid;
  }

  function uidByBatches(records: readonly Record<string, Value>[], batchLength: number): string {
    const fingerprinter = new Fingerprinter();
    for (let start = 0; start < records.length; start += batchLength) fingerprinter.add({ kind: 'rows', rows: records.slice(start, start + batchLength) });
    const { identity, records: { byteLength } } = fingerprinter.finish();
    expect(byteLength).toBe(BigInt(records.reduce((sum, record) => sum + encodeCanonical(record).length, 0)));
    return identity!.uid;
  }

  it.each([8191, 8192, 8193, 16_384])('of %i records', (count) => {
    const records = Array.from({ length: count }, (_, index) => ({ index }));
    expect(uidByBatches(records, 5000)).toBe(uidOf(records));
  });

  it('of records longer than a block', () => {
    const records = [10, 1 << 20, (1 << 20) - 20, 3 << 20, 1, 600_000, 600_000, 0].map((length, index) => ({ index, data: new Uint8Array(length).fill(index) }));
    for (const batchLength of [1, 3, 8]) expect(uidByBatches(records, batchLength)).toBe(uidOf(records));
  });
});

describe('text without types', () => {
  const rows = (...cells: Value[]): Batch => ({ kind: 'rows', rows: cells.map((a) => ({ a })) });
  const to = (cast: string): Preparation => ({ casts: { a: parseCast(cast) } });

  it('has nulls where empty cells are cast', () => {
    expect(summarize([rows('', '1')], { untypedText: true, preparation: to('integer') })).toBe(summarize([rows(null, 1)]));
    expect(summarize([rows('', '1')], { untypedText: true, preparation: { textCasts: to('integer').casts! } })).toBe(summarize([rows(null, 1)]));
  });

  it('keeps empty cells that are not cast', () => {
    expect(summarize([rows('', '1')], { untypedText: true })).toBe(summarize([rows('', '1')]));
  });

  it('refuses to cast empty cells of typed sources', () => {
    expect(codeOf(() => summarize([rows('')], { preparation: to('integer') }))).toBe('cast-failed');
  });
});

describe('names', () => {
  const number = (name: string, value: number): Column => ({ name, type: 'number', values: Float64Array.of(value) });

  const both = (a: Value, b: Value): Batch[] => [
    { kind: 'rows', rows: [{ a, b }] },
    { kind: 'columns', rowCount: 1, columns: [{ name: 'a', type: 'values', values: [a] }, { name: 'b', type: 'values', values: [b] }] },
  ];

  it('must not meet by renaming in a record', () => {
    for (const batch of both(1, 1)) expect(codeOf(() => summarize([batch], { preparation: { rename: { b: 'a' } } }))).toBe('duplicate-column');
  });

  it('may meet by renaming where all but one are null or missing, in any batch', () => {
    const preparation = { rename: { b: 'a' }, nullTokens: ['NA'] };
    const expected = summarize([{ kind: 'rows', rows: [{ a: 1 }] }], { preparation: { nullTokens: ['NA'] } });
    for (const batch of [...both(1, null), ...both(null, 1), ...both('NA', 1)]) expect(summarize([batch], { preparation })).toBe(expected);
    const two = summarize([{ kind: 'rows', rows: [{ a: 1 }, { a: 2 }] }]);
    expect(summarize([{ kind: 'rows', rows: [{ a: 1 }, { b: 2 }] }], { preparation: { rename: { b: 'a' } } })).toBe(two);
    const valid = [Uint8Array.of(1, 0), Uint8Array.of(0, 1)] as const;
    const columns: Column[] = [{ name: 'a', type: 'number', values: Float64Array.of(1, 7), valid: valid[0] }, { name: 'b', type: 'number', values: Float64Array.of(7, 2), valid: valid[1] }];
    expect(summarize([{ kind: 'columns', rowCount: 2, columns }], { preparation: { rename: { b: 'a' } } })).toBe(two);
  });

  it('must be unique among columns', () => {
    expect(codeOf(() => summarize([{ kind: 'columns', rowCount: 1, columns: [number('a', 1), number('a', 1)] }]))).toBe('duplicate-column');
  });

  it('may change places', () => {
    expect(summarize([{ kind: 'rows', rows: [{ a: 1, b: 2 }] }], { preparation: { rename: { a: 'b', b: 'a' } } })).toBe(summarize([{ kind: 'rows', rows: [{ a: 2, b: 1 }] }]));
  });
});
