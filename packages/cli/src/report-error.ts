/** Errors as the user sees them: a line of text, or a line of JSON with `--json`. */
import { DatasigError, type ErrorCode } from '@datasig/core';
import { paletteFor } from '@datasig/runner/terminal';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { toPrintable } from './render/printable.ts';

const usageErrors: ReadonlySet<ErrorCode> = new Set(['invalid-argument', 'invalid-location', 'unknown-column', 'unknown-config', 'unknown-split', 'invalid-query', 'unknown-dataset', 'dataset-not-found']);

const trustErrors: ReadonlySet<ErrorCode> = new Set(['signature-invalid', 'signer-untrusted']);

/** Writes an error to standard error and gives the exit code. */
export function reportError(cause: unknown, json: boolean, signal: AbortSignal): ExitCode {
  // What a source throws when it is interrupted before the run begins is the interruption itself.
  const error = signal.aborted && !DatasigError.is(cause) ? new DatasigError('cancelled', 'cancelled; nothing was written', { cause }) : cause;
  process.stderr.write(json ? `${JSON.stringify({ error: toJson(error) })}\n` : toText(error));
  return exitCodeOf(error);
}

function toJson(error: unknown): unknown {
  if (!DatasigError.is(error)) return { code: 'internal', message: describeDefect(error), context: {} };
  const context = Object.fromEntries(Object.entries(error.context).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]));
  return { code: error.code, message: error.message, ...(error.remedy !== undefined && { remedy: error.remedy }), context };
}

function toText(error: unknown): string {
  const palette = paletteFor(process.stderr);
  if (!DatasigError.is(error)) return `${palette.bad('internal error')}: ${describeDefect(error)}\nThis is a defect of datasig; please report it with these lines.\n`;
  const remedy = error.remedy === undefined ? '' : `  ${palette.key('→')} ${error.remedy}\n`;
  return `${palette.bad('error')} ${palette.quiet(`[${error.code}]`)}: ${toPrintable(error.message)}\n${remedy}`;
}

/** Name and place only: a foreign message may quote what was being read. */
function describeDefect(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 8)].join('\n');
}

function exitCodeOf(error: unknown): ExitCode {
  if (!DatasigError.is(error)) return exitCodes.notEvaluated;
  if (error.code === 'cancelled') return exitCodes.interrupted;
  if (trustErrors.has(error.code)) return exitCodes.untrusted;
  return usageErrors.has(error.code) ? exitCodes.usage : exitCodes.notEvaluated;
}
