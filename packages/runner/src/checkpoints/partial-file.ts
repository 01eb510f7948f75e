/** Partial fingerprints as text, with a digest over all of it and the digest of their plan. */
import { createHash } from 'node:crypto';
import { DatasigError, formatJson, summaryFromJson, summaryToJson } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import type { Partial } from '../partial.ts';

/** A partial and the plan that it belongs to. */
export interface StoredPartial extends Partial {
  readonly planDigest: string;
}

type JsonObject = { readonly [name: string]: Json };

/** A partial as text. */
export function writePartial({ planDigest, shardId, index, summary }: StoredPartial): string {
  const members: JsonObject = { format: 'datasig-partial', version: '1.0', planDigest, shardId, index, summary: summaryToJson(summary) };
  return `${formatJson({ ...members, digest: digestOf(members) })}\n`;
}

/**
 * A partial from untrusted text.
 *
 * @throws DatasigError `fingerprint-malformed`, `fingerprint-damaged`
 */
export function readPartial(text: string): StoredPartial {
  const members = parse(text);
  const { digest, ...others } = members;
  if (members['format'] !== 'datasig-partial' || members['version'] !== '1.0') throw new DatasigError('fingerprint-malformed', 'not a partial fingerprint of this version');
  if (digest !== digestOf(others)) throw new DatasigError('fingerprint-damaged', 'a partial fingerprint does not match its digest');
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

function digestOf(members: JsonObject): string {
  return createHash('sha256').update(formatJson(members)).digest('hex');
}
