/** FASTA text to records: a line `>id description` begins one, the lines up to the next `>` are its sequence. */
import { InvalidDataError } from '@datasig/core';
import type { Batch, SchemaField, Value } from '@datasig/core/spec';

const text = { type: 'text' } as const;

/** The fields of every record. */
export const schema: readonly SchemaField[] = [{ name: 'description', type: text }, { name: 'id', type: text }, { name: 'sequence', type: text }];

const batchRowCount = 1000;

/**
 * Batches of records, with the line on which each begins.
 *
 * @throws InvalidDataError with the line, where a file does not begin with a `>`
 */
export async function* toBatches(lines: AsyncIterable<string>, file: string): AsyncIterable<Batch> {
  let rows: Record<string, Value>[] = [];
  let begins: number[] = [];
  let sequence: string[] = [];
  let lineNumber = 0;
  const endSequence = (): void => {
    if (rows.length > 0) rows.at(-1)!['sequence'] = sequence.join('');
    sequence = [];
  };
  const batch = (): Batch => ({ kind: 'rows', rows, places: { file, lines: begins } });
  for await (const line of lines) {
    lineNumber++;
    if (!line.startsWith('>')) {
      if (rows.length === 0 && line !== '') throw new InvalidDataError('invalid-data', 'a sequence without a line that begins with > before it', { file, line: lineNumber });
      sequence.push(line);
      continue;
    }
    endSequence();
    if (rows.length === batchRowCount) {
      yield batch();
      [rows, begins] = [[], []];
    }
    const [, id = '', description = ''] = /^>(\S*)\s*(.*)$/.exec(line)!;
    rows.push({ id, description: description === '' ? null : description });
    begins.push(lineNumber);
  }
  endSequence();
  if (rows.length > 0) yield batch();
}
