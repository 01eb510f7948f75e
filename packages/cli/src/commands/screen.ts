/** `datasig screen`: which known datasets and which known records are in a dataset. */
import { type KnownRecords, RecordList, screenDataset, screenSketch, type SketchFinding } from '@datasig/aibom';
import { DatasigError, type Fingerprint, InvalidArgumentError, type Preparation, preparationLike } from '@datasig/core';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { findFingerprint, requireFingerprint } from '../input/fingerprint-file.ts';
import { readKeyFile } from '../input/key-file.ts';
import { parsePreparation, type PreparationOptions } from '../input/preparation-options.ts';
import { readKnownRecords } from '../input/record-list-file.ts';
import type { SourceOptions } from '../input/source-options.ts';
import { type DatasetFinding, type ListFinding, showScreening } from '../render/screen.ts';
import { fingerprintsLike } from '../screen/fingerprints-like.ts';
import { readKnownDatasets } from '../screen/known-datasets.ts';
import { type DataFinding, screenRecords } from '../screen/screen-records.ts';
import type { Session } from '../session.ts';
import { parseConfidence, parseShare } from '../input/share.ts';

/** The options as the user writes them. */
export interface ScreenCommandOptions extends SourceOptions, PreparationOptions {
  readonly against?: readonly string[];
  readonly records?: readonly string[];
  readonly tolerate?: string;
  readonly confidence?: string;
  readonly like?: string;
  readonly makeList?: string;
  readonly makeFilter?: string;
  readonly falsePositives?: string;
}

/** What is screened, and how it is read where it is data. */
interface Target {
  readonly locations: readonly string[];
  /** Undefined where it is data. */
  readonly fingerprint: Fingerprint | undefined;
  readonly options: ScreenCommandOptions;
  readonly preparation: Preparation | undefined;
  readonly key: Uint8Array | undefined;
  readonly tolerate: number;
  readonly confidence: number | undefined;
}

/** Runs the command. */
export async function screenCommand(locations: readonly string[], options: ScreenCommandOptions, session: Session): Promise<ExitCode> {
  const makes = options.makeList !== undefined || options.makeFilter !== undefined;
  const looks = options.against !== undefined || options.records !== undefined;
  if (makes === looks) throw new InvalidArgumentError('invalid-argument', makes ? '--make-list and --make-filter do not go with --against and --records' : 'say what to look for: --against known datasets, or --records of a list', { context: { parameter: '--against' } });
  const target = await readTarget(locations, options, session);
  if (makes) {
    if (target.fingerprint !== undefined) throw new InvalidArgumentError('invalid-argument', 'a fingerprint does not have the digests of all its records; name the data', { context: { parameter: 'location' } });
    return (await import('./make-list.ts')).makeList({ locations, options, preparation: target.preparation ?? {}, key: target.key }, session);
  }
  const known = await readKnownDatasets(options.against ?? [], session);
  const lists: { readonly file: string; readonly known: KnownRecords }[] = [];
  for (const file of options.records ?? []) lists.push({ file, known: await readKnownRecords(file, session) });
  const datasets = await screenDatasets(known, target, session);
  const records = await screenLists(lists, target, session);
  const verdict = verdictOf([...datasets, ...records].map(({ met }) => met));
  session.result({ target: locations.join(' '), evidence: target.fingerprint === undefined ? 'data' : 'fingerprint', verdict, datasets: datasets.map(describeDataset), lists: records.map(describeList) }, () => showScreening(datasets, records, session.palette));
  if (verdict === 'clean') return exitCodes.ok;
  return verdict === 'found' ? exitCodes.failed : exitCodes.notEvaluated;
}

async function readTarget(locations: readonly string[], options: ScreenCommandOptions, session: Session): Promise<Target> {
  const found = locations.length === 1 ? await findFingerprint(locations[0]!, session.workingDirectory) : undefined;
  const preparation = parsePreparation(options);
  const like = options.like === undefined ? undefined : (await requireFingerprint(options.like, session.workingDirectory)).fingerprint;
  if (found !== undefined && (preparation !== undefined || like !== undefined)) session.warn('options that say how to read data have no effect: the target is a fingerprint file');
  return {
    locations,
    fingerprint: found?.fingerprint,
    options,
    preparation: like === undefined ? preparation : preparationLike(like, preparation ?? {}),
    key: options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session),
    tolerate: parseShare('--tolerate', options.tolerate) ?? 0,
    confidence: parseConfidence(options.confidence),
  };
}

async function screenDatasets(known: readonly { readonly argument: string; readonly fingerprint: Fingerprint }[], target: Target, session: Session): Promise<DatasetFinding[]> {
  if (known.length === 0) return [];
  const { tolerate, confidence } = target;
  const screened = target.fingerprint === undefined ? await fingerprintsLike(known, target.locations, target, session) : known.map(() => target.fingerprint!);
  return known.map(({ argument, fingerprint }, index): DatasetFinding => {
    const present = screened[index]!;
    if (DatasigError.is(present)) return { name: argument, known: fingerprint, met: null, share: null, intersection: null, reason: `the data cannot be read as it was: ${present.message}` };
    return screenDataset(argument, fingerprint, present, { tolerate, ...(confidence !== undefined && { confidence }) });
  });
}

async function screenLists(lists: readonly { readonly file: string; readonly known: KnownRecords }[], target: Target, session: Session): Promise<ListFinding[]> {
  const { fingerprint, tolerate, locations, options, preparation = {}, key } = target;
  if (lists.length === 0) return [];
  const known = lists.map((list) => list.known);
  const findings: readonly (SketchFinding | DataFinding)[] = fingerprint === undefined ? await screenRecords(known, locations, { options, preparation, key, tolerate }, session) : known.map((each) => screenSketch(each, fingerprint, { tolerate }));
  return findings.map((finding, index) => ({ file: lists[index]!.file, known: known[index]!, met: finding.met, finding }));
}

const verdictWords = new Map<boolean | null, string>([[true, 'clean'], [false, 'found'], [null, 'undecided']]);

function verdictOf(met: readonly (boolean | null)[]): string {
  return verdictWords.get(met.includes(false) ? false : met.includes(null) ? null : true)!;
}

function describeDataset({ name, known, met, share, intersection, reason }: DatasetFinding): object {
  return { file: name, name: known.dataset.name, uid: known.identity?.uid ?? null, recordCount: known.records.count.toString(), verdict: verdictOf([met]), share, intersection, reason };
}

function describeList({ file, known, finding: { met, ...finding } }: ListFinding): object {
  return { file, kind: known instanceof RecordList ? 'list' : 'filter', count: known.count, falsePositiveRate: known.falsePositiveRate, verdict: verdictOf([met]), ...finding };
}
