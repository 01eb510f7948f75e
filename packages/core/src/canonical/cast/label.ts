/** Casts between a label's name and its index among declared names. */
import { InvalidDataError } from '../../errors.ts';
import type { Value } from '../../spec/v1/batch.ts';

/** The index of a label. @throws InvalidDataError `cast-failed`, `cast-unsupported` */
export function castLabelIndex(value: Value, names: readonly string[]): number {
  if (typeof value !== 'string') throw new InvalidDataError('cast-unsupported', 'only text can be cast to the index of a label');
  const index = names.indexOf(value);
  if (index === -1) throw new InvalidDataError('cast-failed', `a label is none of the ${names.length} declared names`);
  return index;
}

/** The name of a label. @throws InvalidDataError `cast-failed`, `cast-unsupported` */
export function castLabelName(value: Value, names: readonly string[]): string {
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new InvalidDataError('cast-unsupported', 'only an integer can be cast to the name of a label');
  const name = names[Number(value)];
  if (name === undefined) throw new InvalidDataError('cast-failed', `a label's index is not below the ${names.length} declared names`);
  return name;
}
