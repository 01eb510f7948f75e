/** Columns that the preparation names and the source does not have. */
import { type Fingerprint, InvalidArgumentError, type Preparation } from '@datasig/core';
import type { SchemaField } from '@datasig/core/spec';
import type { RunWarning } from './options.ts';

/**
 * Checks the names against those that the source declares.
 *
 * @throws InvalidArgumentError `unknown-column` listing the names there are
 */
export function checkColumns(preparation: Preparation, declared: readonly SchemaField[]): void {
  const names = new Set(declared.map((field) => field.name));
  const missing = [...new Set([...(preparation.columns ?? []), ...Object.keys(preparation.rename ?? {})])].filter((name) => !names.has(name));
  const renamed = new Set([...names].map((name) => preparation.rename?.[name] ?? name));
  missing.push(...Object.keys(preparation.casts ?? {}).filter((name) => !renamed.has(name)));
  if (missing.length === 0) return;
  const known = [...names].map((name) => JSON.stringify(name)).join(', ');
  throw new InvalidArgumentError('unknown-column', `the source has no column ${missing.map((name) => JSON.stringify(name)).join(', ')}; its columns are ${known}`, { context: { columns: missing } });
}

/** Warnings about casts, selected and renamed columns that never held a value, where nothing is declared. */
export function warnOfColumns(preparation: Preparation, { schema }: Fingerprint): RunWarning[] {
  const seen = new Set(schema.map((field) => field.name));
  const rename = preparation.rename ?? {};
  const wanted = new Set([...Object.keys(preparation.casts ?? {}), ...Object.values(rename), ...(preparation.columns ?? []).map((name) => rename[name] ?? name)]);
  return [...wanted]
    .filter((name) => !seen.has(name))
    .map((name) => ({ code: 'unknown-column', message: `no record holds a value in ${JSON.stringify(name)}, which the options name; check the spelling` }));
}
