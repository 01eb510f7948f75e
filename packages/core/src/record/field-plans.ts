/** What is to be done with each field, by its name in the source; worked out once a name. */
import { encodeKey } from '../canonical/key.ts';
import { writeValue } from '../canonical/encode.ts';
import type { Kind } from '../canonical/kind.ts';
import type { CanonicalWriter } from '../canonical/writer.ts';
import { InvalidDataError } from '../errors.ts';
import type { FieldCounter, FieldTracker } from '../schema/field-tracker.ts';
import type { Value } from '../spec/v1/batch.ts';
import { FieldPreparation, type Preparation } from './preparation.ts';

/** Values of a record stand one below it. */
const fieldDepth = 2;

/** The plan for one field. */
export interface FieldPlan {
  readonly sourceName: string;
  readonly preparation: FieldPreparation;
  /** The encoding of the field's name in the record. */
  readonly key: Uint8Array;
}

/** More names than tables have: beyond it they are data rather than a schema, and plans are not kept. */
const keptPlanCount = 65_536;

/** Plans for fields. */
export class FieldPlans {
  readonly #preparation: Preparation;
  readonly #untypedText: boolean;
  readonly #tracker: FieldTracker;
  readonly #selected: ReadonlySet<string> | undefined;
  readonly #plans: Map<string, FieldPlan | null> = new Map();

  constructor(preparation: Preparation, untypedText: boolean, tracker: FieldTracker) {
    this.#preparation = preparation;
    this.#untypedText = untypedText;
    this.#tracker = tracker;
    this.#selected = preparation.columns === undefined ? undefined : new Set(preparation.columns);
  }

  /** The plan for a field; null where the field is not selected. */
  plan(sourceName: string): FieldPlan | null {
    const known = this.#plans.get(sourceName);
    if (known !== undefined) return known;
    const plan = this.#selected?.has(sourceName) === false ? null : this.#make(sourceName);
    if (this.#plans.size < keptPlanCount) this.#plans.set(sourceName, plan);
    return plan;
  }

  /** The counter for a field's values; looked up anew each time, since counters come and go at their limit. */
  counter(plan: FieldPlan): FieldCounter {
    return this.#tracker.counter(plan.preparation.name);
  }

  #make(sourceName: string): FieldPlan {
    const preparation = new FieldPreparation(this.#preparation, sourceName, this.#untypedText);
    return { sourceName, preparation, key: encodeKey(preparation.name) };
  }
}

/** Writes a field's value and says what kind it is. */
export function writeFieldValue(writer: CanonicalWriter, value: Value): Kind {
  return writeValue(writer, value, fieldDepth);
}

/** Writes a field's value and counts it. */
export function writeCounted(writer: CanonicalWriter, value: Value, counter: FieldCounter): void {
  counter.addValue(writeFieldValue(writer, value), value);
}

/** Two fields of a record hold a value under one name, by renaming or by a connector's fault. */
export function duplicateField(sourceName: string): InvalidDataError {
  return new InvalidDataError('duplicate-column', 'two fields have the same name in the record; check --rename', { column: sourceName });
}

/** Runs `action`, naming the column in the errors that it raises. */
export function inColumn<T>(sourceName: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ column: sourceName }) : error;
  }
}
