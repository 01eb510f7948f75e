/** Fingerprints what a source gives, without the runner. */
import { Fingerprinter, mergeSummaries, type Preparation, type Summary } from '@datasig/core';
import type { Shard, Source } from '@datasig/core/spec';

/** The summary of shards, or of all there are. */
export async function summarize(source: Source, shards?: readonly Shard[], preparation: Preparation = {}): Promise<Summary> {
  const { schema, capabilities } = await source.describe();
  const summaries: Summary[] = [];
  for (const shard of shards ?? (await source.shards())) {
    const declaredSchema = shard.schema ?? schema;
    const fingerprinter = new Fingerprinter({ ...(declaredSchema !== undefined && { declaredSchema }), untypedText: capabilities.untypedText, preparation });
    for await (const batch of source.read(shard)) fingerprinter.add(batch);
    summaries.push(fingerprinter.finish());
  }
  return mergeSummaries(summaries);
}
