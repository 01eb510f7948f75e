import type { Batch } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { countRows, rowRange } from './row-range.ts';

/** Batches of these lengths; the numbers count on. */
async function* batches(lengths: readonly number[], ended: { done: boolean } = { done: false }): AsyncIterable<Batch> {
  let next = 0;
  try {
    for (const [index, length] of lengths.entries()) {
      const values = Float64Array.from({ length }, () => next++);
      const text = new TextEncoder().encode([...values].map((value) => String.fromCharCode(97 + value)).join(''));
      const valid = Uint8Array.from(values, (value) => value % 2);
      if (index % 2 === 1) yield { kind: 'rows', rows: [...values].map((value) => ({ n: value, t: String.fromCharCode(97 + value) })) };
      else yield { kind: 'columns', rowCount: length, columns: [{ type: 'number', name: 'n', values, valid }, { type: 'text', name: 't', bytes: text, offsets: Uint32Array.from({ length: length + 1 }, (_, row) => row) }] };
    }
  } finally {
    ended.done = true;
  }
}

async function textOf(range: AsyncIterable<Batch>): Promise<string> {
  let text = '';
  for await (const batch of range) {
    if (batch.kind === 'rows') text += batch.rows.map(({ t }) => t as string).join('');
    else {
      const [numbers, column] = batch.columns;
      if (numbers?.type !== 'number' || column?.type !== 'text') throw new Error('other columns');
      for (let row = 0; row < batch.rowCount; row++) {
        const letter = String.fromCharCode(column.bytes[column.offsets[row]!]!);
        expect(numbers.values[row]).toBe(letter.charCodeAt(0) - 97);
        expect(numbers.valid![row]).toBe((letter.charCodeAt(0) - 97) % 2);
        text += letter;
      }
    }
  }
  return text;
}

describe('rowRange', () => {
  const lengths = [3, 4, 1, 2];
  it('gives every range as a slice of the whole', async () => {
    const whole = await textOf(rowRange(batches(lengths), 0, 10));
    expect(whole).toBe('abcdefghij');
    for (let start = 0; start <= 11; start++) for (let end = 0; end <= 12; end++) expect(await textOf(rowRange(batches(lengths), start, end))).toBe(whole.slice(start, Math.max(start, end)));
  });

  it('ends what it reads from', async () => {
    const ended = { done: false };
    await textOf(rowRange(batches(lengths, ended), 1, 2));
    expect(ended.done).toBe(true);
  });
});

it('counts rows as far as is asked', async () => {
  expect(await countRows(batches([3, 4, 1]), Infinity)).toBe(8);
  expect(await countRows(batches([3, 4, 1]), 5)).toBe(7);
});
