/** Loading ranges of rows: every length, offset and index is held against what is there before it is used. */
import { InvalidDataError } from '@datasig/core';
import { recordByteLimit } from '../format.ts';
import type { FieldLayout } from './batch-header.ts';
import type { Body } from './body.ts';
import { invalidArrow } from './error.ts';
import { elementByteWidth } from './extension.ts';
import { BoolVector, NullVector, OffsetVector, ScalarVector } from './flat-vectors.ts';
import { IndexedVector } from './indexed-vectors.ts';
import { listRanges, viewRanges } from './load-ranges.ts';
import { loadRuns } from './load-runs.ts';
import { loadViews } from './load-views.ts';
import { ListVector, type ListRanges, MapVector, StructVector, TensorVector } from './nested-vectors.ts';
import type { FieldPlan } from './plan.ts';
import { type LoadContext, type LoadedRows, RangeTooLarge } from './range.ts';
import { integerClass, scalarOf, typed } from './scalars.ts';
import type { ArrowType } from './type.ts';
import { slotCost, type Vector } from './vector.ts';

/** Elements of nested fields that are loaded at once. */
const elementLimit: number = recordByteLimit / slotCost;

/** Loads rows `[start, end)` of a field. @throws InvalidDataError, RangeTooLarge */
export async function load(plan: FieldPlan, layout: FieldLayout, start: number, end: number, context: LoadContext): Promise<Vector> {
  if (end > layout.length) throw invalidArrow(`a field has ${layout.length} rows; ${end} are needed`);
  if (end - start > elementLimit) throw new RangeTooLarge();
  const { body } = context;
  const { field: { type, dictionary } } = plan;
  const length = end - start;
  if (dictionary !== undefined) {
    const valid = await loadValid(layout, start, end, body);
    return new IndexedVector(plan.type, length, valid, await loadIntegers(dictionary.indexType, layout.buffer + 1, start, end, body), context.dictionaries.resolver(dictionary.id));
  }
  if (type.kind === 'null') return new NullVector(length);
  if (type.kind === 'run-end') return loadRuns(plan, layout, { start, end, valid: undefined }, context, load);
  const valid = await loadValid(layout, start, end, body);
  const scalar = scalarOf(plan);
  if (scalar !== undefined) {
    return new ScalarVector(plan.type, length, valid, scalar, await loadFixed(scalar.byteWidth, layout.buffer + 1, start, end, body));
  }
  switch (type.kind) {
    case 'bool':
      return new BoolVector(length, valid, await loadBits(layout.buffer + 1, start, end, body));
    case 'text':
    case 'bytes':
      return type.layout === 'view' ? loadViews(plan, layout, { start, end, valid }, body) : loadOffsets(plan, type.layout === 'large', layout, { start, end, valid }, body);
    case 'struct':
      return loadStruct(plan, layout, { start, end, valid }, context);
    default:
      return loadList(plan, layout, { start, end, valid }, context);
  }
}

/** One byte a row; undefined = no nulls. */
async function loadValid({ nullCount, buffer }: FieldLayout, start: number, end: number, body: Body): Promise<Uint8Array | undefined> {
  return nullCount === 0 || (nullCount < 0 && body.isEmpty(buffer)) ? undefined : loadBits(buffer, start, end, body);
}

async function loadBits(buffer: number, start: number, end: number, body: Body): Promise<Uint8Array> {
  const first = Math.floor(start / 8);
  const bits = await body.slice(buffer, first, start === end ? first : Math.ceil(end / 8));
  const bytes = new Uint8Array(end - start);
  for (let row = 0, bit = start - 8 * first; row < bytes.length; row++, bit++) bytes[row] = (bits[bit >>> 3]! >>> (bit & 7)) & 1;
  return bytes;
}

async function loadFixed(byteWidth: number, buffer: number, start: number, end: number, body: Body): Promise<Uint8Array> {
  if ((end - start) * byteWidth > recordByteLimit) throw new RangeTooLarge();
  return body.slice(buffer, start * byteWidth, end * byteWidth);
}

async function loadIntegers({ bitWidth, signed }: ArrowType & { readonly kind: 'integer' }, buffer: number, start: number, end: number, body: Body): Promise<ArrayLike<number | bigint>> {
  const bytes = await loadFixed(bitWidth / 8, buffer, start, end, body);
  if (bitWidth === 64) return signed ? typed(BigInt64Array, bytes) : typed(BigUint64Array, bytes);
  return typed(integerClass(bitWidth, signed), bytes);
}

async function loadOffsets(plan: FieldPlan, large: boolean, { buffer }: FieldLayout, { start, end, valid }: LoadedRows, body: Body): Promise<Vector> {
  const { offsets, first, last } = await listRanges(body, buffer + 1, large, start, end);
  if (last - first > recordByteLimit) throw new RangeTooLarge();
  return new OffsetVector(plan.type, valid, offsets, await body.slice(buffer + 2, first, last));
}

async function loadStruct(plan: FieldPlan, layout: FieldLayout, { start, end, valid }: LoadedRows, context: LoadContext): Promise<StructVector> {
  const children: Vector[] = [];
  for (const [index, child] of plan.children.entries()) children.push(await load(child, layout.children[index]!, start, end, context));
  return new StructVector(plan.type, end - start, valid, plan.children.map(({ field }) => field.name), children);
}

async function loadList(plan: FieldPlan, layout: FieldLayout, rows: LoadedRows, context: LoadContext): Promise<Vector> {
  const { type } = plan.field;
  const { start, end, valid } = rows;
  const length = end - start;
  const [child] = plan.children as readonly [FieldPlan];
  const childLayout = layout.children[0]!;
  if (type.kind === 'fixed-list') {
    if (typeof plan.meaning === 'object') return loadTensors(plan, plan.meaning, layout, rows, context);
    const { size } = type;
    const ranges: ListRanges = { startOf: (row) => row * size, endOf: (row) => (row + 1) * size };
    return new ListVector(plan.type, length, valid, ranges, await load(child, childLayout, start * size, end * size, context));
  }
  const layoutKind = type.kind === 'list' ? type.layout : 'small';
  const { ranges, first, last } = layoutKind === 'small' || layoutKind === 'large'
    ? await listRanges(context.body, layout.buffer + 1, layoutKind === 'large', start, end)
    : await viewRanges(context.body, layout.buffer + 1, layoutKind === 'large-view', rows);
  const elements = await load(child, childLayout, first, last, context);
  return type.kind === 'map' ? new MapVector(plan.type, length, valid, ranges, elements as StructVector) : new ListVector(plan.type, length, valid, ranges, elements);
}

/** Elements of a dtype, without nulls in tensors that are not null themselves. */
async function loadTensors(plan: FieldPlan, tensor: Exclude<FieldPlan['meaning'], string>, layout: FieldLayout, { start, end, valid }: LoadedRows, { body }: LoadContext): Promise<Vector> {
  const { size } = plan.field.type as ArrowType & { readonly kind: 'fixed-list' };
  const child = layout.children[0]!;
  const byteWidth = elementByteWidth(child.field.type);
  if (end * size > child.length) throw invalidArrow(`a field has ${child.length} rows; ${end * size} are needed`);
  if ((end - start) * size * byteWidth > recordByteLimit) throw new RangeTooLarge();
  const elementValid = await loadValid(child, start * size, end * size, body);
  elementValid?.forEach((isValid, element) => {
    if (isValid === 0 && valid?.[Math.floor(element / size)] !== 0) throw nullElement();
  });
  const data = child.field.type.kind === 'bool' ? await loadBits(child.buffer + 1, start * size, end * size, body) : await loadFixed(byteWidth, child.buffer + 1, start * size, end * size, body);
  return new TensorVector(tensor, end - start, valid, size * byteWidth, data);
}

function nullElement(): InvalidDataError {
  return new InvalidDataError('unsupported-value', 'a tensor has an element that is null');
}
