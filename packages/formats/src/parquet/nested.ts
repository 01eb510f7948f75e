/** Nested rows put together from levels (record assembly: Melnik et al., "Dremel", VLDB 2010, section 4.3). */
import { Entries } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import { Cursor, type LeafEntries } from './cursor.ts';
import { invalidParquet } from './error.ts';
import type { ListNode, MapNode, Node, StructNode, TensorNode } from './schema.ts';
import { tensorAt, tensorData } from './tensors.ts';

/** Reads values of one top-level field. */
export class NestedRows {
  readonly #node: Node;
  readonly #leaves: readonly LeafEntries[];
  readonly #cursors: readonly Cursor[];
  readonly #tensors: Map<TensorNode, Uint8Array> = new Map();

  constructor(node: Node, leaves: readonly LeafEntries[]) {
    this.#node = node;
    this.#leaves = leaves;
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
      case 'tensor':
        return this.#tensor(node);
    }
  }

  /** Steps over a null or an empty list in every leaf below. */
  #skip<T extends Value>(node: Node, value: T): T {
    const { definition } = this.#first(node);
    for (let leaf = node.firstLeaf; leaf < node.endLeaf; leaf++) {
      const cursor = this.#cursors[leaf - this.#node.firstLeaf]!;
      if (cursor.definition !== definition) throw invalidParquet('the columns of a field disagree on what is null');
      cursor.skip(node);
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
    return new Entries(this.#elements(node, () => [this.#read(node.key), this.#read(node.value)] as const));
  }

  #tensor(node: TensorNode): Value {
    const data = this.#tensors.get(node) ?? tensorData(node, this.#leaves[node.firstLeaf - this.#node.firstLeaf]!.entries.values);
    this.#tensors.set(node, data);
    return tensorAt(node, data, this.#first(node).skipTensor(node));
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
