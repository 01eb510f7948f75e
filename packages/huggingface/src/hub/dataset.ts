/** A dataset's name and revision, as the Hub knows them: asked for once. */
import { datasetInfo } from '@huggingface/hub';
import { SourceError } from '@datasig/core';
import { isPlainPath, isSha } from './access/endpoint.ts';
import { nearNames } from './access/near-names.ts';
import type { Subject } from './access/refusal.ts';
import type { HubApi } from './api.ts';

/** What a name and a revision come to. */
export interface HubDataset {
  /** As the Hub writes it now. */
  readonly name: string;
  /** The commit, 40 hex digits: what everything else is asked for by. */
  readonly sha: string;
  /** Whether its files are given only to those who accepted conditions. */
  readonly gated: boolean;
  readonly private: boolean;
  /** What the user should know, a sentence each. */
  readonly warnings: readonly string[];
}

/** @throws SourceError `source-not-found`, `hub-access-denied`, `hub-unreachable`, `hub-rate-limited` */
export async function askDataset(api: HubApi, name: string, revision: string, signal?: AbortSignal): Promise<HubDataset> {
  const subject: Subject = { dataset: name, revision };
  const info = await orNearRevision(api, subject, signal, () =>
    datasetInfo({ name, revision, additionalFields: ['sha'], hubUrl: api.endpoint.url, fetch: api.fetchFor(subject, signal) }),
  );
  if (!isSha(info.sha)) throw api.malformed(subject, 'it names no commit');
  if (typeof info.name !== 'string' || !isPlainPath(info.name)) throw api.malformed(subject, 'it names no dataset');
  const moved = info.name === name ? [] : [`the dataset ${name} is now ${info.name}: use that name`];
  return { name: info.name, sha: info.sha, gated: Boolean(info.gated), private: Boolean(info.private), warnings: moved };
}

/** Whoever mistypes a branch is told of those that look like it: one more request, after the error. */
async function orNearRevision<T>(api: HubApi, subject: Subject, signal: AbortSignal | undefined, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof SourceError) || error.context['hubError'] !== 'RevisionNotFound') throw api.explain(error, subject);
    const near = nearNames(subject.revision!, await revisions(api, subject, signal));
    if (near.length === 0) throw error;
    throw new SourceError(error.code, `${error.message} (there is ${near.map((each) => JSON.stringify(each)).join(', ')})`, { context: { ...error.context, nearNames: near }, cause: error });
  }
}

async function revisions(api: HubApi, { dataset }: Subject, signal: AbortSignal | undefined): Promise<string[]> {
  try {
    const refs = (await api.json(api.endpoint.refs(dataset), { dataset }, signal)) as Readonly<Record<string, readonly { readonly name?: unknown }[] | undefined>>;
    return [...(refs['branches'] ?? []), ...(refs['tags'] ?? [])].map(({ name }) => String(name));
  } catch {
    signal?.throwIfAborted();
    return [];
  }
}
