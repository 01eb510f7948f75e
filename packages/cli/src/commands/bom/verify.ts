/** `datasig bom verify`: whether datasets, files and the model still are what a document claims. */
import { basename } from 'node:path';
import { type ClaimedDataset, type DatasetVerdict, type DocumentClaims, type Evidence, verifyDataset } from '@datasig/aibom';
import { DatasigError, InvalidArgumentError } from '@datasig/core';
import { digestFiles } from '@datasig/files';
import { exitCodes, type ExitCode } from '../../exit-code.ts';
import type { SourceOptions } from '../../input/source-options.ts';
import { showVerdicts } from '../../render/bill.ts';
import type { Session } from '../../session.ts';
import { readBillFile } from './bill-file.ts';
import { DatasetValues } from './dataset-options.ts';
import { claimedFingerprint, gatherEvidence, lockedEvidence, type NamedEvidence, sortEvidence } from './evidence.ts';
import type { BillVerdict, FileVerdict } from './verdict.ts';

/** The options as the user writes them; `format` is that of data. */
export interface BomVerifyOptions extends SourceOptions {
  readonly documentFormat?: string;
  readonly fingerprints?: string;
  readonly lock?: string;
  readonly model?: string;
  readonly file?: readonly string[];
  readonly partial?: boolean;
}

/** Runs the command. */
export async function bomVerifyCommand(file: string, texts: readonly string[], options: BomVerifyOptions, session: Session): Promise<ExitCode> {
  const { claims } = readBillFile(file, options.documentFormat, session);
  const named = await sortEvidence(texts, claims, file, session);
  const locked = lockedEvidence(options.lock, session);
  const datasets: DatasetVerdict[] = [];
  for (const dataset of claims.datasets) datasets.push(await judge(dataset, named.get(dataset.name), locked(dataset.name), file, options, session));
  const files = await judgeFiles(claims, options.file, session);
  const models = await judgeModel(claims, options.model, file, session);
  const holds = summarize(datasets, [...files, ...models], options.partial === true);
  const verdict: BillVerdict = { file, format: claims.format, holds, datasets, files, models };
  session.result(verdict, () => showVerdicts(verdict, session.palette));
  if (holds === null) return exitCodes.notEvaluated;
  return holds ? exitCodes.ok : exitCodes.failed;
}

async function judge(dataset: ClaimedDataset, named: NamedEvidence | undefined, locked: Evidence | undefined, document: string, options: BomVerifyOptions, session: Session): Promise<DatasetVerdict> {
  const claimed = await claimedFingerprint(dataset, document, options.fingerprints, session);
  if (named === undefined) return verifyDataset(dataset, locked, claimed);
  const { evidence, otherBecause } = await gatherEvidence(named, claimed, options, session);
  const verdict = verifyDataset(dataset, evidence, claimed);
  return otherBecause === undefined || verdict.status === 'unclaimed' ? verdict : { ...verdict, status: 'broken', reason: `the data are not those that are claimed: ${otherBecause}` };
}

/** What is broken fails; what could not be judged does not pass. */
function summarize(datasets: readonly DatasetVerdict[], files: readonly FileVerdict[], isPartial: boolean): boolean | null {
  const all = [...datasets, ...files];
  if (all.some(({ status }) => status === 'broken')) return false;
  const isOpen = (each: DatasetVerdict | FileVerdict): boolean => {
    if (each.status === 'holds') return false;
    // With --partial datasets may be left out; what something was given for may not stay open.
    return !(isPartial && 'evidence' in each && each.evidence === null);
  };
  return all.some(isOpen) || !all.some(({ status }) => status === 'holds') ? null : true;
}

async function judgeFiles({ datasets }: DocumentClaims, texts: readonly string[] | undefined, session: Session): Promise<readonly FileVerdict[]> {
  const names = [...new Set(datasets.map(({ name }) => name))];
  const values = DatasetValues.parse('--file', texts, names);
  const verdicts: FileVerdict[] = [];
  for (const { name, files } of datasets) {
    const locations = values.all(name);
    if (locations.length === 0) continue;
    for (const { name: file, sha256 } of await digestFiles({ locations, workingDirectory: session.workingDirectory }, session.signal)) {
      const claimed = files.find((each) => each.name === file) ?? files.find((each) => basename(each.name) === basename(file));
      verdicts.push(compareDigest(name, file, sha256, claimed === undefined ? [] : [claimed.sha256]));
    }
  }
  return verdicts;
}

async function judgeModel({ models }: DocumentClaims, text: string | undefined, document: string, session: Session): Promise<readonly FileVerdict[]> {
  if (text === undefined) return [];
  const name = models.find((model) => text.startsWith(`${model.name}=`))?.name;
  const location = name === undefined ? text : text.slice(name.length + 1);
  const meant = name === undefined ? models : models.filter((model) => model.name === name);
  if (meant.length === 0) throw new DatasigError('dataset-not-found', `${document}: there is no model to hold ${location} against`, { context: { file: document } });
  if (meant.length > 1) throw new InvalidArgumentError('invalid-argument', `--model ${text}: say which: NAME=${location}, where NAME is one of ${meant.map((model) => JSON.stringify(model.name)).join(', ')}`, { context: { parameter: '--model' } });
  const files = await digestFiles({ locations: [location], workingDirectory: session.workingDirectory }, session.signal);
  return files.map(({ name: file, sha256 }) => compareDigest(meant[0]!.name, file, sha256, meant[0]!.sha256));
}

function compareDigest(of: string, file: string, sha256: string, claimed: readonly string[]): FileVerdict {
  if (claimed.length === 0) return { of, file, status: 'unclaimed', reason: 'the document names no SHA-256 of it', sha256 };
  if (claimed.includes(sha256)) return { of, file, status: 'holds', reason: 'it has the SHA-256 that is claimed', sha256 };
  return { of, file, status: 'broken', reason: 'its SHA-256 is not the one that is claimed', sha256 };
}

