/** Rows that are taken in runs and those that are scanned one by one are the same, and so are their errors. */
import { InvalidDataError } from '@datasig/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError, type ExactResult, readExactly } from '../../test/exact.ts';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { chunked, formatNamed, toBytes } from '../../test/read.ts';
import { ByteWindow } from '../window.ts';
import { readHeader } from './header.ts';
import { type CellSink, RowScanner, scanPlaced } from './row-scanner.ts';

/** Cells as texts of their bytes. */
class Cells implements CellSink {
  row: string[] = [''];

  append(column: number, bytes: Uint8Array, start: number, end: number): void {
    this.row[column] += Buffer.from(bytes.subarray(start, end)).toString('latin1');
  }

  endCell(column: number): void {
    this.row[column + 1] = '';
  }
}

/** Reads a file that is all at hand with the row scanner alone. */
async function scanAll(bytes: Uint8Array, delimiter: number): Promise<ExactResult> {
  const records: string[] = [];
  try {
    const window = new ByteWindow(chunked(bytes));
    const scanner = new RowScanner(delimiter);
    const { names, nextLine } = await readHeader(window, scanner);
    while (await window.more());
    for (let line = nextLine; window.position < window.end; line += 1 + scanner.innerLineCount) {
      const cells = new Cells();
      const place = { line, byteOffset: window.offsetOf(window.position), row: records.length + 1 };
      if (scanPlaced(window, scanner, cells, line, records.length + 1) === 'row') {
        if (scanner.cellCount !== names.length) throw new InvalidDataError('ragged-row', `the row has ${scanner.cellCount} cells; the header has ${names.length}`, place);
        records.push(`${line}:${place.byteOffset} ${names.map((name, index) => `${JSON.stringify(name)}=${JSON.stringify(cells.row[index])}`).sort().join(' ')}`);
      }
      window.position = scanner.position;
    }
  } catch (error) {
    return { records, error: describeError(error) };
  }
  return { records, error: undefined };
}

async function expectSame(bytes: Uint8Array, chunkLengths: readonly (readonly number[])[], name: 'csv' | 'tsv' = 'csv'): Promise<void> {
  const expected = await scanAll(bytes, name === 'csv' ? 0x2c : 0x09);
  const batches = (await readExactly(formatNamed(name), bytes)).records;
  for (const lengths of chunkLengths) {
    const { records, error } = await readExactly(formatNamed(name), bytes, lengths);
    expect(error).toBe(expected.error);
    expect(records).toEqual(batches);
    const rows = records.filter((record) => !record.startsWith('batch of '));
    // An error comes before the rows of its batch.
    expect(rows).toEqual(error === undefined ? expected.records : expected.records.slice(0, rows.length));
  }
}

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('', 'a', '1.5', 'é', '🙂', ' x ', 'y'.repeat(63), 'y'.repeat(64), 'y'.repeat(65), 'y'.repeat(200), '\ufeff', '\0') },
  { weight: 4, arbitrary: fc.constantFrom('""', '"a"', '"a,b"', '"a\tb"', '"a""b"', '""""', '"a\nb"', '"a\r\nb\rc"', '"\n"', `"${'z'.repeat(63)}"`, `"${'z'.repeat(64)}"`, `"${'z'.repeat(63)}""z"`, `"${'z\n'.repeat(50)}"`, `"${'""'.repeat(70)}"`, `"${'z'.repeat(62)}\n\n\n"`) },
  { weight: 1, arbitrary: fc.constantFrom('a"b', '"a"b', '"open', '"', ' "a"', 'a\rb', '\r', '"a" ', '"a"\r', 'a,b', 'a\tb', '\n', '"""') },
);
const eol = fc.oneof({ weight: 8, arbitrary: fc.constantFrom('\n', '\r\n') }, { weight: 1, arbitrary: fc.constantFrom('\n\n', '\r\n\n\r\n', '\r', ' \n', '') });
const row = (columnCount: number): fc.Arbitrary<readonly string[]> => fc.oneof({ weight: 12, arbitrary: fc.array(cell, { minLength: columnCount, maxLength: columnCount }) }, { weight: 1, arbitrary: fc.array(cell, { maxLength: 4 }) });
const file = (delimiter: string): fc.Arbitrary<string> =>
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('', '\ufeff')).chain(([columnCount, mark]) =>
    fc.array(fc.tuple(row(columnCount), eol), { maxLength: 8 }).map((rows) => `${mark}${['a', 'b', '"c"', 'é'].slice(0, columnCount).join(delimiter)}\n${rows.map(([cells, end]) => cells.join(delimiter) + end).join('')}`),
  );
const damage = fc.tuple(fc.constantFrom(0, 0, 1), fc.integer({ min: 0, max: 2 ** 31 }));

/** Every chunk length up to 40, and some that are longer. */
const everyLength = [...Array.from({ length: 40 }, (_, index) => [index + 1]), [57], [100], [1_000_000], [3, 0, 5, 0, 1_000_000, 0]];
const someLengths = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 6 }).map((lengths) => [...lengths, 13]);

function damaged(text: string, [count, seed]: readonly [number, number]): Uint8Array {
  return count === 0 ? toBytes(text) : mutate(toBytes(text), seededRandom(seed));
}

describe('rows taken in runs', () => {
  it('are the same in every chunk length', async () => {
    await fc.assert(
      fc.asyncProperty(file(','), damage, async (text, how) => {
        await expectSame(damaged(text, how), everyLength);
      }),
      { numRuns: 300, seed: 41 },
    );
  });

  it.each([['csv', ','], ['tsv', '\t']] as const)('are the same however the bytes come: %s', async (name, delimiter) => {
    await fc.assert(
      fc.asyncProperty(file(delimiter), damage, someLengths, async (text, how, lengths) => {
        await expectSame(damaged(text, how), [lengths, [1_000_000]], name);
      }),
      { numRuns: 3000, seed: 42 },
    );
  });

  it('are the same across batches', async () => {
    const random = seededRandom(43);
    const rows = Array.from({ length: 10_000 }, (_, index) => `${index},${random() < 0.1 ? `"${'x""\n'.repeat(Math.floor(random() * 500))}"` : 'x'},${'y'.repeat(random() < 0.1 ? 300 : 9)}${random() < 0.5 ? '\n' : '\r\n'}`);
    await expectSame(toBytes(`a,b,c\n${rows.join('')}`), [[65_536], [1000], [10_000_000]]);
    await expectSame(toBytes(`a,b,c\n${rows.join('')}x,"y"z,\n`), [[65_536], [999]]);
    await expectSame(toBytes(`a,b,c\n${rows.join('')}x,y`), [[65_536], [999]]);
  });

  it('are none where an empty chunk ends the file', async () => {
    const chunks = async function* (): AsyncIterable<Uint8Array> {
      yield toBytes('a\n1\n2\n');
      yield new Uint8Array(0);
    };
    let rowCount = 0;
    for await (const batch of formatNamed('csv').read(chunks())) if (batch.kind === 'columns') rowCount += batch.rowCount;
    expect(rowCount).toBe(2);
  });
});
