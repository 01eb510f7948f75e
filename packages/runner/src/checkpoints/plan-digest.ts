/** A digest of everything that decides what the shards of a plan give. */
import { createHash } from 'node:crypto';
import { canonicalizationFor, defaultSketchParameters, formatCast, formatJson, type Preparation, version } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import type { RunOptions } from '../options.ts';
import type { Plan } from '../plan.ts';

/** 64 hex digits: two runs of equal digest give the same summaries shard by shard, on however many threads. */
export function digestPlan({ description, shards }: Plan, options: RunOptions): string {
  const plan: Json = {
    core: version,
    description: JSON.parse(JSON.stringify(description)) as Json,
    shards: shards as unknown as Json,
    canonicalization: { ...canonicalizationFor(options.key) },
    sketches: (options.sketches ?? [defaultSketchParameters]) as unknown as Json,
    identity: options.identity ?? true,
    fields: options.fields ?? true,
    recordByteLimit: options.recordByteLimit ?? null,
    preparation: describePreparation(options.preparation ?? {}),
  };
  return createHash('sha256').update(formatJson(plan)).digest('hex');
}

function describePreparation({ columns, rename, nullTokens, casts, textCasts }: Preparation): Json {
  const written = (each: Preparation['casts']): Json => Object.fromEntries(Object.entries(each ?? {}).map(([name, cast]) => [name, formatCast(cast)]));
  return { columns: columns ?? null, rename: rename ?? {}, nullTokens: nullTokens ?? [], casts: written(casts), textCasts: written(textCasts) };
}
