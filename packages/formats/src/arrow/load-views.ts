/** Loading views of text and byte strings. */
import { recordByteLimit } from '../format.ts';
import type { FieldLayout } from './batch-header.ts';
import type { Body } from './body.ts';
import { invalidArrow } from './error.ts';
import { inlineByteLength, type ViewBuffer, ViewVector } from './flat-vectors.ts';
import type { FieldPlan } from './plan.ts';
import { type LoadedRows, RangeTooLarge } from './range.ts';
import { typed } from './scalars.ts';

/** Bytes of a buffer that views point at. */
interface Span {
  start: number;
  end: number;
}

/** Rows as views, and of the buffers what they point at. @throws InvalidDataError, RangeTooLarge */
export async function loadViews(plan: FieldPlan, layout: FieldLayout, { start, end, valid }: LoadedRows, body: Body): Promise<ViewVector> {
  const bytes = await body.slice(layout.buffer + 1, 16 * start, 16 * end);
  const words = typed(Int32Array, bytes);
  const spans: Span[] = Array.from({ length: layout.variadicCount }, () => ({ start: Number.MAX_SAFE_INTEGER, end: 0 }));
  for (let row = 0; row < end - start; row++) {
    if (valid?.[row] === 0) continue;
    const length = words[4 * row]!;
    if (length < 0) throw invalidArrow('a view has a negative length');
    if (length <= inlineByteLength) continue;
    const span = spans[words[4 * row + 2]!];
    const offset = words[4 * row + 3]!;
    if (span === undefined || offset < 0) throw invalidArrow('a view points at no buffer');
    span.start = Math.min(span.start, offset);
    span.end = Math.max(span.end, offset + length);
  }
  if (spans.reduce((sum, span) => sum + Math.max(0, span.end - span.start), 0) > recordByteLimit) throw new RangeTooLarge();
  const buffers: ViewBuffer[] = [];
  for (const [index, span] of spans.entries()) {
    buffers.push(span.end === 0 ? { start: 0, bytes: new Uint8Array(0) } : { start: span.start, bytes: await body.slice(layout.buffer + 2 + index, span.start, span.end) });
  }
  return new ViewVector(plan.type, end - start, valid, { bytes, words }, buffers);
}
