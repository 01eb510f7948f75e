/** What a dataset card says of configs, splits and features: `configs` and `dataset_info` of the front matter. */
import { SourceError } from '@datasig/core';
import type { SplitPatterns } from './default-patterns.ts';
import { asMap, isTruthy, parseYamlMap, splitFrontMatter, type Yaml, type YamlMap } from './front-matter.ts';
import { isSplitName } from './split-name.ts';

/** One config as the card has it. */
export interface CardConfig {
  readonly name: string;
  /** Patterns by split; absent = the default patterns of the folder. */
  readonly dataFiles?: SplitPatterns;
  /** The folder that patterns begin at. */
  readonly dataDirectory?: string;
  readonly isDefault: boolean;
  /** Options of the reader, as they stand there. */
  readonly options: YamlMap;
  /** Features of the config in the form of YAML. */
  readonly features?: Yaml;
  /** What the user should know of it. */
  readonly warning?: string;
}

/** What `dataset_info` says of one config. */
export interface CardInfo {
  /** In the form of YAML. */
  readonly features?: Yaml;
  /** Number of records by split. */
  readonly recordCounts: ReadonlyMap<string, number>;
}

/** A dataset card. */
export interface DatasetCard {
  /** By name, in order; of two of one name the later counts. */
  readonly configs: ReadonlyMap<string, CardConfig>;
  readonly infos: ReadonlyMap<string, CardInfo>;
}

/** The texts that a card is made of. */
export interface CardTexts {
  /** `README.md` of the repository. */
  readonly readme?: string | undefined;
  /** `.huggingface.yaml` of the repository, whose members replace those of the README. */
  readonly settings?: string | undefined;
}

/** Where {@link CardTexts.settings} stands in a repository. */
export const settingsPath = '.huggingface.yaml';

const ownMembers: ReadonlySet<string> = new Set(['config_name', 'data_files', 'data_dir', 'default', 'features', 'version', 'description']);
const place = 'README.md';

/** @throws SourceError `invalid-repository` when the YAML is broken, or says of configs what Hugging Face datasets refuses */
export function readDatasetCard({ readme, settings }: CardTexts): DatasetCard {
  const frontMatter = readme === undefined ? undefined : splitFrontMatter(readme);
  const members = { ...(frontMatter !== undefined && parseYamlMap(frontMatter, place)), ...(settings !== undefined && parseYamlMap(settings, settingsPath)) };
  return { configs: readConfigs(members['configs']), infos: readInfos(members['dataset_info']) };
}

function readConfigs(value: Yaml | undefined): ReadonlyMap<string, CardConfig> {
  if (!isTruthy(value)) return new Map();
  if (!Array.isArray(value)) throw invalid('configs: expected a list');
  return new Map(value.map((each: Yaml) => readConfig(each)).map((config) => [config.name, config]));
}

function readConfig(value: Yaml): CardConfig {
  const members = asMap(value);
  const name = members?.['config_name'];
  if (members === undefined || typeof name !== 'string') throw invalid('configs: expected each to have a config_name that is text; other names need quotes');
  const dataDirectory = members['data_dir'] ?? undefined;
  if (dataDirectory !== undefined && typeof dataDirectory !== 'string') throw invalid(`config ${JSON.stringify(name)}: expected data_dir to be text`);
  const dataFiles = members['data_files'] ?? undefined;
  return {
    name,
    ...(dataFiles !== undefined && { dataFiles: readDataFiles(dataFiles, name) }),
    ...(dataDirectory !== undefined && { dataDirectory }),
    isDefault: isTruthy(members['default']),
    options: Object.fromEntries(Object.entries(members).filter(([member]) => !ownMembers.has(member))),
    ...(isTruthy(members['features']) && { features: members['features']! }),
  };
}

function readDataFiles(value: Yaml, config: string): SplitPatterns {
  const expected = `config ${JSON.stringify(config)}: expected data_files to be a path, a list of paths, or a list of {split, path} with names of splits like train_1`;
  if (typeof value === 'string') return new Map([['train', [value]]]);
  if (!Array.isArray(value)) throw invalid(expected);
  const items = value as readonly Yaml[];
  if (items.every((item) => typeof item === 'string')) return new Map([['train', items]]);
  const splits = new Map<string, readonly string[]>();
  for (const item of items) {
    const { split, path, ...others } = asMap(item) ?? {};
    const paths = typeof path === 'string' ? [path] : path;
    const isEntry = typeof split === 'string' && isSplitName(split) && Array.isArray(paths) && paths.every((each) => typeof each === 'string') && Object.keys(others).length === 0;
    if (!isEntry) throw invalid(expected);
    if (splits.has(split)) throw invalid(`config ${JSON.stringify(config)}: split ${JSON.stringify(split)} stands there twice`);
    splits.set(split, paths as readonly string[]);
  }
  return splits;
}

/** What is not as expected says nothing: the data tell it again. */
function readInfos(value: Yaml | undefined): ReadonlyMap<string, CardInfo> {
  const infos = Array.isArray(value) ? (value as readonly Yaml[]) : [value ?? null];
  const maps = infos.map((info) => asMap(info)).filter((info) => info !== undefined);
  return new Map(maps.map((info) => [typeof info['config_name'] === 'string' ? info['config_name'] : 'default', readInfo(info)]));
}

function readInfo(info: YamlMap): CardInfo {
  const splits = Array.isArray(info['splits']) ? (info['splits'] as readonly Yaml[]).map((split) => asMap(split)) : [];
  const recordCounts = new Map<string, number>();
  for (const split of splits) {
    const [name, count] = [split?.['name'], split?.['num_examples']];
    if (typeof name === 'string' && Number.isSafeInteger(count)) recordCounts.set(name, count as number);
  }
  return { ...(isTruthy(info['features']) && { features: info['features']! }), recordCounts };
}

/** @throws SourceError `invalid-repository` */
export function invalid(reason: string): SourceError {
  return new SourceError('invalid-repository', `${place}: ${reason}; name the files, such as hf:owner/name/data/*.csv`);
}
