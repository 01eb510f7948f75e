/** Loading run-end encoded fields. */
import type { FieldLayout } from './batch-header.ts';
import type { Body } from './body.ts';
import { invalidArrow } from './error.ts';
import { IndexedVector } from './indexed-vectors.ts';
import type { FieldPlan } from './plan.ts';
import { type Load, type LoadContext, type LoadedRows, RangeTooLarge } from './range.ts';
import { typed } from './scalars.ts';
import type { ArrowType } from './type.ts';
import type { Vector } from './vector.ts';

/** Run ends looked at, at once. */
const runLimit: number = 2 ** 24;

/** Rows `[start, end)`, each of which points at its run's value. @throws InvalidDataError, RangeTooLarge */
export async function loadRuns(plan: FieldPlan, layout: FieldLayout, { start, end }: LoadedRows, context: LoadContext, load: Load): Promise<Vector> {
  const [, valuePlan] = plan.children as readonly [FieldPlan, FieldPlan];
  const [endsLayout, valuesLayout] = layout.children as readonly [FieldLayout, FieldLayout];
  const rows = new Int32Array(end - start);
  if (start === end) return new IndexedVector(plan.type, 0, undefined, rows, () => undefined);
  const ends = new RunEnds(endsLayout, context.body);
  const first = await ends.find(start);
  let run = first;
  let runEnd = await ends.at(run);
  for (let row = start; row < end; row++) {
    while (row >= runEnd) {
      const next = await ends.at(++run);
      if (next <= runEnd) throw invalidArrow('the run ends of a column do not increase');
      if (run - first > runLimit) throw new RangeTooLarge();
      runEnd = next;
    }
    rows[row - start] = run - first;
  }
  const values = await load(valuePlan, valuesLayout, first, run + 1, context);
  return new IndexedVector(plan.type, end - start, undefined, rows, () => values);
}

/** Run ends, read in blocks. */
class RunEnds {
  readonly #layout: FieldLayout;
  readonly #body: Body;
  readonly #byteWidth: number;
  #blockStart = 0;
  #block: ArrayLike<number | bigint> = [];

  constructor(layout: FieldLayout, body: Body) {
    this.#layout = layout;
    this.#body = body;
    this.#byteWidth = (layout.field.type as ArrowType & { readonly kind: 'integer' }).bitWidth / 8;
    if (layout.nullCount > 0) throw invalidArrow('a run end is null');
  }

  /** The first run that ends after `row`. @throws InvalidDataError where there is none */
  async find(row: number): Promise<number> {
    let low = 0;
    let high = this.#layout.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((await this.at(middle)) > row) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** @throws InvalidDataError when there is no such run */
  at(run: number): number | Promise<number> {
    const value = this.#block[run - this.#blockStart];
    return value === undefined ? this.#read(run) : Number(value);
  }

  async #read(run: number): Promise<number> {
    if (run >= this.#layout.length) throw invalidArrow('the runs of a column end before its rows');
    this.#blockStart = run;
    const end = Math.min(this.#layout.length, run + blockLength);
    const bytes = await this.#body.slice(this.#layout.buffer + 1, run * this.#byteWidth, end * this.#byteWidth);
    this.#block = { 2: () => typed(Int16Array, bytes), 4: () => typed(Int32Array, bytes), 8: () => typed(BigInt64Array, bytes) }[this.#byteWidth]!();
    return Number(this.#block[0]!);
  }
}

const blockLength = 65_536;
