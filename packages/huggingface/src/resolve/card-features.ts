/**
 * Features as a dataset card writes them, and as the `huggingface` metadata of Parquet and Arrow files have them: the
 * second form says the same in one way only.
 */
import { asMap, type Yaml, type YamlMap } from './front-matter.ts';

/** Features in the form of file metadata: `{"text": {"dtype": "string", "_type": "Value"}}`. */
export interface FeatureMap {
  readonly [name: string]: FeatureJson;
}
/** One feature, or a member of it. */
export type FeatureJson = null | boolean | number | string | readonly FeatureJson[] | FeatureMap;

const plainTypes: ReadonlySet<string> = new Set(
  (
    'null bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 float double date32 date64 ' +
    'string large_string string_view utf8 large_utf8 binary large_binary binary_view'
  ).split(' '),
);
const parameterTypes = /^(?:timestamp\[(?:s|ms|us|ns)(?:,\s*tz=[\w/+\-:]*)?\]|duration\[(?:s|ms|us|ns)\]|time32\[(?:s|ms)\]|time64\[(?:us|ns)\]|decimal(?:128|256)\(\d+,\s*-?\d+\))$/;
const listKinds: Readonly<Record<string, string>> = { large_list: 'LargeList', list: 'List', sequence: 'List' };
const depthLimit = 64;

/** The features of a card; undefined where they are not written as Hugging Face datasets writes them. */
export function readCardFeatures(yaml: Yaml): FeatureMap | undefined {
  try {
    return Array.isArray(yaml) ? readFields(yaml as readonly Yaml[], 0) : undefined;
  } catch (error) {
    if (error instanceof NoFeature) return undefined;
    throw error;
  }
}

/** Never leaves this file. */
class NoFeature extends Error {}

function readFields(list: readonly Yaml[], depth: number): FeatureMap {
  const fields = list.map((each): readonly [string, FeatureJson] => {
    const { name, ...feature } = asMap(each) ?? {};
    if (typeof name !== 'string') throw new NoFeature();
    return [name, readFeature(feature, depth)];
  });
  return Object.fromEntries(fields);
}

/** The first member tells the kind. */
function readFeature(feature: YamlMap, depth: number): FeatureJson {
  if (depth > depthLimit) throw new NoFeature();
  const [kind] = Object.keys(feature);
  if (kind === undefined) return {};
  const { [kind]: content = null, ...others } = feature;
  if (Object.hasOwn(listKinds, kind)) return readList(kind, content, others as YamlMap, depth);
  if (kind === 'struct') return readContent(content, depth);
  if (kind !== 'dtype') return readNamed(kind, content);
  if (typeof content !== 'string') return readContent(content, depth);
  if (plainTypes.has(content) || parameterTypes.test(content)) return { ...toJson(others as YamlMap), dtype: content, _type: 'Value' };
  return { _type: capitalize(content) };
}

function readContent(content: Yaml, depth: number): FeatureJson {
  if (Array.isArray(content)) return readFields(content as readonly Yaml[], depth + 1);
  const map = asMap(content);
  if (map === undefined) throw new NoFeature();
  return readFeature(map, depth + 1);
}

/** A sequence of fields is written for what is stored as a struct of lists. */
function readList(kind: string, content: Yaml, others: YamlMap, depth: number): FeatureJson {
  const inner = readContent(typeof content === 'string' ? { dtype: content } : content, depth);
  const wrap = (feature: FeatureJson): FeatureJson => ({ feature, ...toJson(others), _type: listKinds[kind]! });
  if (kind !== 'sequence' || !Array.isArray(content)) return wrap(inner);
  return Object.fromEntries(Object.entries(inner as FeatureMap).map(([name, each]) => [name, wrap(each)]));
}

/** `class_label`, `image`, `array2_d`… with their parameters. */
function readNamed(kind: string, content: Yaml): FeatureJson {
  const parameters = asMap(content);
  if (parameters === undefined) throw new NoFeature();
  const names = asMap(parameters['names']);
  return { ...toJson(parameters), ...(kind === 'class_label' && names !== undefined && { names: labelNames(names) }), _type: capitalize(kind) };
}

/** `{'0': neg, '1': pos}`, every number from 0. */
function labelNames(names: YamlMap): readonly string[] {
  const list = Object.keys(names).map((_, index) => names[String(index)]);
  if (!list.every((name) => typeof name === 'string')) throw new NoFeature();
  return list;
}

function capitalize(snakeCase: string): string {
  return snakeCase.split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()).join('');
}

function toJson(map: YamlMap): FeatureMap {
  const convert = (value: Yaml): FeatureJson => {
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value)) return (value as readonly Yaml[]).map(convert);
    const inner = asMap(value);
    return inner === undefined ? (value as FeatureJson) : toJson(inner);
  };
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, convert(value)]));
}
