/** What a training run consumed: a fingerprint an epoch, one over all, and what does not add up. */
import { compareFingerprints, createFingerprint, type Fingerprint, Fingerprinter, type FingerprinterOptions, type Summary } from '@datasig/core';
import type { Transform } from '@datasig/core/spec';
import { describeSource } from '../source.ts';
import type { EpochEnd } from './epoch.ts';

/** One epoch. */
export interface TappedEpoch {
  /** Counted from 1 over all epochs that the tap saw. */
  readonly number: number;
  readonly end: EpochEnd;
  readonly recordCount: bigint;
  /** Null where it is not known which records they were: an epoch over tensors that was stopped. */
  readonly fingerprint: Fingerprint | null;
}

/** Something to know of a run. */
export interface TapFinding {
  readonly code: 'failed' | 'stopped' | 'fewer-records' | 'other-data' | 'outside-epochs' | 'no-epochs';
  /** The epoch's number, where it is about one. */
  readonly epoch?: number;
  readonly message: string;
}

/** What a tap gives in the end. */
export interface TapResult {
  readonly epochs: readonly TappedEpoch[];
  /**
   * The dataset that was trained on: every epoch saw these records, each as often, to the end of the dataset or, where
   * none reached it, at least twice. Null where epochs differ, failed, or a single one was stopped.
   */
  readonly data: Fingerprint | null;
  /** Everything that was consumed, each record as often as it was: a part an epoch, and they merge to the whole. */
  readonly consumed: Fingerprint;
  /** Empty where every epoch saw the same data to its end. */
  readonly findings: readonly TapFinding[];
}

/** What results are made with. */
export interface ResultOptions {
  readonly name: string | undefined;
  readonly transforms: readonly Transform[];
  readonly fingerprinter: FingerprinterOptions;
}

/** An epoch as recorded; `summary` is null where its records are not known. */
export interface EpochRecord {
  readonly end: EpochEnd;
  readonly recordCount: bigint;
  readonly summary: Summary | null;
}

/** Puts together what was recorded. */
export function makeResult(records: readonly EpochRecord[], outside: readonly Summary[], options: ResultOptions): TapResult {
  const epochs = records.map(({ end, recordCount, summary }, index): TappedEpoch => ({ number: index + 1, end, recordCount, fingerprint: summary === null ? null : describe({ summary }, options) }));
  return { epochs, data: commonData(epochs), consumed: consumedBy(records, outside, options), findings: [...findingsOf(epochs), ...findingsOutside(outside)] };
}

function consumedBy(records: readonly EpochRecord[], outside: readonly Summary[], options: ResultOptions): Fingerprint {
  const parts = [
    ...records.flatMap(({ summary }, index) => (summary === null ? [] : [{ name: `epoch ${index + 1}`, summary }])),
    ...outside.map((summary, index) => ({ name: `outside epochs ${index + 1}`, summary })),
  ];
  return parts.length === 0 ? describe({ summary: new Fingerprinter(options.fingerprinter).finish() }, options) : describe({ parts }, options);
}

type Contents = { readonly summary: Summary } | { readonly parts: readonly { readonly name: string; readonly summary: Summary }[] };

function describe(contents: Contents, { name, transforms }: ResultOptions): Fingerprint {
  const { name: shown, connector, location } = describeSource(name);
  return createFingerprint({ dataset: { name: shown, connector, location }, transforms, ...contents });
}

function commonData(epochs: readonly TappedEpoch[]): Fingerprint | null {
  const [first] = epochs;
  const fingerprint = first?.fingerprint ?? null;
  if (fingerprint === null || epochs.some((epoch) => epoch.end === 'failed' || uidOf(epoch) !== uidOf(first!))) return null;
  return epochs.length > 1 || first!.end === 'end-of-data' ? fingerprint : null;
}

function uidOf({ fingerprint }: TappedEpoch): string | undefined {
  return fingerprint?.identity?.uid;
}

function findingsOf(epochs: readonly TappedEpoch[]): TapFinding[] {
  if (epochs.length === 0) return [{ code: 'no-epochs', message: 'nothing was pulled in an epoch' }];
  const most = epochs.reduce((largest, { recordCount }) => (recordCount > largest ? recordCount : largest), 0n);
  const reference = epochs.find(({ end }) => end === 'end-of-data') ?? epochs[0]!;
  // Where no epoch reached the end, training was told how many batches an epoch has; that may also be all of them.
  const wasLimited = epochs.length > 1 && epochs.every(({ end }) => end === 'stopped');
  const sawAll = (epoch: TappedEpoch): boolean => reference.end === 'end-of-data' && uidOf(epoch) !== undefined && uidOf(epoch) === uidOf(reference);
  return epochs.flatMap((epoch) => [
    ...(epoch.end === 'failed' ? [finding('failed', epoch, `ended by an error of the dataset after ${epoch.recordCount} records`)] : []),
    ...(epoch.end === 'stopped' && !wasLimited && !sawAll(epoch) ? [finding('stopped', epoch, `was stopped after ${epoch.recordCount} records, before the end of the dataset`)] : []),
    ...(epoch.recordCount < most ? [finding('fewer-records', epoch, `saw ${epoch.recordCount} records; another saw ${most}`)] : []),
    ...differences(epoch, reference),
  ]);
}

function differences(epoch: TappedEpoch, reference: TappedEpoch): TapFinding[] {
  if (epoch.fingerprint === null || reference.fingerprint === null || uidOf(epoch) === uidOf(reference)) return [];
  return [finding('other-data', epoch, `saw other data than epoch ${reference.number}: ${compareFingerprints(epoch.fingerprint, reference.fingerprint).verdict}`)];
}

function finding(code: TapFinding['code'], { number }: TappedEpoch, what: string): TapFinding {
  return { code, epoch: number, message: `epoch ${number} ${what}` };
}

function findingsOutside(outside: readonly Summary[]): TapFinding[] {
  const count = outside.reduce((sum, { records }) => sum + records.count, 0n);
  return count === 0n ? [] : [{ code: 'outside-epochs', message: `${count} records were pulled outside of epochs` }];
}
