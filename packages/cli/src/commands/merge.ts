/** `datasig merge`: the fingerprint of several datasets together, without their data. */
import { mergeFingerprints } from '@datasig/core';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { FingerprintOutput } from '../fingerprint-output.ts';
import { type NamedFingerprint, requireFingerprint } from '../input/fingerprint-file.ts';
import type { Session } from '../session.ts';

/** The options as the user writes them. */
export interface MergeCommandOptions {
  readonly output?: string;
  readonly name?: string;
}

/** Runs the command. */
export async function mergeCommand(files: readonly string[], { output, name = 'merged' }: MergeCommandOptions, session: Session): Promise<ExitCode> {
  const destination = FingerprintOutput.open(output, session);
  destination.nameAfter(name);
  const operands: NamedFingerprint[] = [];
  for (const file of files) operands.push(await requireFingerprint(file, session.workingDirectory));
  destination.deliver(mergeFingerprints(operands.map(({ fingerprint }) => fingerprint), name));
  return exitCodes.ok;
}
