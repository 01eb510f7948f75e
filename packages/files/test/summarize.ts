/** Fingerprints what a source gives, without the runner. */
import { Fingerprinter, mergeSummaries, type Summary } from '@datasig/core';
import type { Shard, Source } from '@datasig/core/spec';

/** The summary of shards, or of all there are. */
export async function summarize(source: Source, shards?: readonly Shard[]): Promise<Summary> {
  const { schema, capabilities } = await source.describe();
  const summaries: Summary[] = [];
  for (const shard of shards ?? (await source.shards())) {
    const fingerprinter = new Fingerprinter({ ...(schema !== undefined && { declaredSchema: schema }), untypedText: capabilities.untypedText });
    for await (const batch of source.read(shard)) fingerprinter.add(batch);
    summaries.push(fingerprinter.finish());
  }
  return mergeSummaries(summaries);
}
