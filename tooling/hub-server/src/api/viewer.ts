/** The dataset viewer: which Parquet files the Hub made of a dataset, from the files of `refs/convert/parquet`. */
import { type Answer, HubError, json, redirect } from '../answer.ts';
import { encodePath, type HubRequest } from '../hub-request.ts';
import { type HubState, accessible } from '../hub-state.ts';
import type { Repository } from '../store/repository.ts';
import { readCard } from './info.ts';
import type { Target } from './target.ts';

const convertRef = 'refs/convert/parquet';

interface ParquetFile {
  readonly config: string;
  readonly split: string;
  readonly filename: string;
  readonly url: string;
  readonly size: number;
}

/** `config/split/0000.parquet` is the layout of the ref. */
async function parquetFiles(request: HubRequest, repository: Repository): Promise<readonly ParquetFile[]> {
  const commit = await repository.commit(convertRef);
  if (commit === undefined) throw new HubError(404, 'EntryNotFound', 'Parquet files not found');
  return commit.entries.flatMap((entry) => {
    const [, config, split, filename] = /^([^/]+)\/([^/]+)\/([^/]+\.parquet)$/u.exec(entry.path) ?? [];
    if (entry.type !== 'file' || config === undefined || split === undefined || filename === undefined) return [];
    const url = `${request.base}/datasets/${repository.name}/resolve/${encodeURIComponent(convertRef)}/${encodePath(entry.path)}`;
    return [{ config, split, filename, url, size: entry.file.content.byteLength }];
  });
}

/** `GET /api/datasets/{name}/parquet[/{config}[/{split}[/{n}.parquet]]]`. */
export async function answerParquet(state: HubState, request: HubRequest, target: Target): Promise<Answer> {
  const repository = accessible(state, request, target.name, 'content');
  const files = await parquetFiles(request, repository);
  const headers = { 'X-Revision': repository.options.viewer?.revision ?? await repository.sha() };
  const [config, split, name] = target.rest;
  const urls = (wanted: string, part: string): readonly string[] => files.filter((file) => file.config === wanted && file.split === part).map(({ url }) => url);
  const splits = (wanted: string): readonly string[] => [...new Set(files.filter((file) => file.config === wanted).map((file) => file.split))];
  const bySplit = (wanted: string): object => Object.fromEntries(splits(wanted).map((part) => [part, urls(wanted, part)]));
  if (config === undefined) return json(Object.fromEntries([...new Set(files.map((file) => file.config))].map((one) => [one, bySplit(one)])), headers);
  if (splits(config).length === 0) throw new HubError(404, 'EntryNotFound', `Config ${config} not found`);
  if (split === undefined) return json(bySplit(config), headers);
  if (name === undefined) return json(urls(config, split), headers);
  const url = urls(config, split)[Number(/^(\d+)\.parquet$/u.exec(name)?.[1] ?? 'none')];
  if (url === undefined) throw new HubError(404, 'EntryNotFound', 'Parquet file not found');
  return redirect(302, url, headers);
}

/** `GET /{parquet|splits|info}?dataset={name}`, as the viewer's own host answers. */
export async function answerViewer(state: HubState, request: HubRequest): Promise<Answer> {
  const name = request.query.get('dataset');
  if (name === null) throw new HubError(422, 'MissingRequiredParameter', "Parameter 'dataset' is required");
  const repository = accessible(state, request, state.renames.get(name) ?? name, 'content');
  const files = await parquetFiles(request, repository);
  const { partial = false, pending = [], failed = [], revision } = repository.options.viewer ?? {};
  const rest = { pending, failed, partial };
  const headers = { 'X-Revision': revision ?? await repository.sha() };
  if (request.path === '/info') return json({ dataset_info: await infoByConfig(repository), ...rest }, headers);
  if (request.path === '/parquet') return json({ parquet_files: files.map((file) => ({ dataset: name, ...file })), ...rest }, headers);
  const splits = [...new Map(files.map(({ config, split }) => [`${config}/${split}`, { dataset: name, config, split }])).values()];
  return json({ splits, ...rest }, headers);
}

/** What the card says of its configs. */
async function infoByConfig(repository: Repository): Promise<object> {
  const card = await readCard((await repository.commit())!) as { readonly dataset_info?: unknown } | undefined;
  const infos = [card?.dataset_info ?? []].flat() as readonly { readonly config_name?: string }[];
  return Object.fromEntries(infos.map((info) => [info.config_name ?? 'default', info]));
}
