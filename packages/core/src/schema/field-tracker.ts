/** Watches the fields of records as they are encoded: kinds for the statistics, types for the schema. */
import { compareText } from '../canonical/bytes.ts';
import { type Kind, kind, kindNames } from '../canonical/kind.ts';
import type { LogicalType, SchemaField, TensorValue, Value } from '../spec/v1/batch.ts';
import { joinTypes } from './join.ts';
import { observeValue } from './observe.ts';
import { type FieldStatistics, fieldNameLimit, sortKinds } from './statistics.ts';
import { formatType } from '../canonical/type-text.ts';

/** Types that a kind alone tells; the others are observed. */
const scalarTypes: Partial<Readonly<Record<Kind, LogicalType>>> = {
  [kind.bool]: { type: 'bool' },
  [kind.integer]: { type: 'integer' },
  [kind.float]: { type: 'float64' },
  [kind.decimal]: { type: 'decimal' },
  [kind.text]: { type: 'text' },
  [kind.bytes]: { type: 'bytes' },
  [kind.timestamp]: { type: 'timestamp' },
  [kind.date]: { type: 'date' },
  [kind.uuid]: { type: 'uuid' },
};

/** One field's counts. */
export class FieldCounter {
  readonly #counts: Float64Array = new Float64Array(kindNames.length);
  /** Count and type of tensors, by dtype. */
  readonly #tensors: Map<string, { count: number; type: LogicalType }> = new Map();
  #observed: LogicalType = { type: 'null' };

  /** `count` values of a kind that says all about their type. */
  add(valueKind: Kind, count: number): void {
    this.#counts[valueKind]! += count;
  }

  /** `count` values of one declared type, such as a column of tensors. */
  addTyped(valueKind: Kind, type: LogicalType, count: number): void {
    if (count === 0) return;
    if (type.type === 'tensor') this.#addTensor(type, count);
    else this.add(valueKind, count);
    this.#observed = joinTypes(this.#observed, type);
  }

  /** One value of any kind. */
  addValue(valueKind: Kind, value: Value): void {
    if (valueKind === kind.tensor) {
      const { dtype, shape } = value as TensorValue;
      this.addTyped(kind.tensor, { type: 'tensor', dtype, shape }, 1);
      return;
    }
    this.add(valueKind, 1);
    if (scalarTypes[valueKind] === undefined) this.#observed = observeValue(this.#observed, value);
  }

  #addTensor(type: LogicalType & { readonly type: 'tensor' }, count: number): void {
    const known = this.#tensors.get(type.dtype);
    this.#tensors.set(type.dtype, known === undefined ? { count, type } : { count: known.count + count, type: joinTypes(known.type, type) });
  }

  /** The type that covers all values so far. */
  type(): LogicalType {
    let type = this.#observed;
    for (const [valueKind, scalar] of Object.entries(scalarTypes)) {
      if (this.#counts[Number(valueKind)]! > 0) type = joinTypes(type, scalar);
    }
    return type;
  }

  /** Counts by kind; empty when there was no value. */
  kinds(): ReadonlyMap<string, bigint> {
    const kinds = new Map<string, bigint>();
    this.#counts.forEach((count, valueKind) => count > 0 && kinds.set(kindNames[valueKind]!, BigInt(count)));
    for (const { count, type } of this.#tensors.values()) kinds.set(formatType(type), BigInt(count));
    return kinds;
  }
}

/**
 * Counters of the first {@link fieldNameLimit} fields by name. A name that others push out never comes back, so the
 * result does not depend on the order in which names are met.
 */
export class FieldTracker {
  readonly #counters = new Map<string, FieldCounter>();
  readonly #other = new FieldCounter();
  #last: string | undefined;
  #pushedOut = 0n;

  /** The counter of a field; shared by all fields beyond the limit. */
  counter(name: string): FieldCounter {
    const known = this.#counters.get(name);
    if (known !== undefined) return known;
    if (this.#counters.size === fieldNameLimit) {
      this.#last ??= this.#lastName();
      if (compareText(name, this.#last) > 0) return this.#other;
      this.#pushOut(this.#last);
    }
    const counter = new FieldCounter();
    this.#counters.set(name, counter);
    return counter;
  }

  #lastName(): string {
    return [...this.#counters.keys()].reduce((last, name) => (compareText(name, last) > 0 ? name : last));
  }

  #pushOut(name: string): void {
    this.#pushedOut += sum(this.#counters.get(name)!);
    this.#counters.delete(name);
    this.#last = undefined;
  }

  /** Statistics of the fields that held a value. */
  statistics(): FieldStatistics {
    const fields = this.#present().map(([name, counter]) => ({ name, kinds: sortKinds(counter.kinds()) }));
    return { fields, otherValueCount: this.#pushedOut + sum(this.#other) };
  }

  /** Types of the fields that held a value. */
  schema(): SchemaField[] {
    return this.#present().map(([name, counter]) => ({ name, type: counter.type() }));
  }

  #present(): [string, FieldCounter][] {
    return [...this.#counters].filter(([, counter]) => counter.kinds().size > 0).sort(([a], [b]) => compareText(a, b));
  }
}

function sum(counter: FieldCounter): bigint {
  return [...counter.kinds().values()].reduce((total, count) => total + count, 0n);
}
