/** `types: declared`: what the features of a dataset's card make of its text. */
import { formatCast, InvalidArgumentError } from '@datasig/core';
import type { SourceDescription } from '@datasig/core/spec';
import type { ResolvedDataset } from './resolve/data-files.ts';
import { featureCasts, type SourceKind } from './resolve/features.ts';
import { listNames } from './resolve/name-list.ts';

const kinds: Readonly<Partial<Record<ResolvedDataset['format'], SourceKind>>> = { csv: 'table', tsv: 'table', json: 'json' };

/** The casts; of formats whose values have types already there are none. @throws InvalidArgumentError where the card declares nothing */
export function declaredTypes({ format, features, config }: ResolvedDataset): Pick<SourceDescription, 'textCasts'> & { readonly warnings: readonly string[] } {
  const kind = kinds[format];
  if (kind === undefined) return { warnings: [] };
  if (features === undefined) {
    throw new InvalidArgumentError('invalid-argument', `types: the card declares no features of config ${JSON.stringify(config)}; leave the option out, or give columns types with --cast`, { context: { option: 'types' } });
  }
  const { casts, others } = featureCasts(features, kind);
  return {
    textCasts: Object.fromEntries(Object.entries(casts).map(([name, cast]) => [name, formatCast(cast)])),
    warnings: others.length === 0 ? [] : [`the card's features of ${listNames(others)} have no exact counterpart in ${format}: these columns stay as they are`],
  };
}
