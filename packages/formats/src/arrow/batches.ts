/** Record batches as Datasig's batches: loaded by ranges of rows, handed over in parts of a bounded size. */
import { DictionaryBatch } from 'apache-arrow/fb/dictionary-batch';
import { RecordBatch } from 'apache-arrow/fb/record-batch';
import { InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import { loadCodecs } from '../codecs/index.ts';
import { batchByteLength, batchCellCount, batchRowCount, recordByteLimit } from '../format.ts';
import { type BatchHeader, readBatchHeader } from './batch-header.ts';
import { Body, type BodyBytes, checkBatch, type Decompression } from './body.ts';
import { Dictionaries } from './dictionaries.ts';
import { invalidArrow, parsed } from './error.ts';
import { load } from './load.ts';
import type { ArrowMessage } from './message.ts';
import { type FieldPlan, planColumns } from './plan.ts';
import { type LoadContext, RangeTooLarge } from './range.ts';
import type { ArrowSchema } from './type.ts';
import type { Vector } from './vector.ts';

/** A message and its body. */
export interface MessageWithBody {
  readonly message: ArrowMessage;
  readonly body: BodyBytes;
  /** Where the message begins, for errors. */
  readonly byteOffset: number;
}

/** Rows of a batch in a file that are loaded at once have about this many bytes. */
export const rangeByteLength: number = 32 * 1024 * 1024;
const rangeRowCount = 65_536;
/** Rows that take no bytes, as nulls do: more than this in one batch are no data. */
const unbackedRowLimit = 2 ** 22;
/** Rows that a byte of a body may stand for at most: bits, compressed as far as ZSTD goes. */
const rowsPerByte = 8 * 32_768;

/** Reads the batches of one schema. */
export class BatchReader {
  readonly #schema: ArrowSchema;
  readonly #columns: readonly FieldPlan[];
  readonly #indices: readonly number[];
  readonly #dictionaries: Dictionaries;
  readonly #signal: AbortSignal | undefined;

  /** @throws InvalidDataError naming a selected column that has no canonical encoding */
  constructor(schema: ArrowSchema, options: { readonly columns?: readonly string[]; readonly signal?: AbortSignal; readonly replaceable: boolean }) {
    this.#schema = schema;
    this.#columns = planColumns(schema, options.columns).columns;
    for (const { error } of this.#columns) if (error !== undefined) throw error;
    this.#indices = this.#columns.map(({ field }) => schema.fields.indexOf(field));
    this.#dictionaries = new Dictionaries(this.#columns, options.replaceable);
    this.#signal = options.signal;
  }

  get needsDictionaries(): boolean {
    return !this.#dictionaries.isEmpty;
  }

  /** Takes up a batch of dictionary values. @throws InvalidDataError */
  async addDictionary(message: MessageWithBody): Promise<void> {
    await at(message, async () => {
      const { id, isDelta, data } = parsed('a dictionary', () => {
        const dictionary = message.message.header(new DictionaryBatch());
        return { id: dictionary.id(), isDelta: dictionary.isDelta(), data: dictionary.data() };
      });
      const plan = this.#dictionaries.planOf(id);
      if (plan === undefined) return;
      if (data === null) throw invalidArrow('a dictionary has no values');
      const header = parsed('a dictionary', () => readBatchHeader(data, [plan.field], message.message));
      checkRowCount(header, message);
      const body = await openBody(header, message, (size) => this.#dictionaries.check(size));
      try {
        this.#dictionaries.begin(id, isDelta);
        const vector = await load(plan, header.fields[0]!, 0, header.rowCount, { body, dictionaries: this.#dictionaries });
        this.#dictionaries.add(id, { vector, isDelta, size: body.size });
      } catch (error) {
        if (error instanceof RangeTooLarge) throw new InvalidDataError('record-too-large', `a dictionary takes more than ${recordByteLimit} bytes; write the column without it`, { column: plan.field.name });
        throw error instanceof InvalidDataError ? error.at({ column: plan.field.name }) : error;
      }
    });
  }

  /** The rows of a record batch. @throws InvalidDataError */
  async *read(message: MessageWithBody): AsyncIterable<Batch> {
    try {
      const header = parsed('a record batch', () => readBatchHeader(message.message.header(new RecordBatch()), this.#schema.fields, message.message));
      checkRowCount(header, message);
      const context: LoadContext = { body: await openBody(header, message, checkBatch), dictionaries: this.#dictionaries };
      let rowCount = Math.max(1, Math.min(rangeRowCount, Math.floor((rangeByteLength * header.rowCount) / Math.max(1, message.body.byteLength))));
      for (let row = 0; row < header.rowCount; ) {
        this.#signal?.throwIfAborted();
        rowCount = Math.min(rowCount, header.rowCount - row);
        const vectors = await this.#load(header, row, row + rowCount, context);
        if (vectors === undefined) {
          rowCount = Math.ceil(rowCount / 2);
          continue;
        }
        yield* this.#cut(vectors, rowCount);
        row += rowCount;
      }
    } catch (error) {
      throw placed(error, message);
    }
  }

  /** The columns' rows; undefined when they are too many at once. */
  async #load(header: BatchHeader, start: number, end: number, context: LoadContext): Promise<Vector[] | undefined> {
    const vectors: Vector[] = [];
    for (const [index, plan] of this.#columns.entries()) {
      try {
        vectors.push(await load(plan, header.fields[this.#indices[index]!]!, start, end, context));
      } catch (error) {
        if (!(error instanceof RangeTooLarge)) throw error instanceof InvalidDataError ? error.at({ column: plan.field.name }) : error;
        if (end - start === 1) throw tooLarge(plan.field.name);
        return undefined;
      }
    }
    return vectors;
  }

  *#cut(vectors: readonly Vector[], length: number): Iterable<Batch> {
    const mostRows = Math.max(1, Math.min(batchRowCount, Math.floor(batchCellCount / Math.max(1, vectors.length))));
    for (let row = 0; row < length; ) {
      this.#signal?.throwIfAborted();
      let rowCount = Math.min(mostRows, length - row);
      while (rowCount > 1 && this.#cost(vectors, row, row + rowCount, batchByteLength) > batchByteLength) rowCount = Math.ceil(rowCount / 2);
      if (rowCount === 1 && this.#cost(vectors, row, row + 1, recordByteLimit) > recordByteLimit) throw tooLarge();
      const columns = vectors.map((vector, index) => this.#inColumn(index, (name) => vector.column(name, row, row + rowCount)));
      yield { kind: 'columns', rowCount, columns };
      row += rowCount;
    }
  }

  #cost(vectors: readonly Vector[], start: number, end: number, limit: number): number {
    let cost = 0;
    for (let index = 0; index < vectors.length && cost <= limit; index++) cost += this.#inColumn(index, () => vectors[index]!.cost(start, end, limit));
    return cost;
  }

  #inColumn<T>(index: number, action: (name: string) => T): T {
    const { name } = this.#columns[index]!.field;
    try {
      return action(name);
    } catch (error) {
      throw error instanceof InvalidDataError ? error.at({ column: name }) : error;
    }
  }
}

async function openBody({ buffers, codec }: BatchHeader, { body }: MessageWithBody, check: Decompression['check']): Promise<Body> {
  if (codec === undefined) return new Body(body, buffers, undefined);
  const codecs = await loadCodecs([codec]);
  return new Body(body, buffers, { decompress: (input, byteLength) => codecs.decompress(codec, input, byteLength), check });
}

function tooLarge(column?: string): InvalidDataError {
  return new InvalidDataError('record-too-large', `a record takes more than ${recordByteLimit} bytes`, column === undefined ? {} : { column });
}

function checkRowCount({ rowCount }: BatchHeader, { body }: MessageWithBody): void {
  if (rowCount > unbackedRowLimit + rowsPerByte * body.byteLength) throw invalidArrow(`a record batch claims ${rowCount} rows in ${body.byteLength} bytes`);
}

async function at<T>(message: MessageWithBody, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw placed(error, message);
  }
}

function placed(error: unknown, { byteOffset }: MessageWithBody): unknown {
  return error instanceof InvalidDataError ? error.at({ byteOffset, ...error.position }) : error;
}
