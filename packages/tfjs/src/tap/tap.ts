/** The tap: elements pass unchanged, and what the consumer pulled is fingerprinted. */
import { InvalidArgumentError, type SketchParameters } from '@datasig/core';
import { checkOptions, describeShaping, type TensorOptions } from '../options.ts';
import { isDataset, type TfDataset } from '../tensor-like.ts';
import { Epoch } from './epoch.ts';
import { Recorder } from './recorder.ts';
import { makeResult, type TapResult } from './result.ts';
import { tappedDataset } from './tapped-dataset.ts';

/** What taps take. */
export interface TapOptions extends TensorOptions {
  /** Whether elements are batches, whose rows are the records. */
  readonly batched?: boolean;
  /** Sketches to make; default: bottom-k of k = 1024. */
  readonly sketches?: readonly SketchParameters[];
  /** 32 bytes: digests records with HMAC-SHA-256. */
  readonly key?: Uint8Array;
  /** Told at once of an error on the tap's side, such as an element that cannot be cast; `finish` throws it. Training goes on. */
  readonly onError?: (error: unknown) => void;
}

/** Callbacks for `model.fit` and `model.fitDataset`: `callbacks: tapped.callbacks`, or one of a list. */
export interface EpochCallbacks {
  readonly onTrainBegin: () => Promise<void>;
  readonly onEpochBegin: (epoch: number) => Promise<void>;
  readonly onEpochEnd: (epoch: number) => Promise<void>;
  readonly onTrainEnd: () => Promise<void>;
}

/** A dataset with its tap. */
export interface Tap<Dataset extends TfDataset> {
  /** Hands on the same elements; what is pulled from it, and nothing else, is fingerprinted. */
  readonly dataset: Dataset;
  /** Say which epoch elements belong to. Without them every iterator that is pulled is an epoch. */
  readonly callbacks: EpochCallbacks;
  /**
   * Ends the tap: the result, once everything is hashed. No tensor is held afterwards.
   *
   * @throws what went wrong on the tap's side: there is no fingerprint then
   */
  readonly finish: () => Promise<TapResult>;
}

/**
 * Taps a `tf.data.Dataset`: best before batching, normalising and one-hot encoding, where elements are the records as
 * they were stored. Elements are read without holding up the consumer, who may dispose of them at once.
 *
 * @throws InvalidArgumentError for options that are not valid
 */
export function tap<Dataset extends TfDataset>(source: Dataset, options: TapOptions = {}): Tap<Dataset> {
  if (!isDataset(source)) throw new InvalidArgumentError('invalid-argument', 'expected a tf.data.Dataset; for tensors there is tapTensors()');
  const { batched = false, name, sketches, key, onError, ...shaping } = checkOptions(options, ['batched', 'sketches', 'key', 'onError']);
  const fingerprinter = { ...(sketches !== undefined && { sketches }), ...(key !== undefined && { key }) };
  const recorder = new Recorder({ isBatch: batched, shapedArrays: false, shaping }, () => new Epoch(fingerprinter), onError);
  let result: Promise<TapResult> | undefined;
  const finish = async (): Promise<TapResult> => {
    const { epochs, outside } = await recorder.finish();
    const records = epochs.map((epoch) => {
      const summary = epoch.finish();
      return { end: epoch.end, recordCount: summary.records.count, summary };
    });
    return makeResult(records, outside.map((epoch) => epoch.finish()), { name, transforms: describeShaping(shaping), fingerprinter });
  };
  return {
    dataset: tappedDataset(source, recorder),
    callbacks: {
      onTrainBegin: async () => recorder.trainBegin(),
      onEpochBegin: async () => recorder.epochBegin(),
      onEpochEnd: async () => recorder.epochEnd(),
      onTrainEnd: async () => recorder.trainEnd(),
    },
    finish: () => (result ??= finish()),
  };
}
