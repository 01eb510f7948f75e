/** A record schema taken from another fingerprint: casts and null tokens that make an untyped source like it. */
import { type Cast, parseCast } from '../canonical/cast/cast.ts';
import { type ScalarCast, scalarCasts } from '../canonical/cast/scalar-cast.ts';
import { InvalidArgumentError } from '../errors.ts';
import type { Preparation } from '../record/preparation.ts';
import { recordedPreparation } from './create.ts';
import type { Fingerprint } from './model.ts';

/** An integer as seen may be a float that is integral, and be written as one: `1.0`. */
function castFor(type: ScalarCast): ScalarCast {
  return type === 'integer' ? 'number' : type;
}

/**
 * `base` with casts of text to the types of `reference` and with its null tokens. What `base` says of a field wins.
 *
 * @throws InvalidArgumentError `invalid-schema` naming the fields that are `mixed` in the reference
 */
export function preparationLike(reference: Fingerprint, base: Preparation = {}): Preparation {
  const recorded = recordedPreparation(reference);
  const recordedCasts: Readonly<Record<string, Cast>> = { ...recorded.textCasts, ...recorded.casts };
  const open = reference.schema.filter(({ name }) => base.casts === undefined || !Object.hasOwn(base.casts, name));
  const mixed = open.filter(({ type }) => type.type === 'mixed').map(({ name }) => name);
  if (mixed.length > 0) {
    throw new InvalidArgumentError('invalid-schema', `the reference holds values of several types in ${mixed.map((name) => JSON.stringify(name)).join(', ')}; name a cast for each with --cast`, {
      context: { fields: mixed },
    });
  }
  const textCasts: [string, Cast][] = [];
  for (const { name, type } of open) {
    if (Object.hasOwn(recordedCasts, name)) textCasts.push([name, recordedCasts[name]!]);
    else if (scalarCasts.includes(type.type as ScalarCast)) textCasts.push([name, parseCast(castFor(type.type as ScalarCast))]);
  }
  return { ...base, nullTokens: [...new Set([...(base.nullTokens ?? []), ...(recorded.nullTokens ?? [])])], textCasts: Object.fromEntries(textCasts) };
}
