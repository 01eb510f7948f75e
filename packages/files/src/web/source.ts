/** The source over files of a page. */
import { compareText, InvalidArgumentError } from '@datasig/core';
import type { Batch, PlanOptions, ReadOptions, Shard, Source, SourceDescription, SourcePosition } from '@datasig/core/spec';
import { type DatasetOptions, FileDataset, isFingerprintName, stemOf } from '@datasig/formats/dataset';
import { parseIdxName, splitCompression } from '@datasig/formats';
import { BlobFiles, type NamedBlob } from './blob-files.ts';

/** What to fingerprint and how to read it; structured-cloneable as a whole. */
export interface WebFilesOptions extends DatasetOptions {
  /** At least one; names are unique. */
  readonly files: readonly NamedBlob[];
  /** Name of the folder that the files are in: hidden files and fingerprints in it are then no data. */
  readonly folder?: string;
  /** Name of the dataset; default: as the command names the same file or folder. */
  readonly name?: string;
}

/**
 * All files together as one dataset. The fingerprint has the bytes of that which the command makes of the same file,
 * folder or pair of IDX files.
 *
 * @throws InvalidArgumentError `invalid-location` for no files, or two of one name
 */
export function webFiles(options: WebFilesOptions): Source {
  return new WebFilesSource(options);
}

class WebFilesSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly #origin: Pick<SourceDescription, 'name' | 'location'>;
  readonly #dataset: FileDataset;

  constructor({ files, folder, name, ...options }: WebFilesOptions) {
    const chosen = folder === undefined ? files : files.filter((file) => isVisible(file.name));
    const store = new BlobFiles(sorted(chosen), folder === undefined);
    const origin = originOf(files, folder);
    this.#origin = name === undefined ? origin : { ...origin, name };
    this.#dataset = new FileDataset({ store, options, where: origin.location, list: async () => store.all() });
  }

  async describe(signal?: AbortSignal): Promise<SourceDescription> {
    return { ...this.#origin, connector: 'files', ...(await this.#dataset.describe(signal)) };
  }

  shards(options?: PlanOptions): Promise<readonly Shard[]> {
    return this.#dataset.shards(options);
  }

  read(shard: Shard, options?: ReadOptions): AsyncIterable<Batch> {
    return this.#dataset.read(shard, options);
  }

  locate(shard: Shard, position: SourcePosition): Promise<SourcePosition> {
    return this.#dataset.locate(shard, position);
  }
}

function isVisible(path: string): boolean {
  return !isFingerprintName(path) && !path.split('/').some((segment) => segment.startsWith('.'));
}

function sorted(files: readonly NamedBlob[]): readonly NamedBlob[] {
  const inOrder = [...files].sort((a, b) => compareText(a.name, b.name));
  const twice = inOrder.find(({ name }, index) => index > 0 && name === inOrder[index - 1]!.name);
  if (twice !== undefined) throw new InvalidArgumentError('invalid-location', `there are two files ${twice.name}; choose one of them, or the folder that holds both`, { context: { file: twice.name } });
  return inOrder;
}

/** One file, or the images of one IDX pair, stand for themselves, as where the command is given their path. */
function originOf(files: readonly NamedBlob[], folder: string | undefined): Pick<SourceDescription, 'name' | 'location'> {
  if (folder !== undefined) return { name: folder, location: folder };
  const [first, ...others] = files.filter(({ name }) => parseIdxName(splitCompression(name).name)?.role !== 'labels');
  const isOne = first !== undefined && (files.length === 1 || (others.length === 0 && files.length === 2));
  return isOne ? { name: stemOf(first.name), location: first.name } : { name: 'files', location: 'files' };
}
