/** Names of TFRecord files: many are one of several shards, which comes last, as in `mnist-train.tfrecord-00000-of-00001`. */

const shardEnding = /\.(?:tfrecords?|tfrec)-(\d+)-of-(\d+)$/i;
const splitName = /-([^-]+)\.tfrecord-\d+-of-\d+$/;
/** What TensorFlow Datasets writes beside its records. */
const sideNames: ReadonlySet<string> = new Set(['features.json', 'dataset_info.json']);
const sideEndings = ['.labels.txt', '.image.json'];

/** A shard, and of how many. */
export interface ShardName {
  /** The name without it: what the shards of one file share. */
  readonly whole: string;
  readonly index: number;
  readonly count: number;
}

/** The name without the shard. */
export function withoutShard(name: string): string {
  return shardOf(name)?.whole ?? name;
}

/** What shard the name is of; undefined where it is of none. */
export function shardOf(name: string): ShardName | undefined {
  const found = shardEnding.exec(name);
  return found === null ? undefined : { whole: name.slice(0, name.length - `-${found[1]}-of-${found[2]}`.length), index: Number(found[1]), count: Number(found[2]) };
}

/** The split that a file of TensorFlow Datasets belongs to: `train` of `mnist-train.tfrecord-00000-of-00001`. */
export function splitOf(name: string): string | undefined {
  return splitName.exec(name)?.[1];
}

/** Whether a file tells of the records beside it, and is none of them. `baseName` without folders. */
export function isSideName(baseName: string): boolean {
  return sideNames.has(baseName) || sideEndings.some((ending) => baseName.endsWith(ending));
}
