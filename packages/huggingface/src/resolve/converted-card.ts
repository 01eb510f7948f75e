/**
 * The Parquet copies that the Hub keeps of many datasets at `refs/convert/parquet`: `CONFIG/SPLIT/0000.parquet`, or
 * `CONFIG/partial-SPLIT/0000.parquet` where only a beginning was converted. They have no card of their own.
 */
import { compareText } from '@datasig/core';
import type { CardConfig, DatasetCard } from './dataset-card.ts';
import { sortSplits } from './default-patterns.ts';
import { escapeGlob } from './glob.ts';
import { listNames } from './name-list.ts';

const convertedRevision = 'refs/convert/parquet';
const convertedFile = /^([^/]+)\/(partial-)?([^/]+)\/[0-9]{4,}\.parquet$/;

/** What the names of the files say, as a card would; undefined where it is no such copy. */
export function readConvertedCard(paths: readonly string[], revision: string | undefined): DatasetCard | undefined {
  if (revision !== convertedRevision) return undefined;
  const configs = new Map<string, Map<string, string[]>>();
  const partial = new Map<string, Set<string>>();
  for (const path of paths.filter((each) => each.endsWith('.parquet')).sort(compareText)) {
    const match = convertedFile.exec(path);
    if (match === null) return undefined;
    const [, config, part, split] = match as unknown as readonly [string, string, string | undefined, string];
    const splits = configs.get(config) ?? new Map<string, string[]>();
    const files = splits.get(split) ?? [];
    files.push(path);
    configs.set(config, splits.set(split, files));
    if (part !== undefined) partial.set(config, (partial.get(config) ?? new Set()).add(split));
  }
  if (configs.size === 0) return undefined;
  return { configs: new Map([...configs].map(([config, splits]) => [config, configOf(config, splits, partial.get(config) ?? new Set())])), infos: new Map() };
}

function configOf(name: string, splits: ReadonlyMap<string, readonly string[]>, partial: ReadonlySet<string>): CardConfig {
  return {
    name,
    dataFiles: new Map(sortSplits([...splits.keys()]).map((split) => [split, splits.get(split)!.map(escapeGlob)])),
    isDefault: false,
    options: {},
    ...(partial.size > 0 && { warning: `the Hub's Parquet copy has only the beginning of ${listNames([...partial])}` }),
  };
}
