/** Name, config and split of a Hub dataset to its files, by the rules of Hugging Face datasets. */
import { InvalidArgumentError, SourceError } from '@datasig/core';
import { readConvertedCard } from './converted-card.ts';
import { type CardConfig, type CardInfo, type CardTexts, type DatasetCard, invalid, readDatasetCard } from './dataset-card.ts';
import { type FeatureMap, readCardFeatures } from './card-features.ts';
import { findConfigFiles, findNamedFiles, type SplitPaths } from './find-files.ts';
import { type FolderRules, readFolderRules } from './folder-rules.ts';
import type { YamlMap } from './front-matter.ts';
import { inferArchivedModule, inferCommonModule, type InferredModule, insideArchives } from './infer-module.ts';
import { fileNameOf, isArchive, isFolderMetadata, takesPath } from './modules.ts';
import { listNames } from './name-list.ts';
import { type HubFormat, readableFormat } from './readable-format.ts';
import { RepositoryPaths } from './repository-paths.ts';

/** A repository at one commit, and what is wanted of it. */
export interface ResolveRequest extends CardTexts {
  /** `owner/name`. */
  readonly name: string;
  /** The revision as it was named; that of the Hub's Parquet copies gives paths a meaning of their own. */
  readonly revision?: string | undefined;
  /** The paths of all files. */
  readonly paths: readonly string[];
  /** Absent = the default one. */
  readonly config?: string | undefined;
  /** A path, glob or folder in place of what the config says of files. */
  readonly pattern?: string | undefined;
  /** Paths inside the archives of an earlier result, archive by archive, whose format it could not tell. */
  readonly archivedPaths?: readonly string[] | undefined;
}

/** A config and its files. */
export interface ResolvedDataset {
  readonly config: string;
  /** The names of all configs, in order. */
  readonly configs: readonly string[];
  /** `zip` where only the files in archives tell it: ask again with {@link ResolveRequest.archivedPaths}. */
  readonly format: HubFormat | 'zip';
  /** Options of the reader as the card has them, such as `delimiter`, `header`, `field`; `sep` also from the ending .tsv. */
  readonly readerOptions: YamlMap;
  /** Features that the card declares, in the form of file metadata; those of the config itself win. */
  readonly features?: FeatureMap;
  readonly splits: readonly ResolvedSplit[];
  /** Folders of images or sounds only. */
  readonly folder?: FolderRules;
  /** What the user should know, a sentence each. */
  readonly warnings: readonly string[];
}

/** A split and its files. */
interface ResolvedSplit {
  readonly name: string;
  /** In order; a file that two patterns of the split match comes twice, and so do its records. */
  readonly paths: readonly string[];
  /** Metadata files of folders of images or sounds. */
  readonly metadataPaths: readonly string[];
  /** How many records the card says there are. */
  readonly recordCount?: number;
}

/**
 * Finds the files of a config.
 *
 * @throws InvalidArgumentError `unknown-config`, `invalid-location` for a pattern that is none
 * @throws SourceError `source-not-found`, `mixed-formats`, `unsupported-format`, `invalid-repository`
 */
export function resolveDataFiles(request: ResolveRequest): ResolvedDataset {
  const { name, pattern } = request;
  const files = new RepositoryPaths(request.paths);
  if (pattern === undefined) refuseScript(files, name);
  const { card, warnings } = readCard(request);
  const configs = card.configs.size > 0 ? [...card.configs.keys()] : [defaultName];
  const config = chooseConfig(card, configs, request);
  const own = card.configs.get(config);
  const found = pattern === undefined ? findConfigFiles(files, own, config) : findNamedFiles(files, pattern);
  const inferred = inferCommonModule(found.splits, found.what);
  const module = inferred === insideArchives && request.archivedPaths !== undefined ? inferArchivedModule(request.archivedPaths) : inferred;
  if (module === undefined) throw new SourceError('source-not-found', `${found.what}: no file in the archives has the ending of a known format`);
  // Of files that a config or the user names none is left out.
  const isKept = found.named || (own !== undefined && pattern === undefined) ? () => true : module === insideArchives ? isArchive : (path: string) => takesPath(module.module, path);
  const splits = new Map([...(found.taken ?? found.splits)].map(([split, paths]) => [split, paths.filter(isKept)]));
  return describe({ name, config, configs, own, info: card.infos.get(config), module, splits, archivedPaths: request.archivedPaths ?? [], isWhole: pattern === undefined, warnings: [...warnings, ...(own?.warning === undefined ? [] : [own.warning]), ...found.warnings] });
}

const defaultName = 'default';

/** That of the names of the Hub's Parquet copy, or of the README. A broken one is in nobody's way who names files and no config. */
function readCard(request: ResolveRequest): { readonly card: DatasetCard; readonly warnings: readonly string[] } {
  const converted = request.pattern === undefined ? readConvertedCard(request.paths, request.revision) : undefined;
  try {
    return { card: converted ?? readDatasetCard(request), warnings: [] };
  } catch (error) {
    if (request.pattern === undefined || request.config !== undefined || !(error instanceof SourceError)) throw error;
    return { card: { configs: new Map(), infos: new Map() }, warnings: [`the front matter is left out: ${error.message}`] };
  }
}

function refuseScript(files: RepositoryPaths, name: string): void {
  const script = `${name.slice(name.lastIndexOf('/') + 1)}.py`;
  if (files.has(script)) throw new SourceError('unsupported-format', `${name}: its data are made by a Python script, ${script}, which is not run; read the Hub's Parquet copy, if there is one: hf:${name}@refs/convert/parquet`, { context: { file: script } });
}

/** @throws InvalidArgumentError `unknown-config` naming those that there are */
function chooseConfig(card: DatasetCard, configs: readonly string[], { name, config, pattern }: ResolveRequest): string {
  if (config !== undefined) {
    if (configs.includes(config)) return config;
    throw new InvalidArgumentError('unknown-config', `${name} has no config ${JSON.stringify(config)}; it has ${listNames(configs)}`, { context: { config, configs } });
  }
  const marked = [...card.configs.values()].filter((each) => each.isDefault || each.name === defaultName);
  if (configs.length > 1 && marked.length > 1 && pattern === undefined) throw invalid(`several configs are the default one: ${listNames(marked.map((each) => each.name))}`);
  const only = configs.length === 1 ? configs[0] : marked.length === 1 ? marked[0]!.name : undefined;
  if (only !== undefined) return only;
  const [described] = card.infos.keys();
  if (card.infos.size === 1 && card.configs.has(described!)) return described!;
  if (pattern !== undefined) return defaultName;
  throw new InvalidArgumentError('unknown-config', `${name} has several configs and no default one; name one with --config: ${listNames(configs)}`, { context: { configs } });
}

interface Described {
  readonly name: string;
  readonly config: string;
  readonly configs: readonly string[];
  readonly own: CardConfig | undefined;
  readonly info: CardInfo | undefined;
  readonly module: InferredModule | typeof insideArchives;
  readonly splits: SplitPaths;
  readonly archivedPaths: readonly string[];
  /** Whether the config's own files are read, so that what the card says of them holds. */
  readonly isWhole: boolean;
  readonly warnings: readonly string[];
}

function describe({ name, config, configs, own, info, module, splits, archivedPaths, isWhole, warnings }: Described): ResolvedDataset {
  const readerOptions: YamlMap = { ...(module !== insideArchives && module.separator !== undefined && { sep: module.separator }), ...own?.options };
  const format = readableFormat(module, readerOptions, splits, name);
  const isFolder = format === 'imagefolder' || format === 'audiofolder';
  const isMetadata = (path: string): boolean => isFolder && isFolderMetadata(fileNameOf(path));
  const resolved = [...splits].map(([split, paths]): ResolvedSplit => {
    const recordCount = isWhole ? info?.recordCounts.get(split) : undefined;
    return { name: split, paths: paths.filter((path) => !isMetadata(path)), metadataPaths: paths.filter(isMetadata), ...(recordCount !== undefined && { recordCount }) };
  });
  const declared = own?.features ?? (isWhole ? info?.features : undefined);
  const features = declared === undefined ? undefined : readCardFeatures(declared);
  const unreadable = declared !== undefined && features === undefined ? ['the features in the front matter of README.md cannot be read; columns are read as they are stored'] : [];
  return { config, configs, format, readerOptions, ...(features !== undefined && { features }), splits: resolved, ...(isFolder && { folder: readFolderRules(readerOptions, resolved, archivedPaths) }), warnings: [...warnings, ...unreadable, ...resolved.flatMap(repeatedFiles)] };
}

function repeatedFiles({ name, paths }: ResolvedSplit): readonly string[] {
  const seen = new Set<string>();
  const repeated = new Set(paths.filter((path) => seen.size === seen.add(path).size));
  return repeated.size === 0 ? [] : [`split ${JSON.stringify(name)} reads ${listNames([...repeated])} more than once, as Hugging Face datasets does, because several of its patterns match`];
}
