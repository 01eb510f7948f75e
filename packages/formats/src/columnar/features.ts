/**
 * Hugging Face features: what the `huggingface` entry of a Parquet or Arrow file's metadata says of its columns
 * (`datasets` writes it). They count where they agree with how a column is stored.
 */
import type { LogicalType, SchemaField } from '@datasig/core/spec';
import { type Applied, type Conversion, fileBytes, listOf, structOf, tensor } from './conversion.ts';

/** A file's columns with its features applied. */
export interface FeatureReading {
  readonly schema: readonly SchemaField[];
  /** By column: what its values go through; columns that stay as they are have none. */
  readonly conversions: ReadonlyMap<string, Conversion>;
  /** Columns of encoded images. */
  readonly images: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const key = 'huggingface';
/** Features stored as `{bytes, path}`, of which the bytes are the value. */
const fileFeatures: ReadonlySet<Json | undefined> = new Set(['Image', 'Audio', 'Video', 'Pdf']);
const arrayFeature = /^Array[2-5]D$/;

/** Applies the features that `metadata` holds to the columns as stored. */
export function readFeatures(schema: readonly SchemaField[], metadata: ReadonlyMap<string, string>): FeatureReading {
  const text = metadata.get(key);
  const features = text === undefined ? {} : parseFeatures(text);
  if (features === undefined) return { schema, conversions: new Map(), images: new Set(), warnings: ['the Hugging Face features in the metadata cannot be read; columns are read as they are stored'] };
  const conversions = new Map<string, Conversion>();
  const images = new Set<string>();
  const warnings: string[] = [];
  const fields = schema.map((field) => {
    const feature = Object.hasOwn(features, field.name) ? features[field.name]! : null;
    const applied = applyFeature(field.type, feature);
    if (applied === undefined) {
      warnings.push(`column ${JSON.stringify(field.name)} is stored in another way than its Hugging Face feature says; it is read as it is stored`);
      return field;
    }
    if (applied.conversion !== undefined) conversions.set(field.name, applied.conversion);
    if (typeOf(feature) === 'Image' && applied.type.type === 'bytes') images.add(field.name);
    return { name: field.name, type: applied.type };
  });
  return { schema: fields, conversions, images, warnings };
}

function parseFeatures(text: string): { readonly [name: string]: Json } | undefined {
  try {
    const { info } = JSON.parse(text) as { readonly info?: { readonly features?: Json } };
    return asObject(info?.features ?? {});
  } catch {
    return undefined;
  }
}

function asObject(json: Json): { readonly [name: string]: Json } | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as { readonly [name: string]: Json }) : undefined;
}

function typeOf(feature: Json): Json | undefined {
  return asObject(feature)?.['_type'];
}

/** Undefined where feature and stored type disagree. */
function applyFeature(stored: LogicalType, feature: Json): Applied | undefined {
  // Old files write a list as an array of one feature.
  if (Array.isArray(feature)) return feature.length === 1 ? applyList(stored, feature[0] as Json) : undefined;
  const object = asObject(feature);
  if (object === undefined) return { type: stored };
  const { _type: type } = object;
  if (type === undefined) return applyStruct(stored, object);
  if (fileFeatures.has(type)) return applyFile(stored);
  if (type === 'Sequence' || type === 'List' || type === 'LargeList') return applyList(stored, object['feature'] ?? null);
  if (typeof type === 'string' && arrayFeature.test(type)) return applyArray(stored, object, Number(type[5]));
  return { type: stored };
}

function applyFile(stored: LogicalType): Applied | undefined {
  if (stored.type === 'bytes') return { type: stored };
  return stored.type === 'struct' && stored.fields.find(({ name }) => name === 'bytes')?.type.type === 'bytes' ? fileBytes : undefined;
}

/** A sequence of structs is stored as a struct of lists. */
function applyList(stored: LogicalType, feature: Json): Applied | undefined {
  const inner = asObject(feature);
  if (stored.type === 'struct' && inner !== undefined && inner['_type'] === undefined) {
    return applyStruct(stored, Object.fromEntries(Object.entries(inner).map(([name, each]) => [name, [each]])));
  }
  if (stored.type !== 'list') return undefined;
  const element = applyFeature(stored.element, feature);
  return element && listOf(element);
}

function applyStruct(stored: LogicalType, features: { readonly [name: string]: Json }): Applied | undefined {
  if (stored.type !== 'struct') return undefined;
  const fields: (Applied & { readonly name: string })[] = [];
  for (const { name, type } of stored.fields) {
    const applied = applyFeature(type, Object.hasOwn(features, name) ? features[name]! : null);
    if (applied === undefined) return undefined;
    fields.push({ name, ...applied });
  }
  return structOf(fields);
}

function applyArray(stored: LogicalType, { shape, dtype }: { readonly [name: string]: Json }, rank: number): Applied | undefined {
  if (stored.type === 'tensor') return { type: stored };
  let element: LogicalType = stored;
  for (let axis = 0; axis < rank; axis++) {
    if (element.type !== 'list') return undefined;
    ({ element } = element);
  }
  return Array.isArray(shape) && shape.length === rank ? tensor(dtype, shape as readonly Json[]) : undefined;
}
