/** The structure of elements: which fields they have and what stands where. The first element says it, all others keep to it. */
import { InvalidDataError } from '@datasig/core';
import { isNumericArray, isShapedArray, isTensor } from './tensor-like.ts';

/** A place in an element. */
export type Place =
  | Leaf
  | { readonly kind: 'list'; readonly path: string; readonly items: readonly Place[] }
  | { readonly kind: 'struct'; readonly path: string; readonly fields: readonly (readonly [string, Place])[] };

/** A place where a tensor, an array or a value stands. */
interface Leaf {
  readonly kind: 'leaf';
  readonly path: string;
  readonly index: number;
  /** For messages. */
  readonly type: string;
  /** Where it is a tensor. */
  readonly tensor: { readonly dtype: string; readonly rank: number } | undefined;
}

/** How elements are looked at. */
export interface StructureOptions {
  /** Whether `{data, shape}` is an array of numbers with a shape. */
  readonly shapedArrays: boolean;
}

/** What the elements of one dataset have in common. */
export class Structure {
  /** The fields of a record, by their names in the element. */
  readonly fields: readonly (readonly [string, Place])[];
  readonly #options: StructureOptions;
  readonly #root: 'struct' | 'pair' | 'value';
  #leafCount = 0;

  /** @throws InvalidDataError `unsupported-value` */
  constructor(first: unknown, options: StructureOptions) {
    this.#options = options;
    this.#root = rootKind(first, options);
    this.fields = Object.entries(this.#asRecord(first)).map(([name, value]) => [name, this.#look(value, name, 0)] as const);
  }

  get leafCount(): number {
    return this.#leafCount;
  }

  /** The leaves of an element, in their order. @throws InvalidDataError `structure-changed` */
  leavesOf(element: unknown): unknown[] {
    // A struct is told from the others by what its fields are.
    const isStructStill = this.#root === 'struct' && isStruct(element) && !isTensor(element);
    if (!isStructStill && rootKind(element, this.#options) !== this.#root) throw changed('the element', this.#root, rootKind(element, this.#options));
    const record = this.#asRecord(element);
    const leaves: unknown[] = [];
    this.#collectFields(this.fields, record, 'the element', leaves);
    return leaves;
  }

  #asRecord(element: unknown): Readonly<Record<string, unknown>> {
    if (this.#root === 'struct') return element as Readonly<Record<string, unknown>>;
    return this.#root === 'value' ? { value: element } : { xs: (element as readonly unknown[])[0], ys: (element as readonly unknown[])[1] };
  }

  #look(value: unknown, path: string, depth: number): Place {
    // Core counts exactly; this bounds what is built for it.
    if (depth > 64) throw new InvalidDataError('depth-exceeded', 'an element is nested deeper than 64 levels', { column: path });
    const type = leafType(value, this.#options);
    if (type !== undefined) return { kind: 'leaf', path, index: this.#leafCount++, type, tensor: isTensor(value) ? { dtype: value.dtype, rank: value.shape.length } : undefined };
    if (Array.isArray(value)) return { kind: 'list', path, items: value.map((item, index) => this.#look(item, `${path}[${index}]`, depth + 1)) };
    if (isStruct(value)) return { kind: 'struct', path, fields: Object.entries(value as Readonly<Record<string, unknown>>).map(([name, member]) => [name, this.#look(member, `${path}.${name}`, depth + 1)] as const) };
    throw new InvalidDataError('unsupported-value', `an element holds ${nameOf(value)}; expected tensors, typed arrays, numbers, strings, booleans, and arrays and objects of them`, { column: path });
  }

  #collect(place: Place, value: unknown, leaves: unknown[]): void {
    if (place.kind === 'leaf' && isSuch(place, value)) {
      leaves.push(value);
      return;
    }
    const type = leafType(value, this.#options);
    if (place.kind === 'leaf') {
      if (type !== place.type) throw changed(place.path, place.type, type ?? nameOf(value));
      leaves.push(value);
    } else if (place.kind === 'list') {
      if (type !== undefined || !Array.isArray(value) || value.length !== place.items.length) throw changed(place.path, `an array of ${place.items.length}`, Array.isArray(value) ? `one of ${value.length}` : (type ?? nameOf(value)));
      for (const [index, item] of place.items.entries()) this.#collect(item, (value as readonly unknown[])[index], leaves);
    } else {
      if (type !== undefined || !isStruct(value)) throw changed(place.path, 'an object', type ?? nameOf(value));
      this.#collectFields(place.fields, value as Readonly<Record<string, unknown>>, place.path, leaves);
    }
  }

  #collectFields(fields: readonly (readonly [string, Place])[], record: Readonly<Record<string, unknown>>, path: string, leaves: unknown[]): void {
    for (const [name, place] of fields) {
      if (!Object.hasOwn(record, name)) throw changed(path, `a field ${JSON.stringify(name)}`, 'none');
      this.#collect(place, record[name], leaves);
    }
    const extra = Object.keys(record).length > fields.length ? Object.keys(record).find((name) => !fields.some(([known]) => known === name)) : undefined;
    if (extra !== undefined) throw changed(path, `${fields.length} fields`, `also ${JSON.stringify(extra)}`);
  }
}

/** Whether it surely is what stands there: most elements end here. */
function isSuch({ tensor, type }: Leaf, value: unknown): boolean {
  if (tensor === undefined) return type === 'plain' && (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean');
  return isTensor(value) && value.dtype === tensor.dtype && value.shape.length === tensor.rank;
}

/** A pair is of two tensors or structs: numbers side by side are a list. */
function rootKind(element: unknown, options: StructureOptions): 'struct' | 'pair' | 'value' {
  if (leafType(element, options) !== undefined) return 'value';
  if (!Array.isArray(element)) return isStruct(element) ? 'struct' : 'value';
  return element.length === 2 && element.some((member) => leafType(member, options) !== 'plain' && !Array.isArray(member)) ? 'pair' : 'value';
}

/** What a leaf is, to be the same in every element; undefined for what has members. */
function leafType(value: unknown, { shapedArrays }: StructureOptions): string | undefined {
  if (typeof value !== 'object') return typeof value === 'function' || typeof value === 'symbol' ? undefined : 'plain';
  if (value === null) return 'plain';
  if (isTensor(value)) return `${value.dtype} tensor of rank ${value.shape.length}`;
  if (isNumericArray(value)) return value.constructor.name;
  return shapedArrays && isShapedArray(value) ? `${value.data.constructor.name} of rank ${value.shape.length}` : undefined;
}

function isStruct(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function changed(path: string, expected: string, got: string): InvalidDataError {
  return new InvalidDataError('structure-changed', `${path}: expected ${expected}, as in the first element, got ${got}`);
}

function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`;
  return `an object of ${String(value.constructor?.name ?? 'no class')}`;
}
