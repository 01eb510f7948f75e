/** Casts: how a field's values become those of another type before they are encoded (`docs/spec/records.md`, "Casts"). */
import { DatasigError, InvalidArgumentError, InvalidDataError } from '../../errors.ts';
import type { LogicalType, NumberLiteralValue, TensorDtype, TensorValue, Value } from '../../spec/v1/batch.ts';
import { parseNumberLiteral } from '../number-literal.ts';
import { tensorDtypes } from '../tensor.ts';
import { formatType, parseType } from '../type-text.ts';
import { Decimal, tagOf } from '../value.ts';
import { describeValue } from './describe.ts';
import { castLabelIndex, castLabelName } from './label.ts';
import { castNumber } from './number.ts';
import { type ScalarCast, scalarCasts } from './scalar-cast.ts';
import { castToList, castToTensor } from './tensor.ts';
import { castText } from './text.ts';
import { parseJsonText } from './json-text.ts';
import { castNested, holdsValues, isNestedType, type NestedType } from './typed.ts';

/** A cast; {@link parseCast} reads its written form. */
export type Cast =
  | { readonly to: 'number' }
  | { readonly to: Exclude<ScalarCast, 'number'> }
  | { readonly to: 'list' }
  /** `shape: null` keeps a tensor's own shape and takes a list's from its nesting. */
  | { readonly to: 'tensor'; readonly dtype: TensorDtype; readonly shape: readonly number[] | null }
  /** Values of a nested type, and JSON text that holds one. */
  | { readonly to: 'type'; readonly type: NestedType }
  /** A label's name becomes its index in `names`. */
  | { readonly to: 'index'; readonly names: readonly string[] }
  /** A label's index becomes its name. */
  | { readonly to: 'name'; readonly names: readonly string[] };

/**
 * Reads a cast as the command line and fingerprint files write it: `integer`, `bytes:hex`, `list`,
 * `tensor<uint8,[28,28]>`, `tensor<uint8>`, `list<date>`, `struct{a: time}`, `map<text,uuid>`, `index:["cat","dog"]`, `name:["cat","dog"]`.
 *
 * @throws InvalidArgumentError
 */
export function parseCast(text: string): Cast {
  if (scalarCasts.includes(text as ScalarCast)) return { to: text as ScalarCast } as Cast;
  if (text === 'list') return { to: 'list' };
  const cast = parseTensorCast(text) ?? parseLabelCast(text) ?? parseTypeCast(text);
  if (cast !== undefined) return cast;
  throw new InvalidArgumentError('invalid-argument', `${JSON.stringify(text)} is not a cast; expected one of ${scalarCasts.join(', ')}, list, tensor<dtype,[dims]>, list<type>, struct{name: type}, map<type,type>, index:[names], name:[names]`);
}

function parseTensorCast(text: string): Cast | undefined {
  const match = /^tensor<([a-z0-9]+)(?:, ?\[([0-9]{1,15}(?:, ?[0-9]{1,15})*)\])?>$/.exec(text);
  if (match === null) return undefined;
  const dtype = match[1] as TensorDtype;
  if (!tensorDtypes.includes(dtype)) return undefined;
  return { to: 'tensor', dtype, shape: match[2] === undefined ? null : match[2].split(',').map(Number) };
}

function parseLabelCast(text: string): Cast | undefined {
  const match = /^(index|name):(\[.*\])$/s.exec(text);
  if (match === null) return undefined;
  let names: unknown;
  try {
    names = JSON.parse(match[2]!);
  } catch {
    return undefined;
  }
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string') || new Set(names).size !== names.length) return undefined;
  return { to: match[1] as 'index' | 'name', names: names as string[] };
}

function parseTypeCast(text: string): Cast | undefined {
  try {
    const type = parseType(text);
    return isNestedType(type) ? { to: 'type', type } : undefined;
  } catch (error) {
    if (DatasigError.is(error)) return undefined;
    throw error;
  }
}

/** The written form of a cast. */
export function formatCast(cast: Cast): string {
  switch (cast.to) {
    case 'tensor':
      return cast.shape === null ? `tensor<${cast.dtype}>` : `tensor<${cast.dtype},[${cast.shape.join(',')}]>`;
    case 'type':
      return formatType(cast.type);
    case 'index':
    case 'name':
      return `${cast.to}:${JSON.stringify(cast.names)}`;
    default:
      return cast.to;
  }
}

/**
 * Casts one value; null stays null. Under a nested type each value inside is cast as strictly as one at the top.
 *
 * @throws InvalidDataError `cast-failed` when this value cannot be cast, `cast-unsupported` when no value of its
 * type can; neither shows the value
 */
export function castValue(value: Value, cast: Cast): Value {
  if (value === null || value === undefined) return null;
  switch (cast.to) {
    case 'list':
      return castToList(value);
    case 'tensor':
      return castToTensor(plainNumbers(typeof value === 'string' ? parseJsonText(value) : value), cast.dtype, cast.shape);
    case 'type':
      return castNested(value, cast.type, castLeaf);
    case 'index':
      return castLabelIndex(value, cast.names);
    case 'name':
      return castLabelName(value, cast.names);
    default:
      return castScalar(value, cast.to);
  }
}

/**
 * Casts text, and what JSON says less of than a typed source; other values stay as they are, at every depth.
 *
 * @throws InvalidDataError as {@link castValue} does
 */
export function castUntyped(value: Value, cast: Cast): Value {
  if (!(typeof value === 'string' || castsBeyondText(cast, value))) return value;
  return cast.to === 'type' ? castNested(value!, cast.type, castUntypedLeaf) : castValue(value, cast);
}

/** The cast of text that makes it like a value of a type; undefined for types that text is not cast to. */
export function textCastTo(type: LogicalType): Cast | undefined {
  if (isNestedType(type)) return { to: 'type', type };
  if (type.type === 'tensor') return { to: 'tensor', dtype: type.dtype, shape: type.shape };
  // An integer as seen may be a float that is integral, and be written as one: `1.0`.
  if (type.type === 'integer') return { to: 'number' };
  return scalarCasts.includes(type.type as ScalarCast) ? ({ to: type.type } as Cast) : undefined;
}

/** Whether a cast of text also changes values that are none: what JSON says less of than a typed source. */
function castsBeyondText(cast: Cast, value: Value): boolean {
  switch (cast.to) {
    case 'float32':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'decimal':
      return typeof value === 'object' && value !== null && tagOf(value) === 'number-literal';
    case 'tensor':
      return Array.isArray(value);
    case 'type':
      return holdsValues(value);
    default:
      return false;
  }
}

/** Lists of numbers as JSON means them. */
function plainNumbers(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(plainNumbers);
  return typeof value === 'object' && value !== null && tagOf(value) === 'number-literal' ? parseNumberLiteral((value as NumberLiteralValue).text) : value;
}

/** Inside nested values as at the top: every value has the type afterwards. */
function castLeaf(given: NonNullable<Value>, type: LogicalType): Value {
  const value = literalsFor(type, given);
  if (type.type === 'null' || type.type === 'mixed') return value;
  const cast = textCastTo(type);
  if (cast === undefined) return castUnwritten(value, type);
  const result = castValue(value, cast);
  // The cast to numbers takes fractions, too.
  return type.type === 'integer' ? castScalar(result, 'integer') : result;
}

/** Types that text does not say how to write take their own values only. */
function castUnwritten(value: NonNullable<Value>, { type }: LogicalType): Value {
  const own = typeof value === 'string' ? 'text' : value instanceof Uint8Array ? 'bytes' : typeof value === 'object' ? tagOf(value) : undefined;
  if (own === type) return value;
  throw new InvalidDataError('cast-unsupported', `cannot cast to ${type}: expected ${type}, got ${describeValue(value)}`);
}

function castUntypedLeaf(given: NonNullable<Value>, type: LogicalType): Value {
  const value = literalsFor(type, given);
  const cast = textCastTo(type);
  return cast === undefined ? value : castUntyped(value, cast);
}

/** The digits of a JSON number count for decimals alone. */
function literalsFor(type: LogicalType, value: NonNullable<Value>): NonNullable<Value> {
  return type.type === 'decimal' ? value : plainNumbers(value)!;
}

function castScalar(value: Value, to: ScalarCast): Value {
  if (typeof value === 'string') return castText(value, to);
  if (typeof value === 'number' || typeof value === 'bigint') return castNumber(value, to);
  const tag = typeof value === 'object' && value !== null ? tagOf(value) : undefined;
  if (tag === 'number-literal') return castLiteral((value as NumberLiteralValue).text, to);
  if (tag === 'decimal') return castNumber(value as Decimal, to);
  if (tag === to || typeOfPlain(value) === to) return value;
  if (to.startsWith('bytes:') && value instanceof Uint8Array) return value;
  if (tag === 'tensor' && (value as TensorValue).shape.length === 0) {
    throw new InvalidDataError('cast-unsupported', `a tensor of rank 0 is a plain number already; it cannot be cast to ${to}`);
  }
  throw new InvalidDataError('cast-unsupported', `a value of this type cannot be cast to ${to}; expected text or a number`);
}

function typeOfPlain(value: Value): string | undefined {
  return typeof value === 'boolean' ? 'bool' : undefined;
}

function castLiteral(text: string, to: ScalarCast): Value {
  return to === 'decimal' ? Decimal.parse(text) : castNumber(parseNumberLiteral(text), to);
}
