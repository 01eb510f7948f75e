/** The dictionaries that the selected columns need. */
import { InvalidDataError } from '@datasig/core';
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
  vector?: Vector;
  byteLength: number;
}

/** A batch of dictionary values. */
export interface DictionaryValues {
  readonly vector: Vector;
  readonly isDelta: boolean;
  /** Memory that the values hold. */
  readonly byteLength: number;
}

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

  /** Takes up values. @throws InvalidDataError */
  add(id: bigint, { vector, isDelta, byteLength }: DictionaryValues): void {
    const entry = this.#entries.get(id)!;
    if (isDelta) {
      if (entry.vector === undefined) throw invalidArrow('an addition to a dictionary comes before the dictionary');
      entry.vector = entry.vector instanceof ChunkedVector ? entry.vector : new ChunkedVector(entry.vector);
      (entry.vector as ChunkedVector).append(vector);
      entry.byteLength += byteLength;
    } else {
      if (entry.vector !== undefined && !this.#replaceable) throw invalidArrow('a file has two dictionaries of one id');
      entry.vector = vector;
      entry.byteLength = byteLength;
    }
    const total = [...this.#entries.values()].reduce((sum, each) => sum + each.byteLength, 0);
    if (total > byteLimit) throw new InvalidDataError('record-too-large', `the dictionaries take more than ${byteLimit} bytes; write the columns without dictionaries`);
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
    this.#entries.set(dictionary.id, known ?? { plan: values, signature, byteLength: 0 });
  }
}

function signatureOf({ field: { type, dictionary }, meaning, children }: FieldPlan): string {
  return JSON.stringify([type, meaning, String(dictionary?.id), children.map(signatureOf)]);
}
