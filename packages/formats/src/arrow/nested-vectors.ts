/** Vectors of values that hold others. */
import { Entries, Tensor } from '@datasig/core';
import type { LogicalType, TensorDtype, Value } from '@datasig/core/spec';
import { invalidArrow } from './error.ts';
import { type ColumnBody, slotCost, sumCosts, Vector } from './vector.ts';

/** Where the elements of each row stand in the child. */
export interface ListRanges {
  readonly startOf: (row: number) => number;
  readonly endOf: (row: number) => number;
}

/** Lists of any layout. */
export class ListVector extends Vector {
  protected readonly ranges: ListRanges;
  readonly #child: Vector;

  constructor(type: LogicalType, length: number, valid: Uint8Array | undefined, ranges: ListRanges, child: Vector) {
    super(type, length, valid);
    this.ranges = ranges;
    this.#child = child;
  }

  override cost(start: number, end: number, limit: number): number {
    const { startOf, endOf } = this.ranges;
    return sumCosts(start, end, limit, (row) => slotCost + (this.isNull(row) ? 0 : elementCost(this.#child, startOf(row), endOf(row), limit)));
  }

  protected override value(row: number): Value {
    const end = this.ranges.endOf(row);
    const list: Value[] = [];
    for (let element = this.ranges.startOf(row); element < end; element++) list.push(this.#child.read(element));
    return list;
  }
}

/** Elements take a place in an array, and more of it than nothing to look at. */
function elementCost(child: Vector, start: number, end: number, limit: number): number {
  const slots = slotCost * (end - start);
  return slots > limit ? slots : slots + child.cost(start, end, limit);
}

/** Maps: lists of entries. */
export class MapVector extends Vector {
  readonly #ranges: ListRanges;
  readonly #entries: Vector;
  readonly #keys: Vector;
  readonly #values: Vector;

  constructor(type: LogicalType, length: number, valid: Uint8Array | undefined, ranges: ListRanges, entries: StructVector) {
    super(type, length, valid);
    this.#ranges = ranges;
    this.#entries = entries;
    [this.#keys, this.#values] = entries.children as [Vector, Vector];
  }

  override cost(start: number, end: number, limit: number): number {
    const { startOf, endOf } = this.#ranges;
    return sumCosts(start, end, limit, (row) => slotCost + (this.isNull(row) ? 0 : elementCost(this.#entries, startOf(row), endOf(row), limit)));
  }

  /** Not a `Map`, which would merge equal keys. */
  protected override value(row: number): Value {
    const end = this.#ranges.endOf(row);
    const entries: [Value, Value][] = [];
    for (let entry = this.#ranges.startOf(row); entry < end; entry++) {
      if (this.#entries.isNull(entry)) throw invalidArrow('an entry of a map is null');
      entries.push([this.#keys.read(entry), this.#values.read(entry)]);
    }
    return new Entries(entries);
  }
}

/** Structs; names are unique. */
export class StructVector extends Vector {
  readonly children: readonly Vector[];
  readonly #names: readonly string[];

  constructor(type: LogicalType, length: number, valid: Uint8Array | undefined, names: readonly string[], children: readonly Vector[]) {
    super(type, length, valid);
    this.#names = names;
    this.children = children;
  }

  override cost(start: number, end: number, limit: number): number {
    let cost = slotCost * (end - start);
    for (const child of this.children) if (cost <= limit) cost += child.cost(start, end, limit);
    return cost;
  }

  protected override value(row: number): Value {
    // Without prototype, so that every name is an ordinary one.
    const struct = Object.create(null) as Record<string, Value>;
    this.#names.forEach((name, index) => {
      struct[name] = this.children[index]!.read(row);
    });
    return struct;
  }
}

/** Tensors of one dtype and shape. */
export class TensorVector extends Vector {
  readonly #dtype: TensorDtype;
  readonly #shape: readonly number[];
  readonly #byteLength: number;
  readonly #data: Uint8Array;

  /** @param data `byteLength` bytes a row */
  constructor(tensor: { readonly dtype: TensorDtype; readonly shape: readonly number[] }, length: number, valid: Uint8Array | undefined, byteLength: number, data: Uint8Array) {
    super({ type: 'tensor', ...tensor }, length, valid);
    this.#dtype = tensor.dtype;
    this.#shape = tensor.shape;
    this.#byteLength = byteLength;
    this.#data = data;
  }

  override cost(start: number, end: number): number {
    return (this.#byteLength + slotCost) * (end - start);
  }

  protected override value(row: number): Value {
    return new Tensor(this.#dtype, this.#shape, this.#rows(row, row + 1));
  }

  protected override body(start: number, end: number): ColumnBody {
    return { type: 'tensor', dtype: this.#dtype, shape: this.#shape, data: this.#rows(start, end) };
  }

  #rows(start: number, end: number): Uint8Array {
    return this.#data.subarray(start * this.#byteLength, end * this.#byteLength);
  }
}
