/** The schema tree: what each column is, and the levels by which nulls and lists are known (Dremel, as Parquet has it). */
import { InvalidDataError } from '@datasig/core';
import type { LogicalType, SchemaField, TensorDtype } from '@datasig/core/spec';
import { invalidParquet } from './error.ts';
import { type LeafKind, type LeafReading, logicalTypeOf, readLeaf, unsupportedType } from './leaf-kind.ts';
import type { SchemaElement } from './metadata.ts';

/** What all nodes share. */
interface NodeBase {
  readonly name: string;
  /** The value is not null where the definition level is this or more. */
  readonly definition: number;
  /** How many lists the node is within. */
  readonly repetition: number;
  /** Numbers `[first, end)` of the leaves below. */
  readonly firstLeaf: number;
  readonly endLeaf: number;
}

/** A node of values. */
export type Node = LeafNode | StructNode | ListNode | MapNode | TensorNode | UnsupportedNode;

/** A column of scalars. */
export interface LeafNode extends NodeBase {
  readonly type: 'leaf';
  readonly leaf: Leaf;
}

/** A value without canonical encoding: an error only where it is read. */
interface UnsupportedNode extends NodeBase {
  readonly type: 'unsupported';
  readonly error: InvalidDataError;
}

/** A group. */
export interface StructNode extends NodeBase {
  readonly type: 'struct';
  readonly fields: readonly Node[];
}

/** A list; an element is there where the levels are the ones given. */
export interface ListNode extends NodeBase {
  readonly type: 'list';
  readonly elementDefinition: number;
  readonly elementRepetition: number;
  readonly element: Node;
}

/** A list that is declared to be a tensor, its elements stored as the dtype has them. */
export interface TensorNode extends NodeBase {
  readonly type: 'tensor';
  readonly elementDefinition: number;
  readonly elementRepetition: number;
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  /** Elements of one tensor. */
  readonly length: number;
}

/** A map. */
export interface MapNode extends NodeBase {
  readonly type: 'map';
  readonly elementDefinition: number;
  readonly elementRepetition: number;
  readonly key: Node;
  readonly value: Node;
}

/** A leaf column as it is stored. */
export interface Leaf {
  /** Names from below the root to the leaf. */
  readonly path: readonly string[];
  readonly physicalType: number;
  readonly typeLength: number;
  readonly kind: LeafKind;
  readonly maximumDefinition: number;
  readonly maximumRepetition: number;
}

/** A file's columns. */
export interface ParquetSchema {
  readonly fields: readonly Node[];
  readonly leaves: readonly Leaf[];
  /** Sentences about columns. */
  readonly warnings: readonly string[];
}

/** No value of a record stands deeper than 64 levels; lists and maps take two groups a level. */
const depthLimit = 160;
const converted = { map: 1, mapKeyValue: 2, list: 3 } as const;
const logical = { map: 2, list: 3, variant: 16 } as const;

/** @throws InvalidDataError naming the column */
export function buildSchema(elements: readonly SchemaElement[]): ParquetSchema {
  return new SchemaBuilder(elements).build();
}

/** The logical types of fields, for the fingerprint's schema. */
export function schemaFields(fields: readonly Node[]): SchemaField[] {
  return fields.map((node) => ({ name: node.name, type: typeOf(node) }));
}

/** The logical type of a field. */
export function typeOf(node: Node): LogicalType {
  switch (node.type) {
    case 'leaf':
      return logicalTypeOf(node.leaf.kind);
    case 'list':
      return { type: 'list', element: typeOf(node.element) };
    case 'map':
      return { type: 'map', key: typeOf(node.key), value: typeOf(node.value) };
    case 'struct':
      return { type: 'struct', fields: schemaFields(node.fields) };
    case 'tensor':
      return { type: 'tensor', dtype: node.dtype, shape: node.shape };
    case 'unsupported':
      return { type: 'null' };
  }
}

/** A leaf's reading; a type without canonical encoding comes back as the error that reading it will be. */
function reading(element: SchemaElement, column: string): LeafReading & { readonly error?: InvalidDataError } {
  try {
    return readLeaf(element);
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    if (error.code !== 'unsupported-value') throw error.at({ column });
    return { kind: { kind: 'null' }, error: error.at({ column }) };
  }
}

function isAnnotated({ logicalType, convertedType }: SchemaElement): boolean {
  return logicalType !== undefined || convertedType !== undefined;
}

/** Levels and names above an element. */
interface Context {
  readonly path: readonly string[];
  readonly definition: number;
  readonly repetition: number;
}

class SchemaBuilder {
  readonly #elements: readonly SchemaElement[];
  readonly #leaves: Leaf[] = [];
  readonly #warnings: string[] = [];
  #next = 0;

  constructor(elements: readonly SchemaElement[]) {
    this.#elements = elements;
  }

  build(): ParquetSchema {
    const root = this.#take();
    const fields = this.#children(root, { path: [], definition: 0, repetition: 0 });
    if (this.#next !== this.#elements.length) throw invalidParquet(`the schema has ${this.#elements.length} elements; its tree has ${this.#next}`);
    return { fields, leaves: this.#leaves, warnings: this.#warnings };
  }

  #take(): SchemaElement {
    const element = this.#elements[this.#next++];
    if (element === undefined) throw invalidParquet('the schema ends before its last group is complete');
    return element;
  }

  #peek(): SchemaElement | undefined {
    return this.#elements[this.#next];
  }

  /** The children of a group, whose names are unique. */
  #children(group: SchemaElement, context: Context): Node[] {
    const nodes: Node[] = [];
    const names = new Set<string>();
    for (let index = 0; index < group.childCount; index++) {
      const node = this.#field(context);
      if (names.size === names.add(node.name).size) {
        throw new InvalidDataError('duplicate-column', 'two columns have the same name', { column: [...context.path, node.name].join('.') });
      }
      nodes.push(node);
    }
    return nodes;
  }

  /** A field; where it is repeated without annotation it is a list. */
  #field(context: Context): Node {
    const { repetition } = this.#peek() ?? {};
    if (repetition !== 2) return this.#value(context);
    const firstLeaf = this.#leaves.length;
    const { name } = this.#peek()!;
    const element = this.#repeated(context);
    return { type: 'list', name, definition: context.definition, repetition: context.repetition, elementDefinition: context.definition + 1, elementRepetition: context.repetition + 1, element, firstLeaf, endLeaf: this.#leaves.length };
  }

  /** A repeated element, as the element of its list. */
  #repeated(context: Context): Node {
    return this.#value({ ...context, definition: context.definition + 1, repetition: context.repetition + 1 });
  }

  /** The value of the next element, whose repetition has been dealt with where it is repeated. */
  #value(context: Context): Node {
    if (context.path.length > depthLimit) throw new InvalidDataError('depth-exceeded', 'columns are nested deeper than 64 levels', { column: context.path[0]! });
    const element = this.#take();
    const inner: Context = { ...context, path: [...context.path, element.name], definition: context.definition + (element.repetition === 1 ? 1 : 0) };
    if (element.type !== undefined) return this.#leaf(element, element.type, inner);
    if (element.childCount <= 0) throw invalidParquet('a group has no columns', { column: inner.path.join('.') });
    const member = element.logicalType?.member();
    if (member === logical.list || element.convertedType === converted.list) return this.#list(element, inner);
    if (member === logical.map || element.convertedType === converted.map || element.convertedType === converted.mapKeyValue) return this.#map(element, inner);
    const firstLeaf = this.#leaves.length;
    const fields = this.#children(element, inner);
    const node = { name: element.name, definition: inner.definition, repetition: inner.repetition, firstLeaf, endLeaf: this.#leaves.length };
    return member === logical.variant ? { ...node, type: 'unsupported', error: unsupportedType('VARIANT').at({ column: inner.path.join('.') }) } : { ...node, type: 'struct', fields };
  }

  #leaf(element: SchemaElement, type: number, { path, definition, repetition }: Context): LeafNode | UnsupportedNode {
    const column = path.join('.');
    const firstLeaf = this.#leaves.length;
    const node = { name: element.name, definition, repetition, firstLeaf, endLeaf: firstLeaf + 1 };
    const { kind, warning, error } = reading(element, column);
    if (warning !== undefined) this.#warnings.push(`column ${JSON.stringify(column)} ${warning}`);
    const leaf: Leaf = { path, physicalType: type, typeLength: element.typeLength, kind, maximumDefinition: definition, maximumRepetition: repetition };
    this.#leaves.push(leaf);
    return error === undefined ? { ...node, type: 'leaf', leaf } : { ...node, type: 'unsupported', error };
  }

  /** Three levels, or two as old writers have them (LogicalTypes.md, "Backward-compatibility rules" of lists). */
  #list({ name, childCount }: SchemaElement, context: Context): ListNode {
    const repeated = this.#peek();
    if (childCount !== 1 || repeated?.repetition !== 2) throw invalidParquet('a list is not made of one repeated field', { column: context.path.join('.') });
    const firstLeaf = this.#leaves.length;
    const isElement = repeated.childCount !== 1 || isAnnotated(repeated) || ['array', `${name}_tuple`].includes(repeated.name) || this.#elements[this.#next + 1]?.repetition === 2;
    const element = isElement ? this.#repeated(context) : this.#field(this.#enter(context));
    return { type: 'list', name, definition: context.definition, repetition: context.repetition, elementDefinition: context.definition + 1, elementRepetition: context.repetition + 1, element, firstLeaf, endLeaf: this.#leaves.length };
  }

  /** A map; one of keys alone is a list. */
  #map({ name, childCount }: SchemaElement, context: Context): MapNode | ListNode {
    const entry = this.#peek();
    if (childCount !== 1 || entry?.repetition !== 2 || entry.childCount < 1 || entry.childCount > 2) {
      throw invalidParquet('a map is not made of one repeated group of a key and a value', { column: context.path.join('.') });
    }
    const firstLeaf = this.#leaves.length;
    const inner = this.#enter(context);
    const levels = { definition: context.definition, repetition: context.repetition, elementDefinition: inner.definition, elementRepetition: inner.repetition };
    const key = this.#field(inner);
    if (entry.childCount === 1) return { type: 'list', name, ...levels, element: key, firstLeaf, endLeaf: this.#leaves.length };
    const value = this.#field(inner);
    return { type: 'map', name, ...levels, key, value, firstLeaf, endLeaf: this.#leaves.length };
  }

  /** Goes into a repeated group that is no value of its own. */
  #enter(context: Context): Context {
    const { name } = this.#take();
    return { path: [...context.path, name], definition: context.definition + 1, repetition: context.repetition + 1 };
  }
}
