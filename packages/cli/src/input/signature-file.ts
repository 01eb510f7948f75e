/** Bare signatures of the original Python tool among the arguments: files that end with `.sig`. */
import { basename, resolve } from 'node:path';
import { type ClassicParameters, type ClassicSketch, DatasigError, type Fingerprint, fingerprintOfSignature, InvalidArgumentError, isClassic, readSignature } from '@datasig/core';
import type { NamedFingerprint } from './fingerprint-file.ts';
import { readSmallFile } from './small-file.ts';

/** How their names end. */
export const signatureEnding = '.sig';
/** No signature is as long: 400 entries of 32 bytes. */
const byteLimit = 64 * 1024;

/**
 * The signature that `argument` names as a fingerprint, or undefined when it names something else.
 *
 * @param asked schemes that the user named
 * @param other what it will be compared with, whose scheme it has where the user named none
 * @throws InvalidArgumentError `signature-malformed`, `invalid-argument` where its scheme is not known
 */
export async function findSignature(argument: string, asked: readonly ClassicParameters[] | undefined, other: Fingerprint | undefined, workingDirectory: string): Promise<NamedFingerprint | undefined> {
  if (!argument.endsWith(signatureEnding)) return undefined;
  const bytes = readBytes(argument, workingDirectory);
  const candidates = asked ?? other?.sketches.filter(isClassic) ?? [];
  const [scheme, ...others] = new Set(candidates.map((candidate) => candidate.scheme));
  if (scheme === undefined || others.length > 0) {
    throw new InvalidArgumentError('invalid-argument', `${argument}: a bare signature does not tell its scheme; name one with --classic, such as --classic keyed-sha256`, { context: { file: argument } });
  }
  return { argument, fingerprint: fingerprintOfSignature(readPlaced(argument, scheme, bytes, candidates[0]!.k), basename(argument, signatureEnding)) };
}

function readPlaced(argument: string, scheme: ClassicParameters['scheme'], bytes: Uint8Array, k: number): ClassicSketch {
  try {
    // Of fewer records single-sha256 has fewer entries than were asked for; of others all are there.
    return readSignature(scheme, bytes, scheme === 'classic/single-sha256' ? Math.max(k, Math.ceil(bytes.length / 32)) : undefined);
  } catch (error) {
    if (!DatasigError.is(error)) throw error;
    throw new InvalidArgumentError(error.code, `${argument}: ${error.message}`, { context: { ...error.context, file: argument }, cause: error });
  }
}

function readBytes(argument: string, workingDirectory: string): Uint8Array {
  return readSmallFile(resolve(workingDirectory, argument), byteLimit, {
    tooLarge: (byteLength) => new InvalidArgumentError('signature-malformed', `${argument}: the file has ${byteLength} bytes; signatures have at most 12,800`, { context: { file: argument } }),
    unreadable: (reason) => new DatasigError('fingerprint-not-found', `${argument}: cannot be read (${reason}); check the path and who may read it`, { context: { file: argument } }),
  });
}
