/** `datasig keygen`: a new key for fingerprints that nobody else can compare, or a pair of keys to sign with. */
import { InvalidArgumentError, keyIdOf } from '@datasig/core';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { assertNoKeyFile, publicKeyFileOf, writeSecret } from '../output-file.ts';
import { toPrintable } from '../render/printable.ts';
import type { Session } from '../session.ts';

const keyByteLength = 32;

/** The options as the user writes them. */
export interface KeygenOptions {
  readonly output?: string;
  readonly signing?: boolean;
}

/** Runs the command. */
export async function keygenCommand({ output, signing = false }: KeygenOptions, session: Session): Promise<ExitCode> {
  const file = output ?? (signing ? 'datasig-signing.pem' : 'datasig.key');
  if (file === '-') throw new InvalidArgumentError('invalid-argument', 'a key is written to a file, never to standard output; name one with -o', { context: { parameter: '--output' } });
  return signing ? makeSigningKey(file, session) : makeKey(file, session);
}

function makeKey(file: string, session: Session): ExitCode {
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(keyByteLength)));
  writeSecret(file, session.workingDirectory, `${key.toString('hex')}\n`);
  const keyId = keyIdOf(key);
  session.result({ file, keyId }, () => `${toPrintable(file)}  key id ${keyId}\nKeep it secret and safe: fingerprints made with it can be compared only with each other.\n`);
  return exitCodes.ok;
}

async function makeSigningKey(file: string, session: Session): Promise<ExitCode> {
  const publicFile = publicKeyFileOf(file);
  for (const each of [file, publicFile]) assertNoKeyFile(each, session.workingDirectory);
  const { generateSigningKey } = await import('@datasig/aibom/attest');
  const { privatePem, publicPem, keyId } = generateSigningKey();
  writeSecret(file, session.workingDirectory, privatePem);
  writeSecret(publicFile, session.workingDirectory, publicPem, 0o644);
  session.result({ file, publicFile, keyId }, () => `${toPrintable(file)}  the private key: keep it secret; whoever has it can sign in your name\n${toPrintable(publicFile)}  the public key: give it to those who verify\nkey id ${keyId}\n`);
  return exitCodes.ok;
}
