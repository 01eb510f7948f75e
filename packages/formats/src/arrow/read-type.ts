/** The types of fields, from the tables of Schema.fbs. */
import { Date as DateTable } from 'apache-arrow/fb/date';
import { DateUnit } from 'apache-arrow/fb/date-unit';
import { Decimal as DecimalTable } from 'apache-arrow/fb/decimal';
import { Duration as DurationTable } from 'apache-arrow/fb/duration';
import type { Field } from 'apache-arrow/fb/field';
import { FixedSizeBinary } from 'apache-arrow/fb/fixed-size-binary';
import { FixedSizeList } from 'apache-arrow/fb/fixed-size-list';
import { FloatingPoint } from 'apache-arrow/fb/floating-point';
import { Int } from 'apache-arrow/fb/int';
import { Precision } from 'apache-arrow/fb/precision';
import { Time } from 'apache-arrow/fb/time';
import { TimeUnit } from 'apache-arrow/fb/time-unit';
import { Timestamp as TimestampTable } from 'apache-arrow/fb/timestamp';
import { Type } from 'apache-arrow/fb/type';
import { Union } from 'apache-arrow/fb/union';
import { UnionMode } from 'apache-arrow/fb/union-mode';
import { Encoding } from 'flatbuffers';
import { InvalidDataError } from '@datasig/core';
import { invalidArrow } from './error.ts';
import { textOf } from './flat.ts';
import type { ArrowTimeUnit, ArrowType } from './type.ts';

type IntegerType = ArrowType & { readonly kind: 'integer' };
type TypeReader = (table: <T>(empty: T) => T) => ArrowType;

const timeUnits: Readonly<Record<number, ArrowTimeUnit>> = { [TimeUnit.SECOND]: 's', [TimeUnit.MILLISECOND]: 'ms', [TimeUnit.MICROSECOND]: 'us', [TimeUnit.NANOSECOND]: 'ns' };
const precisions: Readonly<Record<number, 16 | 32 | 64>> = { [Precision.HALF]: 16, [Precision.SINGLE]: 32, [Precision.DOUBLE]: 64 };
const dateUnits: Readonly<Record<number, 'd' | 'ms'>> = { [DateUnit.DAY]: 'd', [DateUnit.MILLISECOND]: 'ms' };
const unionModes: Readonly<Record<number, 'sparse' | 'dense'>> = { [UnionMode.Sparse]: 'sparse', [UnionMode.Dense]: 'dense' };

const readers: Readonly<Record<number, TypeReader>> = {
  [Type.Null]: () => ({ kind: 'null' }),
  [Type.Bool]: () => ({ kind: 'bool' }),
  [Type.Struct_]: () => ({ kind: 'struct' }),
  [Type.Map]: () => ({ kind: 'map' }),
  [Type.RunEndEncoded]: () => ({ kind: 'run-end' }),
  [Type.Interval]: () => ({ kind: 'interval' }),
  [Type.Int]: (table) => integerOf(table(new Int())),
  [Type.FloatingPoint]: (table) => ({ kind: 'float', bitWidth: known(precisions[table(new FloatingPoint()).precision()], 'precision') }),
  [Type.Decimal]: (table) => decimalOf(table(new DecimalTable())),
  [Type.Utf8]: () => ({ kind: 'text', layout: 'small' }),
  [Type.LargeUtf8]: () => ({ kind: 'text', layout: 'large' }),
  [Type.Utf8View]: () => ({ kind: 'text', layout: 'view' }),
  [Type.Binary]: () => ({ kind: 'bytes', layout: 'small' }),
  [Type.LargeBinary]: () => ({ kind: 'bytes', layout: 'large' }),
  [Type.BinaryView]: () => ({ kind: 'bytes', layout: 'view' }),
  [Type.FixedSizeBinary]: (table) => ({ kind: 'fixed-bytes', byteWidth: natural(table(new FixedSizeBinary()).byteWidth()) }),
  [Type.Date]: (table) => ({ kind: 'date', unit: known(dateUnits[table(new DateTable()).unit()], 'unit') }),
  [Type.Time]: (table) => timeOf(table(new Time())),
  [Type.Timestamp]: (table) => timestampOf(table(new TimestampTable())),
  [Type.Duration]: (table) => ({ kind: 'duration', unit: known(timeUnits[table(new DurationTable()).unit()], 'unit') }),
  [Type.List]: () => ({ kind: 'list', layout: 'small' }),
  [Type.LargeList]: () => ({ kind: 'list', layout: 'large' }),
  [Type.ListView]: () => ({ kind: 'list', layout: 'view' }),
  [Type.LargeListView]: () => ({ kind: 'list', layout: 'large-view' }),
  [Type.FixedSizeList]: (table) => ({ kind: 'fixed-list', size: natural(table(new FixedSizeList()).listSize()) }),
  [Type.Union]: (table) => ({ kind: 'union', mode: known(unionModes[table(new Union()).mode()], 'mode') }),
};

/** The type of a field. @throws InvalidDataError `invalid-arrow`, `unsupported-value` for a type that this version does not know */
export function readType(field: Field, name: string): ArrowType {
  const code = field.typeType();
  const reader = readers[code];
  if (typeof code !== 'number') throw invalidArrow('a field has no type', { column: name });
  if (reader === undefined) throw new InvalidDataError('unsupported-value', `the field has the type number ${code}, which Datasig does not know`, { column: name });
  return reader(<T>(empty: T) => {
    const table = field.type(empty) as T | null;
    if (table === null) throw invalidArrow('the type of a field is missing', { column: name });
    return table;
  });
}

/** The type of indices into a dictionary; int32 where it is not said. @throws InvalidDataError `invalid-arrow` */
export function readIndexType(table: Int | null): IntegerType {
  return table === null ? { kind: 'integer', bitWidth: 32, signed: true } : integerOf(table);
}

function integerOf(table: Int): IntegerType {
  return { kind: 'integer', bitWidth: oneOf([8, 16, 32, 64] as const, table.bitWidth()), signed: table.isSigned() };
}

function decimalOf(table: DecimalTable): ArrowType {
  return { kind: 'decimal', bitWidth: oneOf([32, 64, 128, 256] as const, table.bitWidth()), scale: table.scale() };
}

function timeOf(table: Time): ArrowType {
  const unit = known(timeUnits[table.unit()], 'unit');
  const bitWidth = oneOf([32, 64] as const, table.bitWidth());
  if ((bitWidth === 32) !== (unit === 's' || unit === 'ms')) throw invalidArrow(`a time of day in ${unit} has ${bitWidth} bits`);
  return { kind: 'time', unit, bitWidth };
}

function timestampOf(table: TimestampTable): ArrowType {
  return { kind: 'timestamp', unit: known(timeUnits[table.unit()], 'unit'), timeZone: textOf(table.timezone(Encoding.UTF8_BYTES)) ?? '' };
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw invalidArrow(`a type has an unknown ${what}`);
  return value;
}

function oneOf<const T extends readonly number[]>(widths: T, width: number): T[number] {
  if (!widths.includes(width)) throw invalidArrow(`a type has ${width} bits; expected ${widths.join(', ')}`);
  return width;
}

function natural(value: number): number {
  if (value < 0) throw invalidArrow(`a type has the length ${value}`);
  return value;
}
