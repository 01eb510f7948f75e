/** Datasig for TensorFlow.js: tensors, tf.data datasets, and what a training loop really consumed. */
import type { Connector } from '@datasig/core/spec';
import { connectorName } from './source.ts';

export { dataset } from './dataset.ts';
export type { DatasetOptions, Shaping, TensorOptions } from './options.ts';
export type { EpochEnd } from './tap/epoch.ts';
export type { TapFinding, TappedEpoch, TapResult } from './tap/result.ts';
export { type EpochCallbacks, tap, type Tap, type TapOptions } from './tap/tap.ts';
export { type FitCallbacks, tapTensors, type TapTensorsOptions, type TensorTap } from './tap/tap-tensors.ts';
export type { NumericArray, NumericDtype, ShapedArray, TfDataset, TfIterator } from './tensor-like.ts';
export { type TensorBatch, type TensorRows, tensors } from './tensors.ts';

/** The connector of the command: `tfjs:./module.mjs#name`. Opening a location runs the code of that module. */
const connector: Connector = {
  specVersion: 'v1',
  name: connectorName,
  schemes: ['tfjs'],
  open: async (request) => (await import('./module-source.ts')).openModule(request),
};

export default connector;
