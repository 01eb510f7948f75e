/** `datasig verify`: whether data are still those of a fingerprint file. */
import { compareFingerprints, DatasigError, type ErrorCode, type FingerprintComparison } from '@datasig/core';
import { describeComparison, type Operands } from '../comparison.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { requireFingerprint } from '../input/fingerprint-file.ts';
import { checkKey, readKeyFile } from '../input/key-file.ts';
import { fingerprintLocations, locationOptionsLike, optionsLike } from '../input/location.ts';
import type { SourceOptions } from '../input/source-options.ts';
import { showJudgement, showVerification } from '../render/comparison.ts';
import { judgeIdentical } from '../requirements.ts';
import type { Session } from '../session.ts';

/** Runs the command. */
export async function verifyCommand(file: string, locations: readonly string[], options: SourceOptions, session: Session): Promise<ExitCode> {
  const expected = await requireFingerprint(file, session.workingDirectory);
  const key = options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session);
  checkKey(expected.fingerprint, key);
  const made = await fingerprintLocations(locations, { ...locationOptionsLike(expected.fingerprint), ...options }, session, async (source) => ({
    ...(await optionsLike(expected.fingerprint, source, undefined, session.signal)),
    ...(key !== undefined && { key }),
  })).catch(otherData);
  if (DatasigError.is(made)) {
    session.result({ same: false, reason: made.message }, () => showJudgement({ met: false, reason: `not the same data: ${made.message}` }, session.palette));
    return exitCodes.failed;
  }
  const { fingerprint } = made;
  const operands: Operands = { a: expected, b: { argument: locations.join(' '), fingerprint } };
  const comparison: FingerprintComparison = compareFingerprints(expected.fingerprint, fingerprint);
  const { met, reason } = judgeIdentical(comparison);
  session.result({ same: met, reason, ...describeComparison(operands, comparison) }, () => showVerification(operands, comparison, { met, reason }, session.palette));
  if (met === null) return exitCodes.notEvaluated;
  return met ? exitCodes.ok : exitCodes.failed;
}

/** The data of the fingerprint could be prepared as it records: others that cannot are not the same. */
const otherDataCodes: ReadonlySet<ErrorCode> = new Set(['unknown-column', 'cast-failed', 'cast-unsupported']);

function otherData(error: unknown): DatasigError {
  if (DatasigError.is(error) && otherDataCodes.has(error.code)) return error;
  throw error;
}
