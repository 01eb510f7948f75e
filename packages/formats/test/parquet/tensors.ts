/** Writes Parquet files of tensors: Arrow's schema in the metadata, elements as their bytes. */
import type { TensorDtype } from '@datasig/core/spec';
import { Bool, type DataType, Field, FixedSizeList, Float16, Float32, Float64, Int16, Int32, Int64, Int8, Schema, Table, tableToIPC, Uint16, Uint32, Uint64, Uint8 } from 'apache-arrow';
import { hybrid, packBits } from './encodings.ts';
import { type Chunk, type Element, parquetFile } from './file.ts';
import { codecs, dataPage, dictionaryPage, encodings, joined, type PageStyle } from './page.ts';
import { elementOf, type Entry, leavesOf, type Shape, shred } from './shred.ts';

/** How pyarrow writes the elements of a dtype. */
export interface StoredDtype {
  readonly dtype: TensorDtype;
  readonly arrow: DataType;
  readonly leaf: Pick<Element, 'type' | 'typeLength' | 'convertedType' | 'logicalType'>;
  /** Bytes of an element in a tensor, and in the file. */
  readonly byteLength: number;
  readonly storedByteLength: number;
}

/** Every dtype. */
export const storedDtypes: readonly StoredDtype[] = [
  { dtype: 'bool', arrow: new Bool(), leaf: { type: 0 }, byteLength: 1, storedByteLength: 1 },
  { dtype: 'uint8', arrow: new Uint8(), leaf: { type: 1, convertedType: 11 }, byteLength: 1, storedByteLength: 4 },
  { dtype: 'uint16', arrow: new Uint16(), leaf: { type: 1, convertedType: 12 }, byteLength: 2, storedByteLength: 4 },
  { dtype: 'uint32', arrow: new Uint32(), leaf: { type: 1, convertedType: 13 }, byteLength: 4, storedByteLength: 4 },
  { dtype: 'uint64', arrow: new Uint64(), leaf: { type: 2, convertedType: 14 }, byteLength: 8, storedByteLength: 8 },
  { dtype: 'int8', arrow: new Int8(), leaf: { type: 1, convertedType: 15 }, byteLength: 1, storedByteLength: 4 },
  { dtype: 'int16', arrow: new Int16(), leaf: { type: 1, convertedType: 16 }, byteLength: 2, storedByteLength: 4 },
  { dtype: 'int32', arrow: new Int32(), leaf: { type: 1 }, byteLength: 4, storedByteLength: 4 },
  { dtype: 'int64', arrow: new Int64(), leaf: { type: 2 }, byteLength: 8, storedByteLength: 8 },
  { dtype: 'float16', arrow: new Float16(), leaf: { type: 7, typeLength: 2, logicalType: 15 }, byteLength: 2, storedByteLength: 2 },
  { dtype: 'float32', arrow: new Float32(), leaf: { type: 4 }, byteLength: 4, storedByteLength: 4 },
  { dtype: 'float64', arrow: new Float64(), leaf: { type: 5 }, byteLength: 8, storedByteLength: 8 },
];

/** Tensors by their type, wherever they stand. */
export interface TensorType extends StoredDtype {
  readonly shape: readonly number[];
}

/** A field of tensors as Arrow has it. */
export function tensorField(name: string, { arrow, shape }: Pick<TensorType, 'arrow' | 'shape'>, parameters: object = {}): Field {
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  const metadata = new Map([['ARROW:extension:name', 'arrow.fixed_shape_tensor'], ['ARROW:extension:metadata', JSON.stringify({ shape, ...parameters })]]);
  return new Field(name, new FixedSizeList(size, new Field('element', arrow, true)), true, metadata);
}

/** How a column's pages are cut and written. */
export interface Writing {
  /** Where pages end, as numbers of entries. */
  readonly ends: readonly number[];
  readonly style: PageStyle;
  readonly encoding: 'plain' | 'dictionary' | 'split';
}

/** Pages of one encoding that end where they will. */
export const onePage: Writing = { ends: [], style: { version: 1, codec: codecs.none }, encoding: 'plain' };

/** The file of a column; leaves of `rows` are elements as the file has them. */
export function tensorFile(field: Field, shape: Shape, leaf: StoredDtype['leaf'], rows: readonly unknown[], writing: Writing = onePage): Uint8Array {
  const elements: Uint8Array[] = [];
  const leaves = leavesOf(shape);
  const chunks = shred(shape, numbered(rows, elements)).map((entries, index) => chunkOf(entries, leaves[index]!, elements, leaf, writing));
  return parquetFile({ schema: [withLeaves(elementOf(shape), leaf)], groups: [{ rowCount: rows.length, chunks }], keyValues: [arrowSchema(field)] });
}

/** The entry of the metadata that holds Arrow's schema. */
export function arrowSchema(field: Field): readonly [string, string] {
  return ['ARROW:schema', Buffer.from(tableToIPC(new Table(new Schema([field])), 'stream')).toString('base64')];
}

/** Elements become their numbers in `elements`, as leaves of levels are numbers. */
function numbered(value: unknown, elements: Uint8Array[]): never {
  if (value instanceof Uint8Array) return (elements.push(value) - 1) as never;
  if (Array.isArray(value)) return value.map((each) => numbered(each, elements)) as never;
  if (value === null) return null as never;
  return Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, numbered(each, elements)])) as never;
}

function withLeaves(element: Element, leaf: StoredDtype['leaf']): Element {
  const { type: _, ...rest } = element;
  return element.children === undefined ? { ...rest, ...leaf } : { ...element, children: element.children.map((child) => withLeaves(child, leaf)) };
}

function chunkOf(entries: readonly Entry[], { maximumDefinition, maximumRepetition }: { readonly maximumDefinition: number; readonly maximumRepetition: number }, elements: readonly Uint8Array[], leaf: StoredDtype['leaf'], { ends, style, encoding: wanted }: Writing): Chunk {
  // Bools are bits, in no other encoding.
  const encoding = leaf.type === 0 ? 'plain' : wanted;
  const bounds = [...new Set([...ends.map((end) => end % (entries.length + 1)), entries.length])].toSorted((a, b) => a - b);
  const distinct = new Map<string, number>();
  for (const { value } of entries) if (value !== undefined) distinct.set(String(elements[value]), distinct.get(String(elements[value])) ?? distinct.size);
  const encode = (each: readonly Uint8Array[]): Uint8Array | number[] => {
    if (leaf.type === 0) return packBits(each.map(([bit]) => bit!), 1);
    if (encoding === 'dictionary') return [16, ...hybrid(each.map((element) => distinct.get(String(element))!), 16)];
    const plain = joined(...each);
    return encoding === 'plain' ? plain : plain.map((_, index) => each[index % each.length]![Math.floor(index / each.length)]!);
  };
  const pages = bounds.map((end, index) => {
    const part = entries.slice(bounds[index - 1] ?? 0, end);
    return dataPage({
      ...style,
      repetition: { levels: part.map(({ repetition }) => repetition), maximum: maximumRepetition },
      definition: { levels: part.map(({ definition }) => definition), maximum: maximumDefinition },
      encoding: encodings[encoding],
      values: encode(part.flatMap(({ value }) => (value === undefined ? [] : [elements[value]!]))),
    });
  });
  const dictionary = encoding === 'dictionary' ? [dictionaryPage(distinct.size, Uint8Array.from([...distinct.keys()].flatMap((key) => key.split(',').map(Number))), style)] : [];
  return { pages: [...dictionary, ...pages], valueCount: entries.length, codec: style.codec ?? codecs.none, hasDictionary: encoding === 'dictionary' };
}
