/** What the files of a dataset declare, and its parts where these differ. */
import type { SchemaField } from '@datasig/core/spec';
import { findCommonSchema } from './common-schema.ts';
import type { InspectedUnit } from './inspect.ts';

/** Declared fields. */
export interface DeclaredSchemas {
  /** Of all files; undefined where they declare none, or parts differ. */
  readonly common: readonly SchemaField[] | undefined;
  /** Of each part that declares some, where parts differ; else empty. */
  readonly byPart: ReadonlyMap<string | undefined, readonly SchemaField[]>;
}

/** What parts are: `asked`: the user asked for a part a file; `given`: the connector says which part a file belongs to, and they may differ; `one`: parts or not, all is one dataset. */
export type PartsMeaning = 'asked' | 'given' | 'one' | undefined;

const fewerFiles = 'name fewer files';

/**
 * The fields that the files of each part declare alike, and all parts unless these may differ.
 *
 * @throws SourceError `invalid-schema` where files differ that may not
 */
export function declaredSchemas(units: readonly InspectedUnit[], meaning: PartsMeaning): DeclaredSchemas {
  const remedy = meaning === 'one' ? `${fewerFiles}, or fingerprint them one by one` : meaning === 'given' ? fewerFiles : `${fewerFiles}, or make each a part of its own (--per-file)`;
  if (meaning === undefined || meaning === 'one') return { common: schemaOf(units, remedy), byPart: new Map() };
  const parts = [...Map.groupBy(units, ({ part }) => part)].map(([part, those]) => ({ part, shown: those[0]!.shown, schema: schemaOf(those, remedy) }));
  const found = findCommonSchema(parts, remedy);
  if ('schema' in found) return { common: found.schema, byPart: new Map() };
  return { common: undefined, byPart: new Map(parts.flatMap(({ part, schema }) => (schema === undefined ? [] : [[part, schema]]))) };
}

function schemaOf(units: readonly InspectedUnit[], remedy: string): readonly SchemaField[] | undefined {
  const found = findCommonSchema(units, remedy);
  if ('error' in found) throw found.error;
  return found.schema;
}
