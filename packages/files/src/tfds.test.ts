/** Datasets that TensorFlow Datasets has written: values as it reads them, and the original tool's data points. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ClassicUid, dataPointsOf } from '@datasig/core/classic';
import type { Batch, Column, SchemaField, Source, TensorValue, Value } from '@datasig/core/spec';
import { describe, expect, it } from 'vitest';
import { failureOf, uidOf, useFolder } from '../test/dataset.ts';
import { files, type FilesOptions } from './index.ts';

type Shown =
  | { readonly text: string } | { readonly integer: string } | { readonly float: string } | { readonly bool: boolean }
  | { readonly dtype: string; readonly shape: readonly number[]; readonly hex: string }
  | { readonly list: readonly Shown[] } | { readonly struct: Readonly<Record<string, Shown>> };
type Expected = Readonly<Record<string, { readonly splits: Readonly<Record<string, readonly { readonly struct: Readonly<Record<string, Shown>> }[]>>; readonly points?: readonly string[] }>>;

const root = fileURLToPath(new URL('../../../vectors/formats/tfds', import.meta.url));
const expected = JSON.parse(readFileSync(`${root}/expected.json`, 'utf8')) as Expected;
const open = (name: string, options: Omit<FilesOptions, 'locations'> = {}): Source => files({ locations: [`${root}/${name}`], ...options });

async function recordsOf(source: Source): Promise<{ readonly part: string | undefined; readonly record: Readonly<Record<string, Shown>> }[]> {
  const { schema = [] } = await source.describe();
  const records = [];
  for (const shard of await source.shards()) for await (const batch of source.read(shard)) for (const record of rowsOf(batch, schema)) records.push({ part: shard.part, record });
  return records;
}

function rowsOf(batch: Batch, schema: readonly SchemaField[]): Readonly<Record<string, Shown>>[] {
  if (batch.kind === 'rows') return batch.rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, shown(value)])));
  return Array.from({ length: batch.rowCount }, (_, row) => Object.fromEntries(batch.columns.map((column) => [column.name, shown(valueAt(column, row), schema.find(({ name }) => name === column.name)!.type)])));
}

function valueAt(column: Column, row: number): Value {
  switch (column.type) {
    case 'values':
      return column.values[row];
    case 'text':
      return Buffer.from(column.bytes.subarray(column.offsets[row], column.offsets[row + 1])).toString();
    case 'bytes':
      return column.bytes.slice(column.offsets[row], column.offsets[row + 1]);
    case 'bool':
      return column.values[row] === 1;
    case 'tensor': {
      const size = column.data.length / (column.data.length === 0 ? 1 : rowCountOf(column));
      return { dtype: column.dtype, shape: column.shape, data: column.data.slice(row * size, (row + 1) * size) } as unknown as Value;
    }
    default:
      return (column as { readonly values: ArrayLike<number | bigint> }).values[row];
  }
}

const itemByteLengths: Readonly<Record<string, number>> = { bool: 1, uint8: 1, float16: 2, int32: 4, float32: 4, float64: 8, int64: 8, int16: 2, uint16: 2 };

function rowCountOf({ data, shape, dtype }: Column & { readonly type: 'tensor' }): number {
  return data.length / shape.reduce((all, dimension) => all * dimension, itemByteLengths[dtype]!);
}

/** As the script shows values; what is declared tells integers from floats. */
function shown(value: Value, type?: SchemaField['type']): Shown {
  if (typeof value === 'boolean') return { bool: value };
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'bigint') return { integer: String(value) };
  if (typeof value === 'number') return type === undefined || type.type === 'integer' ? { integer: String(value) } : { float: String(value) };
  if (value instanceof Uint8Array) return { dtype: 'bytes', shape: [], hex: Buffer.from(value).toString('hex') };
  if (Array.isArray(value)) return { list: value.map((each) => shown(each as Value, type?.type === 'list' ? type.element : undefined)) };
  const { dtype, shape, data } = value as TensorValue;
  if (data !== undefined) return { dtype, shape, hex: Buffer.from(data).toString('hex') };
  const fields = type?.type === 'struct' ? type.fields : [];
  return { struct: Object.fromEntries(Object.entries(value as Record<string, Value>).map(([name, each]) => [name, shown(each, fields.find((field) => field.name === name)?.type)])) };
}

/** Python writes some floats in another way. */
function normal(value: Shown): Shown {
  if ('float' in value) return { float: String(Number(value.float)) };
  if ('list' in value) return { list: value.list.map(normal) };
  if ('struct' in value) return { struct: Object.fromEntries(Object.entries(value.struct).map(([name, each]) => [name, normal(each)])) };
  return value;
}

/** Greyscale images have two dimensions here, as those of every other format. */
const withoutChannel = (value: Shown): Shown => ('shape' in value && value.shape.length === 3 && value.shape[2] === 1 ? { ...value, shape: value.shape.slice(0, 2) } : value);

describe.each(['digits', 'kinds'])('%s', (name) => {
  it('has the values that TensorFlow Datasets reads', async () => {
    const found = await recordsOf(open(`${name}/1.0.0`, { pixels: true }));
    const { splits } = expected[name]!;
    const order = Object.keys(splits).toSorted();
    const wanted = order.flatMap((part) => splits[part]!.map(({ struct }) => ({ part: order.length > 1 ? part : undefined, struct })));
    expect(found.map(({ part }) => part)).toEqual(wanted.map(({ part }) => part));
    for (const [index, { record }] of found.entries()) {
      for (const [field, value] of Object.entries(wanted[index]!.struct)) expect([field, normal(record[field]!)]).toEqual([field, normal(field === 'image' ? withoutChannel(value) : value)]);
      expect(Object.keys(record)).toHaveLength(Object.keys(wanted[index]!.struct).length);
    }
  });
});

it('images are their files where pixels are not asked for', async () => {
  const source = open('digits/1.0.0');
  expect((await source.describe()).schema).toEqual([{ name: 'image', type: { type: 'bytes' } }, { name: 'label', type: { type: 'integer' } }]);
  for (const { record } of await recordsOf(source)) expect(record['image']).toMatchObject({ dtype: 'bytes', hex: expect.stringMatching(/^89504e47/) });
});

it('records without features.json are lists', async () => {
  const records = await recordsOf(open('plain.tfrecord'));
  expect(records).toHaveLength(3);
  expect(records[2]!.record).toMatchObject({
    integers: { list: [{ integer: '-1' }, { integer: String(2n ** 62n) }, { integer: '2' }] },
    bytes: { list: [{ hex: 'ff00' }, { hex: '' }] },
  });
});

describe.each(['digits', 'points'])('%s as the original tool takes it', (name) => {
  it('has the data points and the UID', async () => {
    const source = open(`${name}/1.0.0`, { classic: true });
    const found: string[] = [];
    const uid = new ClassicUid();
    // The tool takes splits in the order of their declaration.
    const shards = (await source.shards()).toSorted((a, b) => Object.keys(expected[name]!.splits).indexOf(a.part ?? '') - Object.keys(expected[name]!.splits).indexOf(b.part ?? ''));
    for (const shard of shards) {
      for await (const batch of source.read(shard)) {
        uid.add(batch);
        const points = dataPointsOf(batch);
        for (let row = 0; row < points.count; row++) {
          const point = new Uint8Array(points.byteLength(row));
          points.write(row, point, 0);
          found.push(Buffer.from(point).toString('hex'));
        }
      }
    }
    expect(found).toEqual(expected[name]!.points);
    expect(uid.finish()).toBe(createHash('sha256').update(Buffer.from(expected[name]!.points!.join(''), 'hex')).digest('hex'));
  });
});

describe('a folder of TFRecord files', () => {
  const folder = useFolder();
  const file = (name: string): Buffer => readFileSync(`${root}/digits/1.0.0/${name}`);
  const train = file('digits-train.tfrecord-00000-of-00001');
  const features = file('features.json');
  /** Where records begin, and the end. */
  const borders = [0];
  while (borders.at(-1)! < train.length) borders.push(borders.at(-1)! + 16 + train.readUInt32LE(borders.at(-1)));

  it('is one dataset in several shards, whatever lies beside them', async () => {
    const whole = await uidOf(open('digits/1.0.0/digits-train.tfrecord-00000-of-00001'));
    await folder.write({ 'd-train.tfrecord-00000-of-00002': train.subarray(0, borders[2]), 'd-train.tfrecord-00001-of-00002': train.subarray(borders[2]), 'features.json': features, 'label.labels.txt': '0\n', 'dataset_info.json': '{}' });
    expect(await uidOf(folder.open('.'))).toBe(whole);
  });

  it('needs all shards of a file, unless one is named', async () => {
    await folder.write({ 'd-train.tfrecord-00001-of-00002': train, 'features.json': features });
    expect(await failureOf(folder.open('.').describe())).toMatchObject({ code: 'source-not-found' });
    expect((await recordsOf(folder.open('d-train.tfrecord-00001-of-00002'))).length).toBe(5);
  });

  it('has splits as parts, and each file as a part where that is asked for', async () => {
    expect((await open('digits/1.0.0').shards()).map(({ part }) => part)).toEqual(['test', 'train']);
    expect((await open('digits/1.0.0', { perFile: true }).shards()).map(({ part }) => part)).toEqual(['digits-test', 'digits-train']);
  });

  it('has the UID of the same images as IDX', async () => {
    const images = expected['digits']!.splits['train']!.map(({ struct }) => Buffer.from((struct['image'] as { readonly hex: string }).hex, 'hex'));
    const head = (...words: readonly number[]): Buffer => Buffer.from(words.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]));
    await folder.write({ 'train-images-idx3-ubyte': Buffer.concat([head(0x803, images.length, 4, 5), ...images]), 'train-labels-idx1-ubyte': Buffer.concat([head(0x801, images.length), Buffer.from(expected['digits']!.splits['train']!.map(({ struct }) => Number((struct['label'] as { readonly integer: string }).integer)))]) });
    expect(await uidOf(open('digits/1.0.0/digits-train.tfrecord-00000-of-00001', { pixels: true }))).toBe(await uidOf(folder.open('train-images-idx3-ubyte')));
  });

  it('says so where no feature is an image, and what of images it does not decode', async () => {
    await folder.write({ 'a.tfrecord': readFileSync(`${root}/plain.tfrecord`) });
    expect(await failureOf(folder.open('a.tfrecord', { pixels: true }).describe())).toMatchObject({ code: 'invalid-argument', context: { option: 'pixels' } });
    expect(await failureOf(open('points/1.0.0', { pixels: true }).describe())).toMatchObject({ code: 'unsupported-value', position: { column: 'film' } });
  });
});

it.each([['kinds', 'text'], ['plain.tfrecord', undefined]])('refuses what the original tool has no bytes for: %s', async (name, column) => {
  const source = open(name === 'kinds' ? 'kinds/1.0.0' : name, { classic: true });
  const read = async (): Promise<void> => {
    for (const shard of await source.shards()) for await (const _ of source.read(shard));
  };
  await expect(read()).rejects.toMatchObject({ code: 'unsupported-value', ...(column !== undefined && { position: { column: expect.any(String) } }) });
});
