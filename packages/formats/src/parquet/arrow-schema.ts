/** What the `ARROW:schema` of a Parquet file says beyond Parquet's own types: durations and extension types. */
import { InvalidDataError } from '@datasig/core';
import type { SchemaField } from '@datasig/core/spec';
import { type ArrowExtension, extensionOf } from '../arrow/extension.ts';
import { type ArrowField, readArrowSchema } from '../arrow/schema.ts';
import { type Applied, type Conversion, duration, flatTensor, listOf, mapOf, structOf, truth, uuid } from '../columnar/conversion.ts';
import { type Node, schemaFields, typeOf } from './schema.ts';
import { tensorNode } from './tensors.ts';

const key = 'ARROW:schema';

/** Columns as Parquet stores them, read as Arrow meant them. */
export interface ArrowReading {
  /** The columns as they are taken from pages. */
  readonly nodes: readonly Node[];
  readonly schema: readonly SchemaField[];
  readonly conversions: ReadonlyMap<string, Conversion>;
  readonly warnings: readonly string[];
}

/** A field, what its values are and how they are made. */
interface Read extends Applied {
  readonly node: Node;
}

type Warn = (sentence: string) => void;

/** Applies the Arrow schema that the metadata hold, where there is one. It counts where it agrees with the stored types. */
export function readArrowTypes(nodes: readonly Node[], metadata: ReadonlyMap<string, string>): ArrowReading {
  const text = metadata.get(key);
  if (text === undefined) return { nodes, schema: schemaFields(nodes), conversions: new Map(), warnings: [] };
  const warnings: string[] = [];
  try {
    const fields = new Map(readArrowSchema(fromBase64(text)).fields.map((field) => [field.name, field]));
    const read = nodes.map((node) => {
      const field = fields.get(node.name);
      return field === undefined ? stored(node) : applyTop(node, field, (sentence) => warnings.push(`column ${JSON.stringify(node.name)}: ${sentence}`));
    });
    return {
      nodes: read.map(({ node }) => node),
      schema: read.map(({ node, type }) => ({ name: node.name, type })),
      conversions: new Map(read.flatMap(({ node, conversion }) => (conversion === undefined ? [] : [[node.name, conversion]]))),
      warnings,
    };
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    return { nodes, schema: schemaFields(nodes), conversions: new Map(), warnings: [`the Arrow schema in the metadata cannot be read (${error.reason}); durations and extension types are read as they are stored`] };
  }
}

/** Strict base64; anything else is no message. */
function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw new InvalidDataError('invalid-arrow', 'it is not base64', {}, { cause });
  }
}

/** A column without canonical encoding is an error only where it is read. */
function applyTop(node: Node, field: ArrowField, warn: Warn): Read {
  try {
    return apply(node, field, warn);
  } catch (error) {
    if (!(error instanceof InvalidDataError) || error.code !== 'unsupported-value') throw error;
    const refuse = (): never => {
      throw error.at({ column: field.name });
    };
    return { node, type: { type: 'null' }, conversion: { value: refuse, column: refuse } };
  }
}

function stored(node: Node): Read {
  return { node, type: typeOf(node) };
}

function apply(node: Node, field: ArrowField, warn: Warn): Read {
  const extension = extensionOf(field, warn);
  switch (extension?.kind) {
    case 'uuid':
      return typeOf(node).type === 'bytes' ? { node, ...uuid } : stored(node);
    case 'bool8':
      return typeOf(node).type === 'integer' ? { node, ...truth } : stored(node);
    case 'tensor':
      return applyTensor(node, extension);
    case 'text':
      return stored(node);
    default:
      return applyType(node, field, warn);
  }
}

function applyTensor(node: Node, { dtype, shape }: ArrowExtension & { readonly kind: 'tensor' }): Read {
  const tensor = tensorNode(node, dtype, shape);
  if (tensor !== undefined) return stored(tensor);
  return node.type === 'list' ? { node, ...flatTensor(dtype, shape) } : stored(node);
}

function applyType(node: Node, { type, children }: ArrowField, warn: Warn): Read {
  const [first] = children;
  if (node.type === 'leaf' && type.kind === 'duration' && typeOf(node).type === 'integer') return { node, ...duration(type.unit) };
  if (node.type === 'list' && (type.kind === 'list' || type.kind === 'fixed-list') && first !== undefined) {
    const element = apply(node.element, first, warn);
    return { node: { ...node, element: element.node }, ...listOf(element) };
  }
  if (node.type === 'map' && type.kind === 'map' && first?.children.length === 2) {
    const [mapKey, value] = [apply(node.key, first.children[0]!, warn), apply(node.value, first.children[1]!, warn)];
    return { node: { ...node, key: mapKey.node, value: value.node }, ...mapOf(mapKey, value) };
  }
  if (node.type === 'struct' && type.kind === 'struct') {
    const fields = new Map(children.map((child) => [child.name, child]));
    const read = node.fields.map((each) => ({ name: each.name, ...(fields.has(each.name) ? apply(each, fields.get(each.name)!, warn) : stored(each)) }));
    return { node: { ...node, fields: read.map((each) => each.node) }, ...structOf(read) };
  }
  return stored(node);
}
