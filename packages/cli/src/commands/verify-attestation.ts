/** `datasig verify-attestation`: who signed, and whether what they state is so of what is at hand. */
import { checkData, checkFile, checkFingerprint, checkModel, type ClaimCheck, type Statement } from '@datasig/aibom';
import { verifyBundle } from '@datasig/aibom/attest';
import { DatasigError, InvalidArgumentError } from '@datasig/core';
import { digestFiles } from '@datasig/files';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { fingerprintLike } from '../input/data-like.ts';
import { requireStoredFingerprint, type StoredFingerprint } from '../input/fingerprint-file.ts';
import type { SourceOptions } from '../input/source-options.ts';
import { readBundleFile, readTrust, type TrustOptions } from '../input/trust-files.ts';
import { describeStatement, showVerified } from '../render/attestation.ts';
import type { Session } from '../session.ts';

/** The options as the user writes them. */
export interface VerifyAttestationOptions extends SourceOptions, TrustOptions {
  readonly fingerprint?: readonly string[];
  readonly data?: readonly string[];
  readonly model?: readonly string[];
}

/** Runs the command. */
export async function verifyAttestationCommand(file: string, options: VerifyAttestationOptions, session: Session): Promise<ExitCode> {
  if (options.data !== undefined && (options.fingerprint ?? []).length > 1) {
    throw new InvalidArgumentError('invalid-argument', '--data are read as one fingerprint says; name one, and check the others without --data', { context: { parameter: '--fingerprint' } });
  }
  const trust = await readTrust(options, session);
  const { statement, signer } = await verifyBundle(await readBundleFile(file, session), trust).catch((error: unknown) => {
    throw named(error, file);
  });
  const checks = await checkAll(statement, options, session);
  const holds = checks.length === 0 ? null : checks.every((check) => check.holds);
  const description = describeStatement(statement);
  session.result({ verified: true, holds, signer, ...description, checks }, () => showVerified({ file, signer, description, checks, holds }, session.palette));
  return holds === false ? exitCodes.failed : exitCodes.ok;
}

async function checkAll(statement: Statement, options: VerifyAttestationOptions, session: Session): Promise<readonly ClaimCheck[]> {
  const { workingDirectory, signal } = session;
  const fingerprints = await Promise.all((options.fingerprint ?? []).map((argument) => requireStoredFingerprint(argument, workingDirectory)));
  const checks = fingerprints.flatMap((stored) => checkFingerprint(statement, stored));
  if (options.model !== undefined) {
    const files = await digestFiles({ locations: options.model, workingDirectory }, signal);
    checks.push(...files.map(({ shown, sha256 }) => checkModel(statement, { name: shown, sha256 })));
  }
  if (options.data !== undefined) checks.push(...(await checkDataset(statement, fingerprints, options.data, options, session)));
  return checks;
}

/** By its records where the fingerprint is at hand, which says how to read them; otherwise by the bytes of its files. */
async function checkDataset(statement: Statement, [stored]: readonly StoredFingerprint[], data: readonly string[], options: VerifyAttestationOptions, session: Session): Promise<readonly ClaimCheck[]> {
  const { workingDirectory, signal } = session;
  if (stored === undefined) {
    const files = await digestFiles({ locations: data, workingDirectory }, signal);
    return files.map(({ shown, sha256 }) => checkFile(statement, { name: shown, sha256 }));
  }
  const made = await fingerprintLike(stored.fingerprint, data, options, session);
  return checkData(statement, data.join(' '), stored.fingerprint, DatasigError.is(made) ? null : (made.identity?.uid ?? null));
}

function named(error: unknown, file: string): unknown {
  return DatasigError.is(error) ? new DatasigError(error.code, `${file}: ${error.message}`, { context: { ...error.context, file }, cause: error }) : error;
}
