/** Nested rows put together from levels (record assembly: Melnik et al., "Dremel", VLDB 2010, section 4.3). */
import { Entries as MapEntries } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import { invalidParquet, valuesInNulls } from './error.ts';
import type { Entries } from './leaf-reader.ts';
import { scalarValues } from './scalars.ts';
import type { Leaf, ListNode, MapNode, Node, StructNode } from './schema.ts';

/** A leaf's levels and values for some whole rows. */
export interface LeafEntries {
  readonly leaf: Leaf;
  readonly entries: Entries;
}

/** Where reading stands in one leaf. */
class Cursor {
  readonly #entries: Entries;
  readonly #values: readonly Value[];
  readonly #maximumDefinition: number;
  #entry = 0;
  #value = 0;

  constructor({ leaf, entries }: LeafEntries) {
    if (leaf.kind.kind === 'null' && entries.values.length > 0) throw valuesInNulls();
    this.#entries = entries;
    this.#values = entries.values.flatMap((physical) => scalarValues(leaf.kind, physical));
    this.#maximumDefinition = leaf.maximumDefinition;
  }

  get definition(): number {
    if (this.#entry >= this.#entries.entryCount) throw invalidParquet('the columns of a field have unlike numbers of rows or elements');
    return this.#entries.definition === undefined ? this.#maximumDefinition : this.#entries.definition[this.#entry]!;
  }

  /** -1 at the end. */
  get repetition(): number {
    if (this.#entry >= this.#entries.entryCount) return -1;
    return this.#entries.repetition === undefined ? 0 : this.#entries.repetition[this.#entry]!;
  }

  /** Steps over an entry. */
  next(): Value {
    const isValue = this.definition === this.#maximumDefinition;
    this.#entry++;
    return isValue ? this.#values[this.#value++] : null;
  }
}

/** Reads values of one top-level field. */
export class NestedRows {
  readonly #node: Node;
  readonly #cursors: readonly Cursor[];

  constructor(node: Node, leaves: readonly LeafEntries[]) {
    this.#node = node;
    this.#cursors = leaves.map((leaf) => new Cursor(leaf));
  }

  /** All rows. @throws InvalidDataError when the levels contradict each other */
  read(rowCount: number): Value[] {
    const rows: Value[] = [];
    for (let row = 0; row < rowCount; row++) rows.push(this.#read(this.#node));
    if (this.#cursors.some((cursor) => cursor.repetition !== -1)) throw invalidParquet('the columns of a field have unlike numbers of rows or elements');
    return rows;
  }

  /** The leaf whose levels tell of `node`. */
  #first(node: Node): Cursor {
    return this.#cursors[node.firstLeaf - this.#node.firstLeaf]!;
  }

  #read(node: Node): Value {
    if (node.type === 'leaf') return this.#first(node).next();
    if (this.#first(node).definition < node.definition) return this.#skip(node, null);
    switch (node.type) {
      case 'unsupported':
        throw node.error;
      case 'struct':
        return this.#struct(node);
      case 'list':
        return this.#elements(node, () => this.#read(node.element));
      case 'map':
        return this.#map(node);
    }
  }

  /**
   * Steps over the entry that stands for a null or an empty list in every leaf below. DuckDB (2.0) writes as many of
   * them for a null ARRAY as it would have elements; they say nothing else.
   */
  #skip<T extends Value>(node: Node, value: T): T {
    const { definition } = this.#first(node);
    const repetition = definition < node.definition ? node.repetition : Number.POSITIVE_INFINITY;
    for (let leaf = node.firstLeaf; leaf < node.endLeaf; leaf++) {
      const cursor = this.#cursors[leaf - this.#node.firstLeaf]!;
      if (cursor.definition !== definition) throw invalidParquet('the columns of a field disagree on what is null');
      do cursor.next();
      while (cursor.repetition > repetition && cursor.definition === definition);
    }
    return value;
  }

  /** Without prototype, so that every name is an ordinary one. */
  #struct({ fields }: StructNode): Value {
    const struct = Object.create(null) as Record<string, Value>;
    for (const field of fields) struct[field.name] = this.#read(field);
    return struct;
  }

  #map(node: MapNode): Value {
    return new MapEntries(this.#elements(node, () => [this.#read(node.key), this.#read(node.value)] as const));
  }

  #elements<T>(node: ListNode | MapNode, read: () => T): T[] {
    const first = this.#first(node);
    if (first.definition < node.elementDefinition) return this.#skip(node, [] as Value[]) as T[];
    const elements: T[] = [];
    do elements.push(read());
    while (first.repetition === node.elementRepetition);
    return elements;
  }
}
