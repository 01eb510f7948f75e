/** `datasig keygen`: a new key for fingerprints that nobody else can compare. */
import { InvalidArgumentError, keyIdOf } from '@datasig/core';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { writeSecret } from '../output-file.ts';
import { toPrintable } from '../render/printable.ts';
import type { Session } from '../session.ts';

const keyByteLength = 32;

/** Runs the command. */
export async function keygenCommand(file: string, session: Session): Promise<ExitCode> {
  if (file === '-') throw new InvalidArgumentError('invalid-argument', 'a key is written to a file, never to standard output; name one with -o', { context: { parameter: '--output' } });
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(keyByteLength)));
  writeSecret(file, session.workingDirectory, `${key.toString('hex')}\n`);
  const keyId = keyIdOf(key);
  session.result({ file, keyId }, () => `${toPrintable(file)}  key id ${keyId}\nKeep it secret and safe: fingerprints made with it can be compared only with each other.\n`);
  return exitCodes.ok;
}
