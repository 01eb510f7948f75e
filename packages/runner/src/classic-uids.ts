/**
 * The original tool's UIDs of a plan that is read in several shards: they depend on the order of all records, so all
 * are read once more, one after the other, beside the readers.
 */
import { classicSketches, type Fingerprint } from '@datasig/core';
import type { ClassicUid } from '@datasig/core/classic';
import type { Source } from '@datasig/core/spec';
import type { RunOptions } from './options.ts';
import type { Plan } from './plan.ts';
import { throwIfCancelled } from './shard-reader.ts';
import type { Yielder } from './yielder.ts';

/** UIDs of the whole and, where there are parts, of each. */
export interface ClassicUids {
  readonly whole: string;
  readonly parts: ReadonlyMap<string, string>;
}

/** Whether a plan needs them: its shards' own do not merge. */
export function needsClassicUids({ shards, description }: Plan, options: RunOptions): boolean {
  return shards.length > 1 && description.capabilities.reopenable && options.classicUid !== false && classicSketches(options.sketches).length > 0;
}

/** @throws what reading throws */
export async function readClassicUids(source: Source, { shards }: Plan, yielder: Yielder, signal: AbortSignal | undefined): Promise<ClassicUids> {
  const { ClassicUid: Uid } = await import('@datasig/core/classic');
  const whole = new Uid();
  const parts = new Map<string, ClassicUid>();
  for (const shard of shards) {
    const part = shard.part === undefined ? undefined : (parts.get(shard.part) ?? new Uid());
    if (part !== undefined) parts.set(shard.part!, part);
    for await (const batch of source.read(shard, signal === undefined ? {} : { signal })) {
      throwIfCancelled(signal);
      whole.add(batch);
      part?.add(batch);
      await yielder.turn();
    }
  }
  return { whole: whole.finish(), parts: new Map([...parts].map(([name, uid]) => [name, uid.finish()])) };
}

/** The fingerprint with its UIDs. */
export function withClassicUids(fingerprint: Fingerprint, uids: ClassicUids): Fingerprint {
  const parts = fingerprint.parts.map((part) => {
    const classicUid = uids.parts.get(part.name);
    return classicUid === undefined ? part : { ...part, records: { ...part.records, classicUid } };
  });
  return { ...fingerprint, records: { ...fingerprint.records, classicUid: uids.whole }, parts };
}
