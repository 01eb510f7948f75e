/** Errors as data, so that they are the same on the other side of a thread. */
import { DatasigError, type ErrorCode, type ErrorContext, IncompatibleError, InvalidArgumentError, InvalidDataError, SourceError } from '@datasig/core';
import type { SourcePosition } from '@datasig/core/spec';

/** An error, or whatever was thrown. */
export type ErrorData =
  | { readonly kind: 'invalid-data'; readonly code: ErrorCode; readonly reason: string; readonly position: SourcePosition; readonly context: ErrorContext; readonly cause?: ErrorData }
  | { readonly kind: 'datasig'; readonly name: string; readonly code: ErrorCode; readonly message: string; readonly context: ErrorContext; readonly retryable: boolean; readonly cause?: ErrorData }
  | { readonly kind: 'other'; readonly name: string; readonly message: string; readonly stack: string; readonly code?: string; readonly cause?: ErrorData }
  | { readonly kind: 'value'; readonly text: string };

const nativeErrors: Readonly<Record<string, ErrorConstructor>> = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

/** Causes of causes are followed so far. */
const causeLimit = 8;

/** An error as data. */
export function errorToData(error: unknown, depth = 0): ErrorData {
  if (!(error instanceof Error) && !DatasigError.is(error)) return { kind: 'value', text: String(error) };
  const cause = error.cause === undefined || depth === causeLimit ? {} : { cause: errorToData(error.cause, depth + 1) };
  if (InvalidDataError.is(error)) return { kind: 'invalid-data', code: error.code, reason: error.reason, position: error.position, context: error.context, ...cause };
  if (!DatasigError.is(error)) {
    const { code } = error as { readonly code?: unknown };
    return { kind: 'other', name: error.name, message: error.message, stack: error.stack ?? '', ...(typeof code === 'string' && { code }), ...cause };
  }
  const { name, code, message, context } = error;
  return { kind: 'datasig', name, code, message, context, retryable: (error as Partial<SourceError>).retryable === true, ...cause };
}

/** The error that {@link errorToData} was given, or one like it. */
export function errorFromData(data: ErrorData): unknown {
  if (data.kind === 'value') return data.text;
  const cause = data.cause === undefined ? {} : { cause: errorFromData(data.cause) };
  if (data.kind === 'invalid-data') return new InvalidDataError(data.code, data.reason, data.position, { context: data.context, ...cause });
  if (data.kind === 'other') {
    const { name, message, stack, code } = data;
    const NativeError = Object.hasOwn(nativeErrors, name) ? nativeErrors[name]! : Error;
    return Object.defineProperties(new NativeError(message, cause), { name: { value: name }, stack: { value: stack }, ...(code !== undefined && { code: { value: code, enumerable: true } }) });
  }
  const options = { context: data.context, ...cause };
  switch (data.name) {
    case 'SourceError':
      return new SourceError(data.code, data.message, { ...options, retryable: data.retryable });
    case 'InvalidArgumentError':
      return new InvalidArgumentError(data.code, data.message, options);
    case 'IncompatibleError':
      return new IncompatibleError(data.code, data.message, options);
    default:
      return new DatasigError(data.code, data.message, options);
  }
}
