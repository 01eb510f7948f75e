/** Where reading stands in the entries of one leaf. */
import { InvalidDataError } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import { invalidParquet, valuesInNulls } from './error.ts';
import type { Entries } from './leaf-reader.ts';
import { scalarValues } from './scalars.ts';
import type { Leaf, Node, TensorNode } from './schema.ts';

/** A leaf's levels and values for some whole rows. */
export interface LeafEntries {
  readonly leaf: Leaf;
  readonly entries: Entries;
}

/** Steps through entries. */
export class Cursor {
  readonly #leaf: Leaf;
  readonly #entries: Entries;
  /** Made when the first is asked for: tensors take the stored bytes. */
  #values: readonly Value[] | undefined;
  #entry = 0;
  #value = 0;

  /** @throws InvalidDataError for values where the annotation UNKNOWN says that there are none */
  constructor({ leaf, entries }: LeafEntries) {
    if (leaf.kind.kind === 'null' && entries.values.length > 0) throw valuesInNulls();
    this.#leaf = leaf;
    this.#entries = entries;
  }

  get definition(): number {
    if (this.#entry >= this.#entries.entryCount) throw invalidParquet('the columns of a field have unlike numbers of rows or elements');
    return this.#entries.definition === undefined ? this.#leaf.maximumDefinition : this.#entries.definition[this.#entry]!;
  }

  /** -1 at the end. */
  get repetition(): number {
    if (this.#entry >= this.#entries.entryCount) return -1;
    return this.#entries.repetition === undefined ? 0 : this.#entries.repetition[this.#entry]!;
  }

  /** Steps over an entry. */
  next(): Value {
    const isValue = this.definition === this.#leaf.maximumDefinition;
    this.#entry++;
    if (!isValue) return null;
    this.#values ??= this.#entries.values.flatMap((physical) => scalarValues(this.#leaf.kind, physical));
    return this.#values[this.#value++];
  }

  /**
   * Steps over the entry that stands for a null or an empty list. DuckDB (2.0) writes as many of them for a null ARRAY
   * as it would have elements; they say nothing else.
   */
  skip({ definition: own, repetition: around }: Pick<Node, 'definition' | 'repetition'>): void {
    const { definition } = this;
    const repetition = definition < own ? around : Number.POSITIVE_INFINITY;
    do this.#entry++;
    while (this.repetition > repetition && this.definition === definition);
  }

  /** Steps over a tensor that is not null, and gives the number of its first value. @throws InvalidDataError */
  skipTensor({ shape, length, elementDefinition, elementRepetition }: TensorNode): number {
    const start = this.#value;
    const isEmpty = this.definition < elementDefinition;
    const end = isEmpty ? this.#entry + 1 : this.#endOfList(elementRepetition);
    const found = isEmpty ? 0 : end - this.#entry;
    if (!isEmpty) this.#assertValues(end);
    if (found !== length) throw new InvalidDataError('cast-failed', `a list has ${found} elements; a tensor of the shape [${shape.join(', ')}] has ${length}`);
    this.#entry = end;
    this.#value += found;
    return start;
  }

  #endOfList(elementRepetition: number): number {
    const { repetition, entryCount } = this.#entries;
    // Of a list in no other, one search for the next row is much faster.
    if (elementRepetition === 1) {
      const end = repetition!.indexOf(0, this.#entry + 1);
      return end === -1 ? entryCount : end;
    }
    let end = this.#entry + 1;
    while (end < entryCount && repetition![end] === elementRepetition) end++;
    return end;
  }

  #assertValues(end: number): void {
    const { definition } = this.#entries;
    if (definition === undefined) return;
    for (let entry = this.#entry; entry < end; entry++) {
      if (definition[entry] !== this.#leaf.maximumDefinition) throw new InvalidDataError('cast-failed', 'a tensor has an element that is null');
    }
  }
}
