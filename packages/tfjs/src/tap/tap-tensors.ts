/** The tap for `model.fit` on tensors: they are read once, and callbacks count what each epoch took of them. */
import { Fingerprinter, type FingerprinterOptions, InvalidArgumentError, type Summary } from '@datasig/core';
import type { Capture } from '../capture.ts';
import { Gatherer } from '../gather.ts';
import { checkOptions, describeShaping, invalidOption, type Shaping } from '../options.ts';
import { areTensors, type TensorBatch } from '../tensors.ts';
import { makeResult, type TapResult } from './result.ts';
import type { EpochCallbacks, TapOptions } from './tap.ts';

/** What `tapTensors` takes. */
export interface TapTensorsOptions extends Omit<TapOptions, 'batched'> {
  /** As given to `model.fit`: the last rows of this share are not trained on. */
  readonly validationSplit?: number;
}

/** Callbacks of `model.fit`, which also count rows. */
export interface FitCallbacks extends EpochCallbacks {
  readonly onBatchEnd: (batch: number, logs?: { readonly size?: unknown }) => Promise<void>;
}

/** Tensors with their tap. */
export interface TensorTap {
  /** For `model.fit(xs, ys, { callbacks })`. */
  readonly callbacks: FitCallbacks;
  /** Ends the tap. @throws what went wrong on the tap's side: there is no fingerprint then */
  readonly finish: () => Promise<TapResult>;
}

/**
 * Taps tensors that are given to `model.fit`, as one batch such as `{ xs, ys }`. They are read at once, so that they
 * may be disposed of; an epoch that took all rows saw these records, in whatever order.
 *
 * @throws InvalidArgumentError for options that are not valid; InvalidDataError for tensors that cannot be read
 */
export function tapTensors(batch: TensorBatch, options: TapTensorsOptions = {}): TensorTap {
  const { name, sketches, key, onError, validationSplit = 0, ...shaping } = checkOptions(options, ['sketches', 'key', 'onError', 'validationSplit']);
  if (Array.isArray(batch) || !areTensors(batch)) throw new InvalidArgumentError('invalid-argument', 'expected tensors by their names, such as { xs, ys }');
  if (!(validationSplit >= 0 && validationSplit < 1)) throw invalidOption('validationSplit', 'a number from 0 to 1, as model.fit has it');
  const fingerprinter = { ...(sketches !== undefined && { sketches }), ...(key !== undefined && { key }) };
  const reading = beginReading(batch, shaping, validationSplit, fingerprinter);
  // Thrown by `finish`, whenever that is called.
  reading.catch((error: unknown) => onError?.(error));
  const epochs: { rowCount: number }[] = [];
  const finish = async (): Promise<TapResult> => {
    const summary = await reading;
    const records = epochs.map(({ rowCount }) => {
      const isWhole = BigInt(rowCount) === summary.records.count;
      return { end: isWhole ? ('end-of-data' as const) : ('stopped' as const), recordCount: BigInt(rowCount), summary: isWhole ? summary : null };
    });
    return makeResult(records, [], { name, transforms: describeShaping(shaping), fingerprinter });
  };
  let result: Promise<TapResult> | undefined;
  return {
    callbacks: {
      onTrainBegin: async () => undefined,
      onEpochBegin: async () => void epochs.push({ rowCount: 0 }),
      onBatchEnd: async (_, logs) => void (epochs.at(-1)!.rowCount += Number(logs?.size ?? 0)),
      onEpochEnd: async () => undefined,
      onTrainEnd: async () => undefined,
    },
    finish: () => (result ??= finish()),
  };
}

function beginReading(batch: TensorBatch, shaping: Shaping, validationSplit: number, fingerprinter: FingerprinterOptions): Promise<Summary> {
  const gatherer = new Gatherer({ isBatch: true, shapedArrays: true, shaping });
  const declaredSchema = gatherer.schema(batch);
  const capture = gatherer.begin(batch);
  capture.hold();
  return summarize(gatherer, capture, Math.floor(capture.rowCount * (1 - validationSplit)), { ...fingerprinter, declaredSchema });
}

async function summarize(gatherer: Gatherer, capture: Capture, rowCount: number, options: FingerprinterOptions): Promise<Summary> {
  const fingerprinter = new Fingerprinter(options);
  try {
    await capture.done();
    for (const batch of gatherer.add(capture, rowCount)) fingerprinter.add(batch);
    const rest = gatherer.rest();
    if (rest !== undefined) fingerprinter.add(rest);
  } finally {
    capture.release();
  }
  return fingerprinter.finish();
}
