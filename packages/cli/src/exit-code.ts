/** How `datasig` ends: what the exit codes mean, and which error gives which. */
import { DatasigError, type ErrorCode } from '@datasig/core';

/** Exit codes, as `docs/cli.md` documents them. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notEvaluated: 3, interrupted: 130 } as const;

/** One of them. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const usageErrors: ReadonlySet<ErrorCode> = new Set(['invalid-argument', 'invalid-location', 'unknown-column']);

/** The exit code for an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!DatasigError.is(error)) return exitCodes.notEvaluated;
  if (error.code === 'cancelled') return exitCodes.interrupted;
  return usageErrors.has(error.code) ? exitCodes.usage : exitCodes.notEvaluated;
}
