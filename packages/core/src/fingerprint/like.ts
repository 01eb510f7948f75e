/** A record schema taken from another fingerprint: casts and null tokens that make an untyped source like it. */
import { type Cast, textCastTo } from '../canonical/cast/cast.ts';
import { InvalidArgumentError } from '../errors.ts';
import type { Preparation } from '../record/preparation.ts';
import { recordedPreparation } from './create.ts';
import type { Fingerprint } from './model.ts';

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
    const cast = Object.hasOwn(recordedCasts, name) ? recordedCasts[name] : textCastTo(type);
    if (cast !== undefined) textCasts.push([name, cast]);
  }
  return { ...base, nullTokens: [...new Set([...(base.nullTokens ?? []), ...(recorded.nullTokens ?? [])])], textCasts: Object.fromEntries(textCasts) };
}
