/** Fingerprints from summaries: description, preparation and parts put together. */
import { formatCast, type Cast, parseCast } from '../canonical/cast/cast.ts';
import { compareText } from '../canonical/bytes.ts';
import { InvalidArgumentError } from '../errors.ts';
import type { Preparation } from '../record/preparation.ts';
import type { Identity } from '../identity/identity.ts';
import type { Json } from '../spec/v1/index.ts';
import { version } from '../version.ts';
import type { DatasetDescription, Fingerprint, Origin, Part, Summary, Transform } from './model.ts';
import { mergeSummaries } from './summary.ts';

/** What a fingerprint is made of: one summary, or those of its parts. */
export type FingerprintContents =
  | { readonly summary: Summary; readonly parts?: never }
  | { readonly parts: readonly { readonly name: string; readonly summary: Summary }[]; readonly summary?: never };

/** The generator of fingerprints made here. */
const generator: Fingerprint['generator'] = { name: '@datasig/core', version };

/**
 * A fingerprint of a dataset read from one source.
 *
 * @param transforms steps that the connector took itself, before those of `preparation`
 * @throws InvalidArgumentError when two parts have one name
 */
export function createFingerprint(
  options: { readonly dataset: Origin; readonly preparation?: Preparation; readonly transforms?: readonly Transform[] } & FingerprintContents,
): Fingerprint {
  const { dataset, preparation = {}, transforms = [] } = options;
  return assemble(
    { name: dataset.name, origins: [dataset], nullTokens: [...new Set(preparation.nullTokens)].sort(compareText), transforms: [...transforms, ...describePreparation(preparation)] },
    options,
  );
}

/** Puts a description to summaries. */
export function assemble(dataset: DatasetDescription, contents: FingerprintContents): Fingerprint {
  if (contents.summary !== undefined) return { generator, dataset, ...contents.summary, parts: [] };
  const parts = contents.parts.map(({ name, summary }): Part => ({ name, ...withoutCanonicalization(summary) })).sort((a, b) => compareText(a.name, b.name));
  parts.forEach((part, index) => {
    if (index > 0 && part.name === parts[index - 1]!.name) {
      throw new InvalidArgumentError('invalid-argument', `two parts have the name ${JSON.stringify(part.name)}; names of parts are unique`);
    }
  });
  return { generator, dataset, ...mergeSummaries(contents.parts.map((part) => part.summary)), parts };
}

function withoutCanonicalization({ canonicalization: _, ...measures }: Summary): Omit<Summary, 'canonicalization'> {
  return measures;
}

/** The steps of preparation as a file records them. */
function describePreparation({ columns, rename, casts, textCasts }: Preparation): Transform[] {
  const transforms: Transform[] = [];
  if (columns !== undefined) transforms.push({ id: 'select/1', columns: [...new Set(columns)].sort(compareText) });
  if (rename !== undefined && Object.keys(rename).length > 0) transforms.push({ id: 'rename/1', fields: rename });
  if (casts !== undefined && Object.keys(casts).length > 0) transforms.push({ id: 'cast/1', fields: formatCasts(casts) });
  if (textCasts !== undefined && Object.keys(textCasts).length > 0) transforms.push({ id: 'cast-text/1', fields: formatCasts(textCasts) });
  return transforms;
}

function formatCasts(casts: Readonly<Record<string, Cast>>): Json {
  return Object.fromEntries(Object.entries(casts).map(([name, cast]) => [name, formatCast(cast)]));
}

/** The preparation that a fingerprint records, to prepare other records the same way. */
export function recordedPreparation(fingerprint: Fingerprint): Preparation {
  const find = (id: string): Transform | undefined => fingerprint.dataset.transforms.find((transform) => transform.id === id);
  const columns = find('select/1')?.['columns'];
  const fieldsOf = (id: string): Readonly<Record<string, string>> => (find(id)?.['fields'] ?? {}) as Readonly<Record<string, string>>;
  return {
    ...(Array.isArray(columns) && { columns: columns as string[] }),
    rename: fieldsOf('rename/1'),
    nullTokens: fingerprint.dataset.nullTokens,
    casts: parseCasts(fieldsOf('cast/1')),
    textCasts: parseCasts(fieldsOf('cast-text/1')),
  };
}

function parseCasts(fields: Readonly<Record<string, string>>): Record<string, Cast> {
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, parseCast(text)]));
}

/** The same fingerprint without the identities' states: 11 KB less, but its UID can no longer be merged. */
export function withoutState(fingerprint: Fingerprint): Fingerprint {
  const strip = (identity: Identity | null): Identity | null => (identity === null ? null : { ...identity, state: null });
  return { ...fingerprint, identity: strip(fingerprint.identity), parts: fingerprint.parts.map((part) => ({ ...part, identity: strip(part.identity) })) };
}
