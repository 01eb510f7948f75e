/** Units of TFRecord files: one a file; where the files are splits of TensorFlow Datasets, splits are parts. */
import { SourceError } from '@datasig/core';
import { shardOf, splitOf, withoutShard } from '../tfrecord/names.ts';
import { baseNameOf, folderOf, inFolder } from './file-name.ts';
import { stemOf } from './format-name.ts';
import type { DataFile } from './recognize.ts';
import type { Unit } from './unit.ts';

/** In the order of the files. @throws SourceError `source-not-found` where a folder has some shards of a file and lacks others */
export function formRecordUnits(files: readonly DataFile[], { perFile = false }: { readonly perFile?: boolean }): readonly Unit[] {
  assertWhole(files);
  const splits = files.map(({ name }) => splitPart(name));
  const isSplit = splits.every((split) => split !== undefined) && new Set(splits).size > 1;
  return files.map((file, index) => {
    const part = file.part ?? (perFile ? inFolder(folderOf(file.name), stemOf(file.name)) : isSplit ? splits[index] : undefined);
    return { name: file.name, shown: file.shown, ...(part !== undefined && { part }), files: [file] };
  });
}

function splitPart(name: string): string | undefined {
  const split = splitOf(baseNameOf(name));
  return split === undefined ? undefined : inFolder(folderOf(name), split);
}

/** Who names a shard wants that one; who names a folder wants all there were. */
function assertWhole(files: readonly DataFile[]): void {
  const found = files.filter(({ named, name }) => !named && shardOf(name) !== undefined);
  for (const [whole, shards] of Map.groupBy(found, ({ name }) => withoutShard(name))) {
    const names = shards.map(({ name }) => shardOf(name)!);
    const { count } = names[0]!;
    const there = new Set(names.filter((each) => each.count === count && each.index < count).map(({ index }) => index));
    if (there.size === count && names.length === count) continue;
    throw new SourceError('source-not-found', `${whole}: of ${count} shards ${there.size} are here${names.length > there.size ? ', and some of another number' : ''}; get the others, or name those to read`, { context: { file: shards[0]!.shown } });
  }
}
