/** `datasig compare`: what two datasets have in common. */
import { compareFingerprints, type Fingerprint, InvalidArgumentError, parseSketchParameters, type Preparation } from '@datasig/core';
import { describeComparison, type Operand } from '../comparison.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { findFingerprint } from '../input/fingerprint-file.ts';
import { checkKey, readKeyFile } from '../input/key-file.ts';
import { fingerprintLocations, locationOptionsLike, optionsLike } from '../input/location.ts';
import { parsePreparation, type PreparationOptions } from '../input/preparation-options.ts';
import { findSignature } from '../input/signature-file.ts';
import { connectorOptions, parseClassic, type SourceOptions } from '../input/source-options.ts';
import { showComparison } from '../render/comparison.ts';
import { judge, type Requirements } from '../requirements.ts';
import type { Session } from '../session.ts';

/** The options as the user writes them. */
export interface CompareCommandOptions extends SourceOptions, PreparationOptions {
  readonly confidence?: string;
  readonly require?: string;
  readonly failUnder?: string;
  readonly sketch?: readonly string[];
}

/** Runs the command. */
export async function compareCommand(a: string, b: string, options: CompareCommandOptions, session: Session): Promise<ExitCode> {
  const requirements = parseRequirements(options);
  const confidence = parseShare('--confidence', options.confidence);
  const operands = await readOperands(a, b, options, session);
  const comparison = compareFingerprints(operands.a.fingerprint, operands.b.fingerprint, { ...(confidence !== undefined && { confidence }) });
  const judgement = judge(comparison, requirements);
  session.result({ ...describeComparison(operands, comparison), requirement: judgement }, () => showComparison(operands, comparison, judgement, session.palette));
  if (judgement === null || judgement.met === true) return exitCodes.ok;
  return judgement.met === false ? exitCodes.failed : exitCodes.notEvaluated;
}

async function readOperands(a: string, b: string, options: CompareCommandOptions, session: Session): Promise<{ readonly a: Operand; readonly b: Operand }> {
  const classic = parseClassic(options);
  const [foundA, foundB] = [await findFingerprint(a, session.workingDirectory), await findFingerprint(b, session.workingDirectory)];
  const fileA = foundA ?? (await findSignature(a, classic, foundB?.fingerprint, session.workingDirectory));
  const fileB = foundB ?? (await findSignature(b, classic, fileA?.fingerprint, session.workingDirectory));
  const key = options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session);
  const preparation = parsePreparation(options);
  if (fileA !== undefined && fileB !== undefined && (preparation !== undefined || options.sketch !== undefined || Object.keys(connectorOptions(options)).length > 0)) {
    session.warn('options that say how to read data have no effect: both sides are fingerprint files');
  }
  const read = async (location: string, reference: Fingerprint | undefined): Promise<Operand> => ({ argument: location, fingerprint: await fingerprintOf(location, reference, options, preparation, key, session) });
  return { a: fileA ?? (await read(a, fileB?.fingerprint)), b: fileB ?? (await read(b, fileA?.fingerprint)) };
}

async function fingerprintOf(location: string, reference: Fingerprint | undefined, options: CompareCommandOptions, preparation: Preparation | undefined, key: Uint8Array | undefined, session: Session): Promise<Fingerprint> {
  if (reference !== undefined) checkKey(reference, key);
  const { fingerprint } = await fingerprintLocations([location], { ...(reference !== undefined && locationOptionsLike(reference)), ...options }, session, async (source) => ({
    ...(reference === undefined ? { ...(preparation !== undefined && { preparation }) } : await optionsLike(reference, source, preparation, session.signal)),
    ...(options.sketch !== undefined && { sketches: options.sketch.map(parseSketchParameters) }),
    ...(options.classic !== undefined && { sketches: parseClassic(options)! }),
    ...(key !== undefined && { key }),
  }));
  return fingerprint;
}

function parseRequirements({ require, failUnder }: CompareCommandOptions): Requirements {
  if (require !== undefined && require !== 'identical') {
    throw new InvalidArgumentError('invalid-argument', `--require ${JSON.stringify(require)}: expected identical`, { context: { parameter: '--require', value: require } });
  }
  const leastJaccard = parseShare('--fail-under', failUnder);
  return { identical: require === 'identical', ...(leastJaccard !== undefined && { leastJaccard }) };
}

/** A share from 0 to 1. */
function parseShare(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = /^[0-9]*\.?[0-9]+$/.test(text) ? Number(text) : NaN;
  if (share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('invalid-argument', `${option} ${JSON.stringify(text)}: expected a number from 0 to 1, such as 0.95`, { context: { parameter: option, value: text } });
}
