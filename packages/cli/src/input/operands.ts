/** What is compared: fingerprint files, bare signatures, and locations, which are read the way the others were made. */
import { type Fingerprint, parseSketchParameters, type Preparation } from '@datasig/core';
import type { Operand } from '../comparison.ts';
import type { Session } from '../session.ts';
import { findFingerprint, type NamedFingerprint } from './fingerprint-file.ts';
import { checkKey, readKeyFile } from './key-file.ts';
import { fingerprintLocations, locationOptionsLike, optionsLike } from './location.ts';
import { parsePreparation, type PreparationOptions } from './preparation-options.ts';
import { findSignature } from './signature-file.ts';
import { connectorOptions, parseClassic, type SourceOptions } from './source-options.ts';

/** The options of verbs that compare. */
export interface OperandOptions extends SourceOptions, PreparationOptions {
  readonly sketch?: readonly string[];
}

/** Reads all of them in their order; a location is read like the first other that is a file. @throws DatasigError */
export async function readOperands(words: readonly string[], options: OperandOptions, session: Session): Promise<Operand[]> {
  const files = await findFiles(words, options, session);
  const key = options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session);
  const preparation = parsePreparation(options);
  if (files.every((file) => file !== undefined) && (preparation !== undefined || options.sketch !== undefined || Object.keys(connectorOptions(options)).length > 0)) {
    session.warn(`options that say how to read data have no effect: ${words.length === 2 ? 'both sides' : 'all'} are fingerprint files`);
  }
  const reference = files.find((file) => file !== undefined)?.fingerprint;
  const operands: Operand[] = [];
  for (const [index, word] of words.entries()) operands.push(files[index] ?? { argument: word, fingerprint: await fingerprintOf(word, reference, options, preparation, key, session) });
  return operands;
}

/** Fingerprint files first, since a bare signature takes its scheme from them, or from a signature before it. */
async function findFiles(words: readonly string[], options: OperandOptions, { workingDirectory }: Session): Promise<(NamedFingerprint | undefined)[]> {
  const classic = parseClassic(options);
  const files: (NamedFingerprint | undefined)[] = [];
  for (const word of words) files.push(await findFingerprint(word, workingDirectory));
  for (const [index, word] of words.entries()) {
    files[index] ??= await findSignature(word, classic, files.find((file) => file !== undefined)?.fingerprint, workingDirectory);
  }
  return files;
}

async function fingerprintOf(location: string, reference: Fingerprint | undefined, options: OperandOptions, preparation: Preparation | undefined, key: Uint8Array | undefined, session: Session): Promise<Fingerprint> {
  if (reference !== undefined) checkKey(reference, key);
  const { fingerprint } = await fingerprintLocations([location], { ...(reference !== undefined && locationOptionsLike(reference)), ...options }, session, async (source) => ({
    ...(reference === undefined ? { ...(preparation !== undefined && { preparation }) } : await optionsLike(reference, source, preparation, session.signal)),
    ...(options.sketch !== undefined && { sketches: options.sketch.map(parseSketchParameters) }),
    ...(options.classic !== undefined && { sketches: parseClassic(options)! }),
    ...(key !== undefined && { key }),
  }));
  return fingerprint;
}
