/** Classes for the typed values that JavaScript lacks; `docs/spec/canonical-encoding.md` says how each is encoded. */
import { InvalidDataError } from '../errors.ts';
import type {
  DateValue, DecimalValue, DurationValue, EntriesValue, NumberLiteralValue, TensorDtype, TensorValue, TimestampValue, TimeValue, UuidValue, Value, ValueTag,
} from '../spec/v1/batch.ts';

/** The property that marks tagged values, shared by all copies of this package. */
export const valueTag: symbol = Symbol.for('datasig.value');

/** The tag of a tagged value; undefined for everything else. */
export function tagOf(value: object): ValueTag | undefined {
  return (value as { readonly [tag: symbol]: ValueTag | undefined })[valueTag];
}

function tag(target: { readonly prototype: object }, name: ValueTag): void {
  Object.defineProperty(target.prototype, valueTag, { value: name });
}

/** A tagged value; its tag stands on the prototype of each class. */
abstract class TaggedBase {
  readonly [tag: symbol]: ValueTag;
}

/** The decimal `mantissa * 10 ** exponent`. */
export class Decimal extends TaggedBase implements DecimalValue {
  readonly mantissa: bigint;
  readonly exponent: number;

  /** @throws RangeError when `exponent` is not an integer */
  constructor(mantissa: bigint, exponent: number) {
    super();
    if (!Number.isSafeInteger(exponent)) throw new RangeError('a decimal exponent is an integer');
    this.mantissa = mantissa;
    this.exponent = exponent;
  }

  /**
   * Reads a number as RFC 8259 (section 6) writes it, digit for digit.
   *
   * @throws InvalidDataError `cast-failed`, without the text
   */
  static parse(text: string): Decimal {
    const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,9}))?$/.exec(text);
    if (match === null || text.length > maximumLiteralLength) throw new InvalidDataError('cast-failed', 'expected a decimal number such as -12.50');
    const [, sign = '', integer = '', fraction = '', exponent = '0'] = match;
    return new Decimal(BigInt(`${integer}${fraction}`) * (sign === '-' ? -1n : 1n), Number(exponent) - fraction.length);
  }
}

/** Longer literals cannot be within the limits of a decimal, short of padding; this bounds the work spent on one. */
const maximumLiteralLength = 16_384;

/** An instant, in nanoseconds since 1970-01-01T00:00:00Z. */
export class Timestamp extends TaggedBase implements TimestampValue {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    super();
    this.nanoseconds = nanoseconds;
  }
}

/** A day, in days since 1970-01-01 (RFC 8943). */
export class CalendarDate extends TaggedBase implements DateValue {
  readonly days: bigint;

  constructor(days: bigint) {
    super();
    this.days = days;
  }
}

/** A time of day, in nanoseconds since midnight, in [0, 24 h). */
export class TimeOfDay extends TaggedBase implements TimeValue {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    super();
    this.nanoseconds = nanoseconds;
  }
}

/** A length of time in nanoseconds. */
export class Duration extends TaggedBase implements DurationValue {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    super();
    this.nanoseconds = nanoseconds;
  }
}

/** A UUID (RFC 9562); keeps the 16 bytes it is given. */
export class Uuid extends TaggedBase implements UuidValue {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }
}

/** A tensor; keeps `data`, row-major and little-endian, `product(shape) * element size` bytes. */
export class Tensor extends TaggedBase implements TensorValue {
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;

  constructor(dtype: TensorDtype, shape: readonly number[], data: Uint8Array) {
    super();
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
  }
}

/** A JSON number as written: a double or exact integer unless a cast asks for its digits. */
export class NumberLiteral extends TaggedBase implements NumberLiteralValue {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }
}

/** The entries of a MAP column in source order, duplicates and all. */
export class Entries extends TaggedBase implements EntriesValue {
  readonly entries: readonly (readonly [Value, Value])[];

  constructor(entries: readonly (readonly [Value, Value])[]) {
    super();
    this.entries = entries;
  }
}

tag(Decimal, 'decimal');
tag(Timestamp, 'timestamp');
tag(CalendarDate, 'date');
tag(TimeOfDay, 'time');
tag(Duration, 'duration');
tag(Uuid, 'uuid');
tag(Tensor, 'tensor');
tag(NumberLiteral, 'number-literal');
tag(Entries, 'entries');
