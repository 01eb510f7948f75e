/** Fingerprints what a source gives, without the runner. */
import { Fingerprinter, type FingerprinterOptions } from '../fingerprint/fingerprinter.ts';
import type { Summary } from '../fingerprint/model.ts';
import { mergeSummaries } from '../fingerprint/summary.ts';
import type { Preparation } from '../record/preparation.ts';
import type { SchemaField, Shard, Source, SourceDescription } from '../spec/v1/index.ts';

/** What has records: a source, or what sources are made of. */
export interface Readable extends Pick<Source, 'shards' | 'read'> {
  describe(): Promise<Pick<SourceDescription, 'schema' | 'capabilities'>>;
}

/** The summary of shards, or of all there are, one after the other. */
export async function summarize(source: Readable, shards?: readonly Shard[], preparation: Preparation = {}): Promise<Summary> {
  const { schema, capabilities } = await source.describe();
  const optionsFor = (declaredSchema: readonly SchemaField[] | undefined): FingerprinterOptions => ({ ...(declaredSchema !== undefined && { declaredSchema }), untypedText: capabilities.untypedText, preparation });
  const summaries: Summary[] = [new Fingerprinter(optionsFor(schema)).finish()];
  for (const shard of shards ?? (await source.shards())) {
    const fingerprinter = new Fingerprinter(optionsFor(shard.schema ?? schema));
    for await (const batch of source.read(shard)) fingerprinter.add(batch);
    summaries.push(fingerprinter.finish());
  }
  return mergeSummaries(summaries);
}
