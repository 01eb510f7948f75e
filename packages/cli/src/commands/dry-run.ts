/** `datasig fingerprint --dry-run`: what would be read, without reading it. */
import { openLocations } from '../input/location.ts';
import type { SourceOptions } from '../input/source-options.ts';
import { showPlan } from '../render/plan.ts';
import type { Session } from '../session.ts';

/** Lists the pieces of a dataset, which are files where nothing is cut. */
export async function listPlan(locations: readonly string[], options: SourceOptions, session: Session): Promise<void> {
  const source = await openLocations(locations, options, session);
  try {
    const { signal } = session;
    const { name, connector, location, revision = null, byteLength = null, recordCount = null, warnings = [] } = await source.describe(signal);
    const shards = (await source.shards({ signal })).map((shard) => ({ id: shard.id, part: shard.part ?? null, byteLength: shard.byteLength ?? null, recordCount: shard.recordCount ?? null }));
    for (const warning of warnings) session.warn(warning);
    const plan = { name, connector, location, revision, byteLength, recordCount, shards };
    session.result({ dryRun: true, ...plan }, () => showPlan(plan, session.palette));
  } finally {
    await source.close?.();
  }
}
