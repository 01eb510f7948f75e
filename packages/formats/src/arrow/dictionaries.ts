/** The dictionaries that the selected columns need. */
import { InvalidDataError } from '@datasig/core';
import { checkInflation, type Inflation } from '../codecs/inflation.ts';
import { invalidArrow } from './error.ts';
import { ChunkedVector } from './indexed-vectors.ts';
import type { FieldPlan } from './plan.ts';
import type { Vector } from './vector.ts';

/** Bytes that all dictionaries of a file together take: 1 GiB. */
const byteLimit = 2 ** 30;

interface Entry {
  /** How the values are read. */
  readonly plan: FieldPlan;
  readonly signature: string;
  vector: Vector | undefined;
  size: Inflation;
}

/** A batch of dictionary values. */
export interface DictionaryValues {
  readonly vector: Vector;
  readonly isDelta: boolean;
  /** Of the body that holds them. */
  readonly size: Inflation;
}

const noValues: Inflation = { stored: 0, inflated: 0 };
const remedy = 'write the columns without dictionaries';

/** Dictionaries by id. */
export class Dictionaries {
  readonly #entries: Map<bigint, Entry> = new Map();
  readonly #replaceable: boolean;

  /** @param replaceable whether another dictionary may come in place of one: in streams, not in files. @throws InvalidDataError */
  constructor(columns: readonly FieldPlan[], replaceable: boolean) {
    this.#replaceable = replaceable;
    for (const column of columns) this.#collect(column);
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** How values of a dictionary are read; undefined when no selected column needs them. */
  planOf(id: bigint): FieldPlan | undefined {
    return this.#entries.get(id)?.plan;
  }

  /** What gives the values at the time they are read. */
  resolver(id: bigint): () => Vector | undefined {
    return () => this.#entries.get(id)?.vector;
  }

  /** Makes room for values that are to be loaded: what they replace is let go. @throws InvalidDataError */
  begin(id: bigint, isDelta: boolean): void {
    const entry = this.#entries.get(id)!;
    if (isDelta && entry.vector === undefined) throw invalidArrow('an addition to a dictionary comes before the dictionary');
    if (isDelta) return;
    if (entry.vector !== undefined && !this.#replaceable) throw invalidArrow('a file has two dictionaries of one id');
    entry.vector = undefined;
    entry.size = noValues;
  }

  /** Holds values against the limits, together with all others. @throws InvalidDataError `record-too-large` */
  check(size: Inflation): void {
    const { stored, inflated } = [...this.#entries.values()].reduce((sum, entry) => added(sum, entry.size), size);
    checkInflation({ stored, inflated }, 'the dictionaries', remedy, byteLimit);
    if (stored + inflated > byteLimit) throw new InvalidDataError('record-too-large', `the dictionaries take more than ${byteLimit} bytes: ${remedy}`);
  }

  /** Takes up values, for which {@link begin} has made room. @throws InvalidDataError `record-too-large` */
  add(id: bigint, { vector, isDelta, size }: DictionaryValues): void {
    this.check(size);
    const entry = this.#entries.get(id)!;
    entry.size = added(entry.size, size);
    if (isDelta) {
      const chunked = entry.vector instanceof ChunkedVector ? entry.vector : new ChunkedVector(entry.vector!);
      chunked.append(vector);
      entry.vector = chunked;
    } else {
      entry.vector = vector;
    }
  }

  #collect(plan: FieldPlan): void {
    const { dictionary, ...field } = plan.field;
    for (const child of plan.children) this.#collect(child);
    if (dictionary === undefined) return;
    const values: FieldPlan = { ...plan, field };
    const known = this.#entries.get(dictionary.id);
    const signature = signatureOf(values);
    // A dictionary that holds itself would have two types as well.
    if (known !== undefined && known.signature !== signature) throw invalidArrow('two columns of different types have one dictionary', { column: plan.field.name });
    this.#entries.set(dictionary.id, known ?? { plan: values, signature, vector: undefined, size: noValues });
  }
}

function added(one: Inflation, other: Inflation): Inflation {
  return { stored: one.stored + other.stored, inflated: one.inflated + other.inflated };
}

function signatureOf({ field: { type, dictionary }, meaning, children }: FieldPlan): string {
  return JSON.stringify([type, meaning, String(dictionary?.id), children.map(signatureOf)]);
}
