/** Columns of declared features. */
import { halfToNumber, InvalidDataError, Tensor } from '@datasig/core';
import type { Column, TensorDtype, Value } from '@datasig/core/spec';
import { noBytes, withRoom } from '../grow.ts';
import { TextBuilder } from '../text-builder.ts';
import { invalidTfrecord } from './error.ts';
import { type Feature, type Leaf, type NamedFeature, typeOf } from './feature.ts';
import { type ExampleFields, readNumbers, readStrings } from './leaf.ts';
import { valueOf } from './values.ts';

/** Collects one field of the records of a batch; its buffers are used again. */
interface FieldBuilder {
  /** Takes the field of row `row`. @throws InvalidDataError */
  add(fields: ExampleFields, row: number): void;
  /** Bytes taken since {@link clear}, about. */
  readonly byteLength: number;
  /** Valid until {@link clear}. */
  column(rowCount: number): Column;
  clear(): void;
}

/** A field of the records. */
export class FeatureColumn {
  readonly name: string;
  readonly #builder: FieldBuilder;

  constructor({ name, feature }: NamedFeature) {
    this.name = name;
    this.#builder = builderOf(name, feature);
  }

  get byteLength(): number {
    return this.#builder.byteLength;
  }

  /** @throws InvalidDataError with the column */
  add(fields: ExampleFields, row: number): void {
    try {
      this.#builder.add(fields, row);
    } catch (error) {
      throw error instanceof InvalidDataError ? error.at({ column: this.name }) : error;
    }
  }

  /** Valid until {@link clear}. */
  column(rowCount: number): Column {
    return this.#builder.column(rowCount);
  }

  clear(): void {
    this.#builder.clear();
  }
}

function builderOf(name: string, feature: Feature): FieldBuilder {
  if (feature.kind === 'struct' || feature.lists.length > 0 || feature.shape.includes(null)) return new ValuesBuilder(name, feature);
  if (feature.dtype !== 'text' && feature.dtype !== 'image') return new NumbersBuilder(name, feature);
  return feature.shape.length === 0 ? new StringsBuilder(name, feature) : new ValuesBuilder(name, feature);
}

/** Text and files. */
class StringsBuilder implements FieldBuilder {
  readonly #name: string;
  readonly #leaf: Leaf;
  readonly #strings = new TextBuilder();

  constructor(name: string, leaf: Leaf) {
    this.#name = name;
    this.#leaf = leaf;
  }

  add(fields: ExampleFields, row: number): void {
    const values = readStrings(this.#leaf, this.#name, fields);
    if (values.length !== 1) throw invalidTfrecord(`a feature has ${values.length} values; one is expected`);
    this.#strings.append(values[0]!, 0, values[0]!.length);
    this.#strings.endRow(row);
  }

  get byteLength(): number {
    return this.#strings.length;
  }

  column(): Column {
    const column = this.#strings.column(this.#name);
    return this.#leaf.dtype === 'text' ? column : { ...column, type: 'bytes' };
  }

  clear(): void {
    this.#strings.clear();
  }
}

/** Numbers and tensors of one shape. */
class NumbersBuilder implements FieldBuilder {
  readonly #name: string;
  readonly #leaf: Leaf;
  #bytes: Uint8Array = noBytes;
  byteLength = 0;

  constructor(name: string, leaf: Leaf) {
    this.#name = name;
    this.#leaf = leaf;
  }

  add(fields: ExampleFields): void {
    const { bytes } = readNumbers(this.#leaf, this.#name, fields);
    this.#bytes = withRoom(this.#bytes, this.byteLength + bytes.length);
    this.#bytes.set(bytes, this.byteLength);
    this.byteLength += bytes.length;
  }

  column(rowCount: number): Column {
    const { shape } = this.#leaf;
    const dtype = this.#leaf.dtype as TensorDtype;
    if (shape.length > 0) return { type: 'tensor', name: this.#name, dtype, shape: shape as readonly number[], data: this.#bytes.subarray(0, this.byteLength) };
    return numberColumn(this.#name, dtype, this.#bytes.buffer as ArrayBuffer, rowCount);
  }

  clear(): void {
    this.byteLength = 0;
  }
}

function numberColumn(name: string, dtype: TensorDtype, buffer: ArrayBuffer, count: number): Column {
  switch (dtype) {
    case 'bool':
      return { type: 'bool', name, values: new Uint8Array(buffer, 0, count) };
    case 'int64':
      return { type: 'bigint', name, values: new BigInt64Array(buffer, 0, count) };
    case 'uint64':
      return { type: 'bigint', name, values: new BigUint64Array(buffer, 0, count) };
    case 'float16':
      return { type: 'number', name, values: Float32Array.from(new Uint16Array(buffer, 0, count), halfToNumber) };
    default:
      return { type: 'number', name, values: new arrays[dtype](buffer, 0, count) };
  }
}

const arrays = { uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, int16: Int16Array, uint32: Uint32Array, int32: Int32Array, float32: Float32Array, float64: Float64Array } as const;

/** Anything else. */
class ValuesBuilder implements FieldBuilder {
  readonly #name: string;
  readonly #feature: Feature;
  #values: Value[] = [];
  byteLength = 0;

  constructor(name: string, feature: Feature) {
    this.#name = name;
    this.#feature = feature;
  }

  add(fields: ExampleFields): void {
    const value = valueOf(this.#feature, this.#name, fields);
    this.#values.push(value);
    // Of the rest the length of the record tells enough; this may have been compressed.
    if (value instanceof Tensor) this.byteLength += value.data.length;
  }

  column(): Column {
    return { type: 'values', name: this.#name, values: this.#values, logicalType: typeOf(this.#feature) };
  }

  clear(): void {
    this.#values = [];
    this.byteLength = 0;
  }
}
