/** Casts of text that a source declares. */
import { parseCast, type Preparation } from '@datasig/core';
import type { SourceDescription } from '@datasig/core/spec';

/** Options whose preparation makes the casts that the source declares, unless it has others. */
export function withDeclaredCasts<Options extends { readonly preparation?: Preparation }>(options: Options, { textCasts }: SourceDescription): Options {
  if (textCasts === undefined) return options;
  const declared = Object.fromEntries(Object.entries(textCasts).map(([name, cast]) => [name, parseCast(cast)]));
  return { ...options, preparation: { ...options.preparation, textCasts: { ...declared, ...options.preparation?.textCasts } } };
}
