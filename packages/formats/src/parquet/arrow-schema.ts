/** What the `ARROW:schema` of a Parquet file says beyond Parquet's own types: durations and extension types. */
import { InvalidDataError } from '@datasig/core';
import type { LogicalType, SchemaField } from '@datasig/core/spec';
import { extensionOf } from '../arrow/extension.ts';
import { type ArrowField, readArrowSchema } from '../arrow/schema.ts';
import { type Applied, type Conversion, duration, flatTensor, listOf, mapOf, structOf, truth, uuid } from '../columnar/conversion.ts';

const key = 'ARROW:schema';

/** Columns as Parquet stores them, read as Arrow meant them. */
export interface ArrowReading {
  readonly schema: readonly SchemaField[];
  readonly conversions: ReadonlyMap<string, Conversion>;
  readonly warnings: readonly string[];
}

/** Applies the Arrow schema that the metadata hold, where there is one. It counts where it agrees with the stored types. */
export function readArrowTypes(schema: readonly SchemaField[], metadata: ReadonlyMap<string, string>): ArrowReading {
  const text = metadata.get(key);
  if (text === undefined) return { schema, conversions: new Map(), warnings: [] };
  const conversions = new Map<string, Conversion>();
  const warnings: string[] = [];
  try {
    const fields = new Map(readArrowSchema(fromBase64(text)).fields.map((field) => [field.name, field]));
    const read = schema.map((stored) => {
      const field = fields.get(stored.name);
      if (field === undefined) return stored;
      const { type, conversion } = applyTop(stored.type, field, (sentence) => warnings.push(`column ${JSON.stringify(stored.name)}: ${sentence}`));
      if (conversion !== undefined) conversions.set(stored.name, conversion);
      return { name: stored.name, type };
    });
    return { schema: read, conversions, warnings };
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    return { schema, conversions: new Map(), warnings: [`the Arrow schema in the metadata cannot be read (${error.reason}); durations and extension types are read as they are stored`] };
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
function applyTop(stored: LogicalType, field: ArrowField, warn: (sentence: string) => void): Applied {
  try {
    return apply(stored, field, warn);
  } catch (error) {
    if (!(error instanceof InvalidDataError) || error.code !== 'unsupported-value') throw error;
    const refuse = (): never => {
      throw error.at({ column: field.name });
    };
    return { type: { type: 'null' }, conversion: { value: refuse, column: refuse } };
  }
}

function apply(stored: LogicalType, field: ArrowField, warn: (sentence: string) => void): Applied {
  const extension = extensionOf(field, warn);
  switch (extension?.kind) {
    case 'uuid':
      return stored.type === 'bytes' ? uuid : { type: stored };
    case 'bool8':
      return stored.type === 'integer' ? truth : { type: stored };
    case 'tensor':
      return stored.type === 'list' ? flatTensor(extension.dtype, extension.shape) : { type: stored };
    case 'text':
      return { type: stored };
    default:
      return applyType(stored, field, warn);
  }
}

function applyType(stored: LogicalType, { type, children }: ArrowField, warn: (sentence: string) => void): Applied {
  if (type.kind === 'duration' && stored.type === 'integer') return duration(type.unit);
  const [first] = children;
  if (stored.type === 'list' && (type.kind === 'list' || type.kind === 'fixed-list') && first !== undefined) return listOf(apply(stored.element, first, warn));
  if (stored.type === 'map' && type.kind === 'map' && first?.children.length === 2) {
    return mapOf(apply(stored.key, first.children[0]!, warn), apply(stored.value, first.children[1]!, warn));
  }
  if (stored.type === 'struct' && type.kind === 'struct') {
    const fields = new Map(children.map((child) => [child.name, child]));
    return structOf(stored.fields.map(({ name, type: inner }) => ({ name, ...(fields.has(name) ? apply(inner, fields.get(name)!, warn) : { type: inner }) })));
  }
  return { type: stored };
}
