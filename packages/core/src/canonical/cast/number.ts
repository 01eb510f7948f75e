/** Casts of numbers: exact, except that a fraction may be rounded once to float32. */
import { InvalidDataError } from '../../errors.ts';
import { normalizeDecimal } from '../number.ts';
import { Decimal } from '../value.ts';
import type { Value } from '../../spec/v1/batch.ts';
import type { ScalarCast } from './scalar-cast.ts';

/** Casts a number, integer or decimal. @throws InvalidDataError */
export function castNumber(value: number | bigint | Decimal, to: ScalarCast): Value {
  switch (to) {
    case 'number':
      return typeof value === 'object' ? toInteger(value) : value;
    case 'integer':
      return toInteger(value);
    case 'float64':
      return toDouble(value);
    case 'float32':
      return toSingle(value);
    case 'decimal':
      return toDecimal(value);
    case 'bool':
      return toBool(value);
    default:
      throw new InvalidDataError('cast-unsupported', `a number cannot be cast to ${to}`);
  }
}

function toInteger(value: number | bigint | Decimal): number | bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return value;
    throw inexact('integer');
  }
  const { mantissa, exponent } = normalizeDecimal(value);
  if (exponent < 0) throw inexact('integer');
  return integralDecimal(mantissa, exponent);
}

function integralDecimal(mantissa: bigint, exponent: number): bigint {
  if (exponent > 308) throw new InvalidDataError('number-out-of-range', 'an integral decimal is 2^1024 or more in magnitude; expected less');
  return mantissa * 10n ** BigInt(exponent);
}

function toDouble(value: number | bigint | Decimal): number {
  if (typeof value === 'number') return value;
  const double = typeof value === 'bigint' ? Number(value) : decimalToNumber(value);
  if (typeof value === 'bigint' ? Number.isFinite(double) && BigInt(double) === value : equalsDouble(value, double)) return double;
  throw inexact('float64');
}

/** An integral value must fit exactly; a fraction is rounded once. */
function toSingle(value: number | bigint | Decimal): number {
  const double = toDouble(value);
  const single = Math.fround(double);
  if (single !== double && (Number.isInteger(double) || typeof value === 'object')) throw inexact('float32');
  return single;
}

function toDecimal(value: number | bigint | Decimal): Value {
  if (typeof value === 'object') return value;
  if (typeof value === 'bigint') return value;
  if (!Number.isFinite(value)) throw new InvalidDataError('cast-failed', 'an infinite or undefined number has no decimal');
  return exactDecimal(value);
}

function toBool(value: number | bigint | Decimal): boolean {
  const integer = Number(toInteger(value));
  if (integer === 0) return false;
  if (integer === 1) return true;
  throw new InvalidDataError('cast-failed', 'expected 0 or 1 for a bool');
}

/** The decimal that a finite double is exactly: m * 2^-s = (m * 5^s) * 10^-s. */
function exactDecimal(value: number): Decimal | bigint {
  let mantissa = value;
  let scale = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    scale++;
  }
  return scale === 0 ? BigInt(mantissa) : new Decimal(BigInt(mantissa) * 5n ** BigInt(scale), -scale);
}

function decimalToNumber({ mantissa, exponent }: Decimal): number {
  return Number(`${mantissa}e${exponent}`);
}

function equalsDouble(value: Decimal, double: number): boolean {
  if (!Number.isFinite(double)) return false;
  const exact = exactDecimal(double);
  const other = normalizeDecimal(typeof exact === 'bigint' ? new Decimal(exact, 0) : exact);
  const own = normalizeDecimal(value);
  const shift = Math.min(own.exponent, other.exponent);
  if (Math.max(own.exponent, other.exponent) - shift > 2000) return false;
  return own.mantissa * 10n ** BigInt(own.exponent - shift) === other.mantissa * 10n ** BigInt(other.exponent - shift);
}

function inexact(to: ScalarCast): InvalidDataError {
  return new InvalidDataError('cast-failed', `a number has no exact ${to}`);
}
