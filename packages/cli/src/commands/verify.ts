/** `datasig verify`: whether data are still those of a fingerprint file. */
import { compareFingerprints, DatasigError, type FingerprintComparison } from '@datasig/core';
import { describeComparison, type Operands } from '../comparison.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { fingerprintLike } from '../input/data-like.ts';
import { requireFingerprint } from '../input/fingerprint-file.ts';
import type { SourceOptions } from '../input/source-options.ts';
import { showJudgement, showVerification } from '../render/comparison.ts';
import { judgeIdentical } from '../requirements.ts';
import type { Session } from '../session.ts';

/** Runs the command. */
export async function verifyCommand(file: string, locations: readonly string[], options: SourceOptions, session: Session): Promise<ExitCode> {
  const expected = await requireFingerprint(file, session.workingDirectory);
  const made = await fingerprintLike(expected.fingerprint, locations, options, session);
  if (DatasigError.is(made)) {
    session.result({ same: false, reason: made.message }, () => showJudgement({ met: false, reason: `not the same data: ${made.message}` }, session.palette));
    return exitCodes.failed;
  }
  const operands: Operands = { a: expected, b: { argument: locations.join(' '), fingerprint: made } };
  const comparison: FingerprintComparison = compareFingerprints(expected.fingerprint, made);
  const { met, reason } = judgeIdentical(comparison);
  session.result({ same: met, reason, ...describeComparison(operands, comparison) }, () => showVerification(operands, comparison, { met, reason }, session.palette));
  if (met === null) return exitCodes.notEvaluated;
  return met ? exitCodes.ok : exitCodes.failed;
}
