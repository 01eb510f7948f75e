/** `datasig attest`: a signed statement of what a dataset is, or of what a model is said to be trained on. */
import { basename } from 'node:path';
import { attestedDataset, type AttestedDataset, attestedDatasets, type Statement, type Subject } from '@datasig/aibom';
import { signKeyless, signStatement } from '@datasig/aibom/attest';
import { DatasigError, InvalidArgumentError } from '@datasig/core';
import { digestFiles } from '@datasig/files';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { fileNameOf } from '../fingerprint-output.ts';
import { findConnector } from '../input/connectors.ts';
import { fingerprintLike } from '../input/data-like.ts';
import { beginningOf, requireStoredFingerprint, type StoredFingerprint } from '../input/fingerprint-file.ts';
import type { SourceOptions } from '../input/source-options.ts';
import { readIdentityToken, readSigningKeyFile } from '../input/trust-files.ts';
import { OutputFile, publicKeyFileOf, type Replaceable } from '../output-file.ts';
import { describeStatement, showAttested } from '../render/attestation.ts';
import type { Session } from '../session.ts';

/** The options as the user writes them. */
export interface AttestOptions extends SourceOptions {
  readonly output?: string;
  readonly key?: string;
  readonly name?: string;
  readonly datasetVersion?: string;
  readonly uri?: string;
  readonly fingerprintUri?: string;
  readonly data?: readonly string[];
  readonly model?: readonly string[];
  readonly derivedFrom?: readonly string[];
  readonly fulcio?: string;
  readonly rekor?: string;
  readonly tsa?: string;
  readonly identityToken?: string;
}

const ending = '.sigstore.json';
const bundleKind: Replaceable = { noun: 'no attestation', matches: (path) => /^\s*\{\s*"dsseEnvelope"\s*:/.test(beginningOf(path)) };

/** Signs a statement; the text of the bundle. */
type Sign = (statement: Statement) => Promise<string>;

/** Runs the command. */
export async function attestCommand(files: readonly string[], options: AttestOptions, session: Session): Promise<ExitCode> {
  const { workingDirectory } = session;
  checkOptions(files, options);
  const output = options.output === undefined ? undefined : OutputFile.prepare(options.output, workingDirectory, bundleKind);
  const sign = await signerOf(options, session);
  const fingerprints = await Promise.all(files.map((file) => requireStoredFingerprint(file, workingDirectory)));
  const statement = options.model === undefined ? await stateDataset(fingerprints[0]!, options, session) : await stateTraining(fingerprints, options.model, options, session);
  const file = output ?? OutputFile.prepare(fileNameOf(defaultName(statement), ending), workingDirectory, bundleKind);
  const bundle = await unlessInterrupted(sign(statement), session.signal);
  file.write(bundle);
  const description = describeStatement(statement);
  session.result({ file: file.shown, ...description }, () => showAttested(file.shown, options.key === undefined ? undefined : publicKeyFileOf(options.key), description, session.palette));
  return exitCodes.ok;
}

function checkOptions(files: readonly string[], { data, derivedFrom, key, fulcio, rekor, tsa, identityToken, model, datasetVersion, uri, fingerprintUri, output }: AttestOptions): void {
  const isKeyless = fulcio !== undefined;
  if ((key !== undefined) === isKeyless) throw wrong('say who signs: --key with a private key (datasig keygen --signing), or --fulcio with a Sigstore instance', '--key');
  if (!isKeyless && (rekor ?? tsa ?? identityToken) !== undefined) throw wrong('--rekor, --tsa and --identity-token go with --fulcio', '--fulcio');
  if (output === '-') throw wrong('an attestation is written to a file; name one with -o', '--output');
  if (model === undefined && files.length > 1) throw wrong('one attestation is about one dataset; name one fingerprint, or the files of a model with --model', '<fingerprint>');
  if (model !== undefined && (data ?? derivedFrom) !== undefined) throw wrong('--data and --derived-from say something of a dataset; leave out --model, or attest the dataset first', '--model');
  if (files.length > 1 && (datasetVersion ?? uri ?? fingerprintUri) !== undefined) throw wrong('--dataset-version, --uri and --fingerprint-uri go with one fingerprint', '--uri');
}

async function signerOf(options: AttestOptions, session: Session): Promise<Sign> {
  const { key, fulcio, rekor, tsa } = options;
  if (fulcio === undefined) {
    const signingKey = await readSigningKeyFile(key!, session);
    return async (statement) => signStatement(statement, signingKey);
  }
  const identityToken = await readIdentityToken(options.identityToken, session);
  return (statement) => signKeyless(statement, { fulcioUrl: fulcio, ...(rekor !== undefined && { rekorUrl: rekor }), ...(tsa !== undefined && { tsaUrl: tsa }), identityToken });
}

async function stateDataset(stored: StoredFingerprint, options: AttestOptions, session: Session): Promise<Statement> {
  const dataset = datasetOf(stored, options, options.name);
  const derivedFrom = await Promise.all((options.derivedFrom ?? []).map(async (file) => datasetOf(await requireStoredFingerprint(file, session.workingDirectory))));
  const files = options.data === undefined ? [] : await dataFiles(stored, options.data, options, session);
  const subjects = files.length > 0 ? files : [{ name: basename(fileOf(stored)), sha256: stored.sha256 }];
  return { kind: 'dataset', subjects, dataset, derivedFrom };
}

async function stateTraining(fingerprints: readonly StoredFingerprint[], model: readonly string[], options: AttestOptions, session: Session): Promise<Statement> {
  const subjects = subjectsOf(await digestFiles({ locations: model, workingDirectory: session.workingDirectory }, session.signal));
  const [first] = subjects;
  if (first === undefined) throw wrong('--model names a folder without files', '--model');
  const datasets = fingerprints.map((stored) => datasetOf(stored, fingerprints.length === 1 ? options : {}));
  return { kind: 'training-data', subjects, model: { name: options.name ?? first.name }, datasets };
}

/** The files of the data, after it is sure that they are the data of the fingerprint. None where they are no local files. */
async function dataFiles(stored: StoredFingerprint, data: readonly string[], options: AttestOptions, session: Session): Promise<readonly Subject[]> {
  const { name } = await findConnector(data, session.workingDirectory);
  const files = name === 'files' ? subjectsOf(await digestFiles({ locations: data, workingDirectory: session.workingDirectory }, session.signal)) : [];
  const made = await fingerprintLike(stored.fingerprint, data, options, session);
  const isSame = !DatasigError.is(made) && made.identity !== null && made.identity.uid === stored.fingerprint.identity?.uid;
  if (!isSame) throw new InvalidArgumentError('invalid-argument', `${data.join(' ')}: these are not the data of ${stored.argument}; see datasig verify`, { context: { parameter: '--data' } });
  return files;
}

function datasetOf({ fingerprint, sha256, part, argument }: StoredFingerprint, { datasetVersion, uri, fingerprintUri }: Pick<AttestOptions, 'datasetVersion' | 'uri' | 'fingerprintUri'> = {}, name?: string): AttestedDataset {
  try {
    return attestedDataset(fingerprint, {
      fingerprintSha256: sha256,
      ...(fingerprintUri !== undefined && { fingerprintUri }),
      ...(part !== undefined && { part }),
      ...(name !== undefined && { name }),
      ...(datasetVersion !== undefined && { version: datasetVersion }),
      ...(uri !== undefined && { uri }),
    });
  } catch (error) {
    if (!DatasigError.is(error)) throw error;
    throw new InvalidArgumentError(error.code, `${argument}: ${error.message}`, { context: { ...error.context, file: argument } });
  }
}

function subjectsOf(files: readonly { readonly name: string; readonly sha256: string }[]): Subject[] {
  return files.map(({ name, sha256 }) => ({ name, sha256 }));
}

function fileOf({ argument, part }: StoredFingerprint): string {
  return part === undefined ? argument : argument.slice(0, -part.length - 1);
}

function defaultName(statement: Statement): string {
  return statement.kind === 'dataset' ? attestedDatasets(statement)[0]!.name : statement.model.name;
}

/** Requests of the library cannot be stopped; the process ends without them. */
async function unlessInterrupted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const cancelled = (): DatasigError => new DatasigError('cancelled', 'cancelled; nothing was written');
  if (signal.aborted) throw cancelled();
  return Promise.race([work, new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(cancelled()), { once: true }))]);
}

function wrong(message: string, parameter: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', message, { context: { parameter } });
}
