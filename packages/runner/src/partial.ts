/** Partial fingerprints: what one shard gave, with all that is needed to know that it belongs. */
import { DatasigError, digestJson, formatJson, type Summary, summaryFromJson, summaryToJson } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import type { Plan } from './plan.ts';

/** The summary of one planned shard. */
export interface Partial {
  readonly planDigest: string;
  readonly shardId: string;
  readonly index: number;
  readonly summary: Summary;
}

type JsonObject = { readonly [name: string]: Json };

/** A partial as text, with a digest over all of it. */
export function writePartial({ planDigest, shardId, index, summary }: Partial): string {
  const members: JsonObject = { format: 'datasig-partial', version: '1.0', planDigest, shardId, index, summary: summaryToJson(summary) };
  return `${formatJson({ ...members, digest: digestJson(members) })}\n`;
}

/**
 * A partial from untrusted text.
 *
 * @throws DatasigError `fingerprint-malformed`, `fingerprint-damaged`
 */
export function readPartial(text: string): Partial {
  const members = parse(text);
  const { digest, ...others } = members;
  if (members['format'] !== 'datasig-partial' || members['version'] !== '1.0') throw new DatasigError('fingerprint-malformed', 'not a partial fingerprint of this version');
  if (digest !== digestJson(others)) throw new DatasigError('fingerprint-damaged', 'a partial fingerprint does not match its digest');
  return {
    planDigest: String(members['planDigest']),
    shardId: String(members['shardId']),
    index: Number(members['index']),
    summary: summaryFromJson(members['summary']),
  };
}

function parse(text: string): JsonObject {
  try {
    const members = JSON.parse(text) as Json;
    if (typeof members === 'object' && members !== null && !Array.isArray(members)) return members as JsonObject;
  } catch {
    // Falls through to the one message for all that is no partial.
  }
  throw new DatasigError('fingerprint-malformed', 'not a partial fingerprint');
}

/**
 * Whether a partial is that of shard `index` of the plan. Counts and identities are not idempotent: merging a
 * shard twice, or one of another plan, would give another dataset.
 */
export function belongsTo(partial: Partial, plan: Plan, index: number): boolean {
  const shard = plan.shards[index];
  return (
    partial.planDigest === plan.digest &&
    partial.index === index &&
    partial.shardId === shard?.id &&
    (shard.recordCount === undefined || partial.summary.records.count === BigInt(shard.recordCount))
  );
}
