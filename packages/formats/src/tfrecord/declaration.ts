/**
 * `features.json` of a prepared dataset of TensorFlow Datasets: which features a record has, in which order, and of which
 * type (`tensorflow_datasets/core/proto/feature.proto`). What is not read exactly is refused by its name.
 */
import { InvalidDataError, tensorDtypes } from '@datasig/core';
import type { TensorDtype } from '@datasig/core/spec';
import { unsupportedFeature } from './error.ts';
import type { Feature, Leaf, NamedFeature, Struct } from './feature.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** Features within features beyond are refused. */
const depthLimit = 32;
/** Of text: as in NumPy, TensorFlow and older files. */
const textDtypes: ReadonlySet<Json | undefined> = new Set(['string', 'str', 'object']);

/** What is around a feature. */
interface Around {
  /** The name of the column, for messages. */
  readonly column: string;
  readonly depth: number;
  readonly lists: Leaf['lists'];
}

/** The features of a record. @throws InvalidDataError `invalid-metadata`, `unsupported-value` with the column */
export function parseDeclaration(text: string): readonly NamedFeature[] {
  const root = parseJson(text);
  const features = asObject(asObject(root['featuresDict'] ?? null)?.['features'] ?? null);
  if (classNameOf(root) !== 'FeaturesDict' || features === undefined) throw invalidDeclaration('the features of a record are no FeaturesDict');
  return fieldsOf(features, { column: '', depth: 1, lists: [] });
}

function parseJson(text: string): JsonObject {
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch (cause) {
    throw new InvalidDataError('invalid-metadata', 'features.json is no JSON', {}, { cause });
  }
  const object = asObject(parsed);
  if (object === undefined) throw invalidDeclaration('expected an object');
  return object;
}

function invalidDeclaration(reason: string): InvalidDataError {
  return new InvalidDataError('invalid-metadata', `features.json is not as TensorFlow Datasets writes it: ${reason}`);
}

function asObject(json: Json): JsonObject | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonObject) : undefined;
}

/** The last part of the name of the feature's class. */
function classNameOf(feature: JsonObject): string {
  const name = feature['pythonClassName'];
  return typeof name === 'string' ? name.slice(name.lastIndexOf('.') + 1) : '';
}

/** In the order of the file, which is that of the declaration. */
function fieldsOf(features: JsonObject, around: Around): readonly NamedFeature[] {
  const names = Object.keys(features);
  // JavaScript puts such names first, wherever they stand.
  const numeric = names.find((name) => /^(0|[1-9]\d*)$/.test(name));
  if (numeric !== undefined) throw unsupportedFeature(around.column || numeric, 'features whose names are numbers are not read');
  return names.map((name) => ({ name, feature: featureOf(features[name]!, { ...around, column: around.column || name }) }));
}

function featureOf(json: Json, around: Around): Feature {
  const feature = asObject(json);
  if (feature === undefined) throw invalidDeclaration('a feature is no object');
  if (around.depth > depthLimit) throw unsupportedFeature(around.column, `features stand in more than ${depthLimit} others`);
  const className = classNameOf(feature);
  const content = (name: string): JsonObject => asObject(feature[name] ?? null) ?? {};
  switch (className) {
    case 'FeaturesDict':
      return structOf(content('featuresDict'), around);
    case 'Sequence':
      return sequenceOf(content('sequence'), around);
    case 'Text':
      return leafOf(className, 'text', [], around);
    case 'ClassLabel':
      return leafOf(className, 'int64', [], around);
    case 'Image':
    case 'LabeledImage':
      return imageOf(className, content('image'), around);
    case 'Video':
      return videoOf(className, content('video'), around);
    case 'Tensor':
    case 'Scalar':
      return tensorOf(className, content('tensor'), around);
    case 'BBoxFeature':
      return leafOf(className, 'float32', [4], around);
    case 'Audio':
      return tensorOf(className, content('audio'), around);
    default:
      throw unsupportedFeature(around.column, `its feature is ${className === '' ? 'without a class' : `a ${className}`}, which is not read`);
  }
}

function structOf(content: JsonObject, around: Around): Struct {
  const features = asObject(content['features'] ?? null);
  if (features === undefined) throw invalidDeclaration('a FeaturesDict has no features');
  return { kind: 'struct', fields: fieldsOf(features, { ...around, depth: around.depth + 1 }) };
}

/** A sequence of features with names is stored, and given out, as these names with sequences. */
function sequenceOf(content: JsonObject, around: Around): Feature {
  return featureOf(content['feature'] ?? null, { ...around, depth: around.depth + 1, lists: [...around.lists, dimensionOf(content['length'] ?? '-1')] });
}

function leafOf(className: string, dtype: Leaf['dtype'], shape: Leaf['shape'], { lists, column }: Around, encoding: Leaf['encoding'] = 'none'): Leaf {
  const leaf: Leaf = { kind: 'leaf', className, dtype, shape, lists, encoding };
  if (lists.length > 0 && shape.includes(null)) throw unsupportedFeature(column, 'sequences of values whose shape differs are not read');
  if (lists.length > 1 && [...lists, ...shape].filter((dimension) => dimension === null).length < 2) throw unsupportedFeature(column, 'sequences of a fixed length in others are not read: TensorFlow Datasets does not read them either');
  if (lists.length > 0 && encoding !== 'none') throw unsupportedFeature(column, 'sequences of encoded tensors are not read');
  if (encoding === 'none' && shape.filter((dimension) => dimension === null).length > 1) throw unsupportedFeature(column, 'a shape with several unknown dimensions is read of encoded tensors only');
  return leaf;
}

function imageOf(className: string, content: JsonObject, around: Around): Leaf {
  const shape = shapeOf(content['shape'] ?? {});
  return { ...leafOf(className, 'image', [], around), pixels: { dtype: String(content['dtype'] ?? 'uint8'), shape: shape.length === 0 ? [null, null, 3] : shape } };
}

/** Stored as a sequence of images. */
function videoOf(className: string, content: JsonObject, around: Around): Leaf {
  const [length = null, ...shape] = shapeOf(content['shape'] ?? {});
  return { ...leafOf(className, 'image', [], { ...around, lists: [...around.lists, length] }), pixels: { dtype: String(content['dtype'] ?? 'uint8'), shape } };
}

function tensorOf(className: string, content: JsonObject, around: Around): Leaf {
  const { dtype } = content;
  const shape = shapeOf(content['shape'] ?? {});
  const encoding = String(content['encoding'] ?? 'none').toLowerCase();
  if (encoding !== 'none' && encoding !== 'bytes' && encoding !== 'zlib') throw unsupportedFeature(around.column, `its encoding ${JSON.stringify(encoding)} is not read; expected none, bytes or zlib`);
  if (textDtypes.has(dtype)) {
    if (encoding !== 'none' || shape.includes(null) && shape.length > 1) throw unsupportedFeature(around.column, 'text in encoded tensors or of unknown shape is not read');
    return leafOf(className, 'text', shape, around);
  }
  if (!tensorDtypes.includes(dtype as TensorDtype)) throw unsupportedFeature(around.column, `its dtype ${JSON.stringify(dtype ?? null)} is not read`);
  return leafOf(className, dtype as TensorDtype, shape, around, encoding);
}

function shapeOf(json: Json): Leaf['shape'] {
  const dimensions = asObject(json)?.['dimensions'] ?? [];
  if (!Array.isArray(dimensions)) throw invalidDeclaration('a shape has no dimensions');
  return dimensions.map((dimension) => dimensionOf(dimension as Json));
}

/** -1 says that it differs from record to record. */
function dimensionOf(json: Json): number | null {
  const dimension = typeof json === 'string' && /^-?\d+$/.test(json) ? Number(json) : json;
  if (dimension === -1) return null;
  if (typeof dimension === 'number' && Number.isSafeInteger(dimension) && dimension >= 0) return dimension;
  throw invalidDeclaration('a dimension is no whole number');
}
