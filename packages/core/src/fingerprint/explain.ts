/** Why two fingerprints cannot match: fields of other types or names, and the cast or rename that would mend it. */
import { scalarCasts, type ScalarCast } from '../canonical/cast/scalar-cast.ts';
import { isNestedType } from '../canonical/cast/typed.ts';
import { formatJson } from '../json/canonical-json.ts';
import { formatType } from '../canonical/type-text.ts';
import { canMatch, findMismatch, findRounding, numberTypes } from './type-match.ts';
import { valueCount } from '../schema/statistics.ts';
import type { LogicalType, SchemaField } from '../spec/v1/batch.ts';
import type { Json } from '../spec/v1/source.ts';
import type { Fingerprint, Summary } from './model.ts';

/** Something that keeps records from matching, or that a reader of the comparison should know. */
export interface Finding {
  readonly code: 'type-mismatch' | 'name-mismatch' | 'field-missing' | 'null-mismatch' | 'preparation-differs' | 'classic-uid' | 'classic-positions';
  readonly message: string;
  /** The field, where it is about one. */
  readonly field?: string;
  /** An option for `datasig fingerprint` and the side to make again with it. */
  readonly suggestion?: { readonly side: 'a' | 'b'; readonly option: string };
}

/** All that the schemas and statistics of two fingerprints tell about why their records differ. */
export function explainDifferences(a: Pick<Summary, 'schema' | 'records'>, b: Pick<Summary, 'schema' | 'records'>): Finding[] {
  const byName = new Map(b.schema.map((field) => [field.name, field]));
  const shared = a.schema.flatMap((field) => (byName.has(field.name) ? [{ name: field.name, typeA: field.type, typeB: byName.get(field.name)!.type }] : []));
  return [
    ...shared.flatMap(({ name, typeA, typeB }) => explainTypes(name, typeA, typeB)),
    ...explainNames(a.schema, b.schema),
    ...shared.flatMap(({ name, typeA, typeB }) => (typeA.type === 'text' && typeB.type === 'text' ? explainNulls(name, a, b) : [])),
  ];
}

function explainTypes(name: string, typeA: LogicalType, typeB: LogicalType): Finding[] {
  const mismatch = findMismatch(name, typeA, typeB);
  if (mismatch === undefined) return explainRounding(name, typeA, typeB);
  const message = `${quote(mismatch.path)} is ${formatType(mismatch.a)} in A and ${formatType(mismatch.b)} in B: records that hold it cannot match`;
  const suggestion = suggestCast(name, typeA, typeB, 'a') ?? suggestCast(name, typeB, typeA, 'b');
  return [{ code: 'type-mismatch', message: withSuggestion(message, suggestion), field: name, ...(suggestion && { suggestion }) }];
}

/** Numbers of either width are equal where they are the same number: some records may match, others cannot. */
function explainRounding(name: string, typeA: LogicalType, typeB: LogicalType): Finding[] {
  const place = findRounding(name, typeA, typeB);
  if (place === undefined) return [];
  const [side, to] = place.a.type === 'float64' ? (['a', typeB] as const) : (['b', typeA] as const);
  const suggestion = { side, option: `--cast ${shellQuote(`${name}=${formatType(to)}`)}` };
  const message = `${quote(place.path)} is ${place.a.type} in A and ${place.b.type} in B: numbers that float32 rounds, such as 0.1, cannot match`;
  return [{ code: 'type-mismatch', message: withSuggestion(message, suggestion), field: name, suggestion }];
}

/** The cast that gives `from` the type `to`, when there is one. */
function suggestCast(name: string, from: LogicalType, to: LogicalType, side: 'a' | 'b'): Finding['suggestion'] {
  // Images as bytes on one side, their pixels on the other.
  if (from.type === 'bytes' && to.type === 'tensor') return { side, option: '--pixels' };
  const cast = castBetween(from, to);
  return cast === undefined ? undefined : { side, option: `--cast ${shellQuote(`${name}=${cast}`)}` };
}

function castBetween(from: LogicalType, to: LogicalType): string | undefined {
  if (from.type === 'text' && to.type === 'bytes') return 'bytes:hex';
  // Integers as seen may be written as 1.0.
  if (from.type === 'text' && to.type === 'integer') return 'number';
  if ((from.type === 'text' || (numberTypes.includes(from.type) && to.type === 'decimal') || (from.type === 'integer' && to.type === 'bool')) && scalarCasts.includes(to.type as ScalarCast)) return to.type;
  if (isNestedType(to) && (from.type === 'text' || (isNestedType(from) && saysLess(from, to)))) return formatType(to);
  if ((from.type === 'list' || from.type === 'tensor') && to.type === 'tensor') return formatType(to);
  if (from.type === 'tensor' && to.type === 'list') return 'list';
  return undefined;
}

/** Whether `from` has text or plain numbers where `to` has a type that they can be cast to: JSON against typed columns. */
function saysLess(from: LogicalType, to: LogicalType): boolean {
  const mismatch = findMismatch('', from, to);
  return mismatch !== undefined && castBetween(mismatch.a, mismatch.b) !== undefined;
}

/** Beyond so many fields of other names the two are different tables: looking for renames helps nobody, and takes long. */
const renameFieldCount = 100;
/** Fields that are missing are told one by one up to so many. */
const toldFieldCount = 20;

function explainMissing(fields: readonly SchemaField[], has: string, lacks: string): Finding[] {
  const told = fields.slice(0, toldFieldCount).map(({ name }): Finding => ({ code: 'field-missing', field: name, message: `${quote(name)} is in ${has} and not in ${lacks}: records that hold it cannot match` }));
  const rest = fields.length - told.length;
  return rest === 0 ? told : [...told, { code: 'field-missing', message: `${rest} more fields are in ${has} and not in ${lacks}` }];
}

function explainNames(a: readonly SchemaField[], b: readonly SchemaField[]): Finding[] {
  const onlyA = without(a, b);
  const onlyB = without(b, a);
  const renames = findRenames(onlyA, onlyB);
  const paired = new Set(renames.flatMap(({ from, to }) => [from.name, to.name]));
  const unpaired = (fields: readonly SchemaField[], has: string, lacks: string): Finding[] => explainMissing(fields.filter(({ name }) => !paired.has(name)), has, lacks);
  return [...renames.map(explainRename), ...unpaired(onlyA, 'A', 'B'), ...unpaired(onlyB, 'B', 'A')];
}

function without(fields: readonly SchemaField[], others: readonly SchemaField[]): SchemaField[] {
  const names = new Set(others.map(({ name }) => name));
  return fields.filter(({ name }) => !names.has(name));
}

interface Rename {
  readonly from: SchemaField;
  readonly to: SchemaField;
}

/**
 * Fields of B that may be fields of A under another name: first those whose names differ in case and separators only,
 * then those that are the only one left of their type on either side.
 */
function findRenames(onlyA: readonly SchemaField[], onlyB: readonly SchemaField[]): Rename[] {
  if (Math.max(onlyA.length, onlyB.length) > renameFieldCount) return [];
  const byName = findPairs(onlyA, onlyB, (a, b) => bareName(a) === bareName(b));
  const rest = (fields: readonly SchemaField[]): SchemaField[] => fields.filter((field) => !byName.some(({ from, to }) => field === from || field === to));
  return [...byName, ...findPairs(rest(onlyA), rest(onlyB), (a, b) => canMatch(a.type, b.type))];
}

/** Pairs of fields that are alike, and alike to no other. */
function findPairs(onlyA: readonly SchemaField[], onlyB: readonly SchemaField[], alike: (a: SchemaField, b: SchemaField) => boolean): Rename[] {
  return onlyB.flatMap((from) => {
    const candidates = onlyA.filter((field) => alike(field, from));
    const rivals = onlyB.filter((field) => candidates.some((candidate) => alike(candidate, field)));
    return candidates.length === 1 && rivals.length === 1 ? [{ from, to: candidates[0]! }] : [];
  });
}

/** `userId`, `user_id` and `User ID` are alike; names without letters and digits are like themselves only. */
function bareName({ name }: SchemaField): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || name;
}

function explainRename({ from, to }: Rename): Finding {
  const suggestion = { side: 'b', option: `--rename ${shellQuote(`${from.name}=${to.name}`)}` } as const;
  return { code: 'name-mismatch', field: from.name, message: withSuggestion(`${quote(from.name)} in B may be ${quote(to.name)} in A under another name`, suggestion), suggestion };
}

/** Where one side knows nulls and the other only empty texts. */
function explainNulls(name: string, a: Pick<Summary, 'records'>, b: Pick<Summary, 'records'>): Finding[] {
  const nullsA = nullCount(name, a);
  const nullsB = nullCount(name, b);
  if (nullsA === null || nullsB === null || (nullsA === 0n) === (nullsB === 0n)) return [];
  const side = nullsA === 0n ? 'a' : 'b';
  const suggestion = { side, option: `--null ''` } as const;
  const message = `${quote(name)} is null in some records of ${side === 'a' ? 'B' : 'A'} and in none of ${side.toUpperCase()}: if empty text stands for null there`;
  return [{ code: 'null-mismatch', field: name, message: withSuggestion(message, suggestion), suggestion }];
}

function nullCount(name: string, { records }: Pick<Summary, 'records'>): bigint | null {
  if (records.fields === null) return null;
  const field = records.fields.fields.find((each) => each.name === name);
  return field === undefined ? null : records.count - valueCount(field);
}

/** Notes that two datasets were prepared differently: no ground to refuse, but worth knowing. */
export function explainPreparation(a: Fingerprint, b: Fingerprint): Finding[] {
  const written = ({ dataset }: Fingerprint): Json => [dataset.nullTokens, dataset.transforms];
  if (formatJson(written(a)) === formatJson(written(b))) return [];
  return [{ code: 'preparation-differs', message: `the records were prepared differently: A ${describe(a)}; B ${describe(b)}` }];
}

function describe({ dataset }: Fingerprint): string {
  const steps = [
    ...dataset.transforms.map(({ id, ...parameters }) => `${id} ${formatJson(parameters)}`),
    ...(dataset.nullTokens.length > 0 ? [`null tokens ${formatJson(dataset.nullTokens)}`] : []),
  ];
  return steps.length === 0 ? 'as it is' : steps.join(', ');
}

function withSuggestion(message: string, suggestion: Finding['suggestion']): string {
  return suggestion === undefined ? message : `${message}; use ${suggestion.option} for ${suggestion.side.toUpperCase()}`;
}

function quote(name: string): string {
  return JSON.stringify(name);
}

function shellQuote(text: string): string {
  return /^[\w.,:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
