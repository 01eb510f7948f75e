/**
 * The errors of every Datasig package.
 *
 * A message says where, what was expected, what came and what to do; it never shows a record's contents or a
 * secret. `code` is stable API: each one stands in `docs/errors.md`.
 */
import { type ErrorCode, remedies } from './error-codes.ts';
import type { SourcePosition } from './spec/v1/source.ts';

const brand = Symbol.for('datasig.error');

/** Facts about an error for programs: paths, positions, parameter names. Never a record's contents. */
export type ErrorContext = Readonly<Record<string, string | number | bigint | boolean | null | undefined | readonly string[]>>;

/** What an error is made of. */
export interface ErrorOptions {
  readonly context?: ErrorContext;
  readonly cause?: unknown;
}

/** Base of all errors that Datasig raises on purpose. */
export class DatasigError extends Error {
  override readonly name: string = 'DatasigError';
  /** Stable code, listed in `docs/errors.md`. */
  readonly code: ErrorCode;
  readonly context: ErrorContext;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.context = options.context ?? {};
  }

  /** What to do, where the message does not say it. */
  get remedy(): string | undefined {
    return remedies[this.code];
  }

  /** Whether `value` is a Datasig error, also one of another copy of this package. */
  static is(value: unknown): value is DatasigError {
    return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[brand] === true;
  }

  static {
    Object.defineProperty(this.prototype, brand, { value: true });
  }
}

/** An option or argument that the caller can mend. */
export class InvalidArgumentError extends DatasigError {
  override readonly name = 'InvalidArgumentError';
}

/** Data that break the rules of their format or of the canonical encoding. */
export class InvalidDataError extends DatasigError {
  override readonly name = 'InvalidDataError';
  readonly position: SourcePosition;
  /** The message without its place. */
  readonly reason: string;

  constructor(code: ErrorCode, reason: string, position: SourcePosition = {}, options: ErrorOptions = {}) {
    const place = formatPosition(position);
    super(code, place === '' ? reason : `${place}: ${reason}`, { ...options, context: { ...options.context, ...position } });
    this.position = position;
    this.reason = reason;
  }

  /** Whether `value` is an error in data, also one of another copy of this package. */
  static override is(value: unknown): value is InvalidDataError {
    return DatasigError.is(value) && value.name === 'InvalidDataError';
  }

  /** The same error at a more exact place: what `position` says wins over what was known. */
  at(position: SourcePosition): InvalidDataError {
    return new InvalidDataError(this.code, this.reason, { ...this.position, ...position }, { context: this.context, cause: this.cause });
  }
}

/** Two fingerprints, or a fingerprint and a request, that cannot be put together. */
export class IncompatibleError extends DatasigError {
  override readonly name = 'IncompatibleError';
}

/** A source that cannot be opened or read. */
export class SourceError extends DatasigError {
  override readonly name = 'SourceError';
  /** Whether trying again may help. */
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { readonly retryable?: boolean } = {}) {
    super(code, message, options);
    this.retryable = options.retryable ?? false;
  }
}

function formatPosition(position: SourcePosition): string {
  const words: string[] = [];
  if (position.file !== undefined) words.push(position.file);
  if (position.line !== undefined) words.push(`line ${position.line}`);
  if (position.row !== undefined) words.push(`row ${position.row}`);
  if (position.column !== undefined) words.push(`column ${JSON.stringify(position.column)}`);
  if (position.byteOffset !== undefined) words.push(`byte ${position.byteOffset}`);
  return words.join(', ');
}
