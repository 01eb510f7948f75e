/** How `datasig` ends. */

/** Exit codes, as `docs/cli.md` documents them. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notEvaluated: 3, untrusted: 4, interrupted: 130 } as const;

/** One of them. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
