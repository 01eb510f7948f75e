/** `datasig inspect`: what a fingerprint file holds. */
import { describeFingerprint } from '../describe.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { requireFingerprint } from '../input/fingerprint-file.ts';
import { showFingerprint } from '../render/fingerprint.ts';
import type { Session } from '../session.ts';

/** Runs the command. */
export async function inspectCommand(file: string, session: Session): Promise<ExitCode> {
  const { fingerprint } = await requireFingerprint(file, session.workingDirectory);
  const description = describeFingerprint(fingerprint);
  session.result({ file, ...description }, () => showFingerprint(file, description, session.palette));
  return exitCodes.ok;
}
