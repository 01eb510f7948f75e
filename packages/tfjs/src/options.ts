/** Options of sources and taps, and how they are checked. */
import { InvalidArgumentError } from '@datasig/core';
import type { Json, Transform } from '@datasig/core/spec';
import { castDtypes } from './cast-elements.ts';
import type { NumericDtype } from './tensor-like.ts';

/** How elements become records: to those that the data were stored as. All name fields as the elements do. */
export interface Shaping {
  /** New names by the elements' own: `{ xs: 'image', ys: 'label' }`. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Shapes of one record: `{ xs: [28, 28] }`; `[]` makes a scalar of one element. */
  readonly reshape?: Readonly<Record<string, readonly number[]>>;
  /** Dtypes: `{ xs: 'uint8' }`. An element that would change is an error. */
  readonly cast?: Readonly<Record<string, NumericDtype>>;
}

/** What all entry points take. */
export interface TensorOptions extends Shaping {
  /** The dataset's name in fingerprints; default: `tensors`. */
  readonly name?: string;
}

/** What `dataset` takes beyond. */
export interface DatasetOptions extends TensorOptions {
  /** Whether elements are batches, whose rows are the records. */
  readonly batched?: boolean;
  /** More records than this are an error: a dataset may have no end. Default: ten million. */
  readonly maxRecords?: number;
  /**
   * Whether elements stay the caller's. Otherwise those that were made since reading began are disposed of, as the
   * rule of tf.data is; tensors that were there before never are.
   */
  readonly keepElements?: boolean;
}

/** Beyond any dataset that is read from memory, and reached within minutes. */
const defaultMaxRecords = 10_000_000;

const shapingNames = ['rename', 'reshape', 'cast'] as const;

/** @throws InvalidArgumentError `invalid-argument` for an option that is unknown or of the wrong kind */
export function checkOptions<Options extends TensorOptions>(options: Options, others: readonly string[]): Options {
  const known = ['name', ...shapingNames, ...others];
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw invalidOption(name, `one of ${known.join(', ')}`);
  }
  const { name, rename = {}, reshape = {}, cast = {} } = options;
  if (name !== undefined && (typeof name !== 'string' || name.trim() === '')) throw invalidOption('name', 'a text that is not empty');
  for (const [field, to] of Object.entries(rename)) if (typeof to !== 'string') throw invalidOption('rename', `a name for ${JSON.stringify(field)}`);
  for (const [field, shape] of Object.entries(reshape)) {
    if (!Array.isArray(shape) || !shape.every((dimension) => Number.isSafeInteger(dimension) && dimension >= 0)) throw invalidOption('reshape', `a list of dimensions for ${JSON.stringify(field)}`);
  }
  for (const [field, dtype] of Object.entries(cast)) if (!castDtypes.includes(dtype)) throw invalidOption('cast', `one of ${castDtypes.join(', ')} for ${JSON.stringify(field)}`);
  return options;
}

/** The limit as given. @throws InvalidArgumentError `invalid-argument` */
export function checkMaxRecords(maxRecords: number = defaultMaxRecords): number {
  if (Number.isSafeInteger(maxRecords) && maxRecords >= 0) return maxRecords;
  throw invalidOption('maxRecords', 'a whole number');
}

/**
 * The step as fingerprints record it. It is one of this connector's own and not `rename/1` or `cast/1`, which `verify`
 * and `compare` take again on data that are stored as the records are already.
 */
export function describeShaping({ rename, reshape, cast }: Shaping): Transform[] {
  const steps = Object.entries({ rename, reshape, cast }).filter(([, fields]) => fields !== undefined && Object.keys(fields).length > 0);
  return steps.length === 0 ? [] : [{ id: 'tensors/1', ...(Object.fromEntries(steps) as Record<string, Json>) }];
}

/** An option that the caller can mend. */
export function invalidOption(option: string, expected: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', `option ${JSON.stringify(option)}: expected ${expected}`, { context: { option } });
}
