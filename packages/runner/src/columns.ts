/** Columns that the preparation names and the source does not have. */
import { type Fingerprint, InvalidArgumentError, type Preparation } from '@datasig/core';
import type { SchemaField } from '@datasig/core/spec';
import type { RunWarning } from './options.ts';
import type { Plan } from './plan.ts';

/** The schema that the source declares, or those of its parts where they differ; undefined where one is not known. */
export function declaredSchemas({ description, shards }: Pick<Plan, 'description' | 'shards'>): readonly (readonly SchemaField[])[] | undefined {
  if (description.schema !== undefined) return [description.schema];
  const schemas = new Set(shards.map((shard) => shard.schema));
  // No shard, no names to check against.
  return schemas.size === 0 || schemas.has(undefined) ? undefined : ([...schemas] as readonly (readonly SchemaField[])[]);
}

/**
 * Checks the names against those that the source, or one of its parts, declares.
 *
 * @throws InvalidArgumentError `unknown-column` listing the names there are, `duplicate-column`
 */
export function checkColumns(preparation: Preparation, declared: readonly (readonly SchemaField[])[]): void {
  const namesOf = declared.map((schema) => schema.map((field) => field.name));
  const names = new Set(namesOf.flat());
  const missing = [...new Set([...(preparation.columns ?? []), ...Object.keys(preparation.rename ?? {})])].filter((name) => !names.has(name));
  const renamed = new Set(namesOf.flatMap((each) => [...renameAll(preparation, each)]));
  missing.push(...Object.keys(preparation.casts ?? {}).filter((name) => !renamed.has(name)));
  if (missing.length === 0) return;
  const known = [...names].map((name) => JSON.stringify(name)).join(', ');
  throw new InvalidArgumentError('unknown-column', `the source has no column ${missing.map((name) => JSON.stringify(name)).join(', ')}; its columns are ${known}`, { context: { columns: missing } });
}

function renameAll({ columns, rename = {} }: Preparation, names: readonly string[]): ReadonlySet<string> {
  const renamed = new Set<string>();
  for (const name of names) {
    if (columns !== undefined && !columns.includes(name)) continue;
    const newName = Object.hasOwn(rename, name) ? rename[name]! : name;
    if (renamed.has(newName)) throw new InvalidArgumentError('duplicate-column', `two columns would have the name ${JSON.stringify(newName)}; give them different names (--rename), or leave one out (--columns)`, { context: { column: newName } });
    renamed.add(newName);
  }
  return renamed;
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
