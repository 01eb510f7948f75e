/** A module's export as a source: a dataset, tensors, a source, or a function that gives one. Runs the module's code. */
import { DatasigError, InvalidArgumentError, SourceError } from '@datasig/core';
import type { Batch, OpenRequest, ReadOptions, Shard, Source, SourceDescription } from '@datasig/core/spec';
import { dataset } from './dataset.ts';
import { type ModuleLocation, parseLocation } from './module-location.ts';
import type { DatasetOptions } from './options.ts';
import { isDataset } from './tensor-like.ts';
import { areTensors, tensors } from './tensors.ts';

/**
 * Imports the module and opens its export.
 *
 * @throws InvalidArgumentError `invalid-location`; SourceError `source-not-found`, `source-unreadable` where the
 * module's own code fails
 */
export async function openModule(request: OpenRequest): Promise<Source> {
  const location = parseLocation(request);
  const members = await guard(location, async () => (await import(/* @vite-ignore */ location.url)) as Readonly<Record<string, unknown>>);
  const { exportName, file } = location;
  if (!Object.hasOwn(members, exportName)) {
    throw new InvalidArgumentError('invalid-location', `${file} exports no ${JSON.stringify(exportName)}; it has ${Object.keys(members).map((name) => JSON.stringify(name)).join(', ') || 'none'}`, { context: { file } });
  }
  const exported = members[exportName];
  const value = typeof exported === 'function' ? await guard(location, async () => (exported as () => unknown)()) : await exported;
  return new ModuleSource(sourceOf(value, location, request.options as DatasetOptions), location);
}

function sourceOf(value: unknown, { file, exportName }: ModuleLocation, options: DatasetOptions): Source {
  if (isSource(value)) {
    const [option] = Object.keys(options);
    if (option === undefined) return value;
    throw new InvalidArgumentError('invalid-argument', `option ${JSON.stringify(option)}: ${file}#${exportName} is a source, which has its own`, { context: { option } });
  }
  if (isDataset(value)) return dataset(value, options);
  if (areTensors(value)) return tensors(value, options);
  throw new InvalidArgumentError('invalid-location', `${file}#${exportName} is no tf.data.Dataset, no tensors such as { xs, ys }, and no function that gives one`, { context: { file } });
}

function isSource(value: unknown): value is Source {
  return (value as Partial<Source> | null | undefined)?.specVersion === 'v1';
}

/** What the export is, under the module's name; its own errors are told apart from ours. */
class ModuleSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly #source: Source;
  readonly #location: ModuleLocation;

  constructor(source: Source, location: ModuleLocation) {
    this.#source = source;
    this.#location = location;
  }

  async describe(signal?: AbortSignal): Promise<SourceDescription> {
    const { file, exportName } = this.#location;
    const stem = file.replace(/\.[cm]?[jt]s$/, '');
    const description = await guard(this.#location, () => this.#source.describe(signal));
    return { ...description, name: description.name === 'tensors' ? (exportName === 'default' ? stem : `${stem}-${exportName}`) : description.name, location: exportName === 'default' ? file : `${file}#${exportName}` };
  }

  shards(): Promise<readonly Shard[]> {
    return this.#source.shards();
  }

  async *read(shard: Shard, options: ReadOptions = {}): AsyncIterable<Batch> {
    const batches = this.#source.read(shard, options)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await guard(this.#location, () => batches.next(), options.signal);
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await batches.return?.();
    }
  }

  async close(): Promise<void> {
    await this.#source.close?.();
  }
}

/** The name of a foreign error and where it was thrown; its message may quote data. */
async function guard<Result>({ file }: ModuleLocation, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (DatasigError.is(error) || signal?.aborted === true) throw error;
    const { name = typeof error, stack = '' } = error instanceof Error ? error : {};
    const place = /([^\s/\\(]+:\d+:\d+)/.exec(stack)?.[1];
    throw new SourceError('source-unreadable', `${file}: its own code failed with ${name}${place === undefined ? '' : ` at ${place}`}`, { cause: error });
  }
}
