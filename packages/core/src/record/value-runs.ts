/** Values that only JavaScript can encode, encoded ahead of their rows: the kernel then copies them. */
import type { Kind } from '../canonical/kind.ts';
import { CanonicalWriter } from '../canonical/writer.ts';
import type { KernelValues } from '../kernel/kernel.ts';
import type { FieldCounter } from '../schema/field-tracker.ts';
import type { ValueReader } from './column-values.ts';
import { writeFieldValue } from './field-plans.ts';

/** Rows are encoded ahead until a column's are this long together; a longer value is left to its row. */
const aheadByteLength = 32 * 1024;

/** The values of one column. */
export class ValueRun {
  readonly #read: ValueReader;
  readonly #counter: FieldCounter;
  readonly #valid: Uint8Array | undefined;
  readonly #writer = new CanonicalWriter({ recordByteLimit: aheadByteLength });
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  #kind: Kind = 0;

  constructor(read: ValueReader, valid: Uint8Array | undefined, rowCount: number, counter: FieldCounter) {
    this.#read = read;
    this.#valid = valid;
    this.#counter = counter;
    this.#starts = new Uint32Array(rowCount);
    this.#ends = new Uint32Array(rowCount);
  }

  get byteLength(): number {
    return this.#writer.length;
  }

  /** What the kernel takes; its bytes are those of the rows that are ahead. */
  get values(): KernelValues {
    const [writer, starts, ends] = [this.#writer, this.#starts, this.#ends];
    return { type: 'encoded', starts, ends, get bytes() { return writer.bytes; } };
  }

  clear(): void {
    this.#writer.length = 0;
  }

  /** Encodes row `row`, which follows the one before. @throws InvalidDataError */
  encode(row: number): void {
    this.#writer.begin();
    this.#starts[row] = this.#writer.length;
    if (!this.#isNull(row)) this.#kind = writeFieldValue(this.#writer, this.#read(row));
    this.#ends[row] = this.#writer.length;
  }

  /** Counts the value that was encoded last. */
  count(row: number): void {
    if (!this.#isNull(row)) this.#counter.addValue(this.#kind, this.#read(row));
  }

  /** Writes the value of a row that is ahead. */
  copy(writer: CanonicalWriter, row: number): void {
    writer.raw(this.#writer.bytes, this.#starts[row], this.#ends[row]);
  }

  #isNull(row: number): boolean {
    return this.#valid !== undefined && this.#valid[row] === 0;
  }
}

/** The runs of a batch, filled row by row. */
export class ValueRuns {
  readonly #runs: ValueRun[] = [];
  readonly #rowCount: number;
  /** Rows that are ahead. */
  #first = 0;
  #last = 0;

  constructor(rowCount: number) {
    this.#rowCount = rowCount;
  }

  add(read: ValueReader, valid: Uint8Array | undefined, counter: FieldCounter): ValueRun {
    const run = new ValueRun(read, valid, this.#rowCount, counter);
    this.#runs.push(run);
    return run;
  }

  /** Whether the row's values stand in the runs, and are counted. */
  isAhead(row: number): boolean {
    return row >= this.#first && row < this.#last;
  }

  /** Encodes rows from `row` on, unless it is ahead already; where those that are ahead end, `row` itself when it has to be left. */
  fill(row: number): number {
    if (this.#runs.length === 0) return this.#rowCount;
    if (this.isAhead(row)) return this.#last;
    for (const run of this.#runs) run.clear();
    this.#first = this.#last = row;
    while (this.#last < this.#rowCount && this.#hasRoom() && this.#encode(this.#last)) this.#last++;
    return this.#last;
  }

  #hasRoom(): boolean {
    return this.#runs.every((run) => run.byteLength < aheadByteLength);
  }

  /** Encodes a row; false where that fails, for whatever reason: it then is encoded as a whole, and fails there if it does. */
  #encode(row: number): boolean {
    try {
      for (const run of this.#runs) run.encode(row);
    } catch {
      return false;
    }
    for (const run of this.#runs) run.count(row);
    return true;
  }
}
