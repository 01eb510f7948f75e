/** The short way of a batch's columns: rows that the kernel writes itself. */
import { writeUuidHead } from '../canonical/encode.ts';
import { tensorByteLength, writeTensorHead } from '../canonical/tensor.ts';
import { nanosecondsPerUnit, timeTags } from '../canonical/time.ts';
import { CanonicalWriter, major } from '../canonical/writer.ts';
import { kind } from '../canonical/kind.ts';
import type { KernelColumn, KernelValues } from '../kernel/kernel.ts';
import type { FieldCounter } from '../schema/field-tracker.ts';
import type { BytesColumn, Column, TensorColumn, TextColumn, TimeColumn } from '../spec/v1/batch.ts';
import { valueReader } from './column-values.ts';
import type { PlannedColumn } from './planned-columns.ts';
import type { DirectRows } from './record-sink.ts';
import { ValueRuns } from './value-runs.ts';

/** Writes rows as long as the kernel takes them. */
export class DirectColumns {
  /** The columns for the rows that are left: what was encoded ahead of them is not encoded and counted again. */
  readonly left: readonly PlannedColumn[];
  readonly #rows: DirectRows;
  readonly #runs: ValueRuns;

  constructor(columns: readonly PlannedColumn[], rowCount: number, rows: DirectRows) {
    this.#rows = rows;
    this.#runs = new ValueRuns(rowCount);
    const prefix = new CanonicalWriter();
    const left: PlannedColumn[] = [];
    const kernelColumns: KernelColumn[] = [];
    for (const planned of columns) {
      prefix.length = 0;
      prefix.raw(planned.plan.key);
      const values = kernelValues(planned.column, planned.counter, prefix);
      const run = values === null ? this.#runs.add(valueReader(planned.column, rowCount), planned.valid, planned.counter) : null;
      left.push(run === null ? planned : { ...planned, write: (writer, row) => (this.#runs.isAhead(row) ? run.copy(writer, row) : planned.write(writer, row)) });
      kernelColumns.push({ prefix: prefix.toBytes(), valid: planned.valid, values: values ?? run!.values });
    }
    this.left = left;
    rows.open(kernelColumns);
  }

  /** Writes rows from `row` on and returns how many; 0 where this one is left. */
  write(row: number): number {
    const last = this.#runs.fill(row);
    return row === last ? 0 : this.#rows.write(row, last);
  }
}

/** What the kernel takes of a column; adds to `prefix` what all its values begin with. Null where only JavaScript encodes them. */
function kernelValues(column: Column, counter: FieldCounter, prefix: CanonicalWriter): KernelValues | null {
  switch (column.type) {
    case 'number':
      return { type: 'number', values: column.values, onWritten: (integerCount, otherCount) => (counter.add(kind.integer, integerCount), counter.add(kind.float, otherCount)) };
    case 'bigint':
      return { type: 'integer', values: column.values };
    case 'bool':
      return { type: 'bool', values: column.values };
    case 'text':
    case 'bytes':
      return runValues(column);
    case 'tensor':
      return tensorValues(column, prefix);
    case 'uuid':
      writeUuidHead(prefix);
      return { type: 'fixed', byteLength: 16, bytes: column.bytes, areBits: false };
    case 'values':
      return null;
    default:
      return timeValues(column, prefix);
  }
}

function runValues({ type, offsets, bytes }: TextColumn | BytesColumn): KernelValues {
  return { type, starts: offsets, ends: offsets.subarray(1), bytes };
}

function tensorValues({ dtype, shape, data }: TensorColumn, prefix: CanonicalWriter): KernelValues | null {
  // Tensors of rank 0 are scalars.
  if (shape.length === 0) return null;
  writeTensorHead(prefix, dtype, shape);
  return { type: 'fixed', byteLength: tensorByteLength(dtype, shape), bytes: data, areBits: dtype === 'bool' };
}

function timeValues({ type, unit, values }: TimeColumn, prefix: CanonicalWriter): KernelValues {
  prefix.head(major.tag, timeTags[type]);
  if (type === 'date') return { type: 'integer', values };
  const inSecond = unit === 'd' ? 1 : Number(nanosecondsPerUnit.s / nanosecondsPerUnit[unit]);
  const limit = nanosecondsPerUnit.d / nanosecondsPerUnit[unit];
  return { type: 'time', values, unitsPerSecond: inSecond, secondsPerUnit: unit === 'd' ? 86_400 : 1, ...(type === 'time' && { limit }) };
}
