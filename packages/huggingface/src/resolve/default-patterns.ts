/** Which patterns stand for a dataset's splits when nobody wrote any: the first family that matches a file. */
import { compareText, SourceError } from '@datasig/core';
import { fileNameOf } from './modules.ts';
import { isSplitName } from './split-name.ts';

/** Patterns by split, in order. */
export type SplitPatterns = ReadonlyMap<string, readonly string[]>;

const fiveDigits = '[0-9][0-9][0-9][0-9][0-9]';
const shardEnding = `-${fiveDigits}-of-${fiveDigits}*.*`;
/** The same as a regular expression of the library reads it: the last star belongs to the digit before it. */
const shardName = /^(.+)-[0-9]{5}-of-[0-9]{4,}/;
const separator = '[-._ 0-9]';
const keywords: SplitKeywords = [
  ['train', ['train', 'training']],
  ['validation', ['validation', 'valid', 'dev', 'val']],
  ['test', ['test', 'testing', 'eval', 'evaluation']],
];
const inFolderNames: readonly string[] = ['**/{keyword}/**', '**/{keyword}{separator}*/**', '**/*{separator}{keyword}/**', '**/*{separator}{keyword}{separator}*/**'];
const inFileNames: readonly string[] = ['**/{keyword}{separator}*', '**/*{separator}{keyword}{separator}*'];

type SplitKeywords = readonly (readonly [split: string, keywords: readonly string[]])[];

/** What comes before `data/{split}-NNNNN-of-NNNNN*.*` did not match, in order. */
const families: readonly SplitPatterns[] = [
  new Map([['logs', ['**/*.eval']]]),
  new Map([['test', ['**/task.toml', '**/instruction.md']]]),
  keywordFamily(inFolderNames),
  keywordFamily(inFileNames),
  new Map([['train', ['**']]]),
];

function keywordFamily(bases: readonly string[]): SplitPatterns {
  const fill = (base: string, keyword: string): string => base.replaceAll('{keyword}', keyword).replaceAll('{separator}', separator);
  return new Map(keywords.map(([split, words]) => [split, words.flatMap((word) => bases.map((base) => fill(base, word)))]));
}

/**
 * The patterns of a folder.
 *
 * @param matching the files below the folder that a pattern matches, whatever their endings
 * @throws SourceError `invalid-repository` for a name of shards that is no name of a split
 */
export function findDefaultPatterns(matching: (pattern: string) => readonly string[]): SplitPatterns | undefined {
  const shards = matching(`data/*${shardEnding}`);
  if (shards.length > 0) return shardPatterns(shards);
  for (const family of families) {
    const found = [...family].filter(([, patterns]) => patterns.some((pattern) => matching(pattern).length > 0));
    if (found.length > 0) return new Map(found);
  }
  return undefined;
}

function shardPatterns(paths: readonly string[]): SplitPatterns {
  const splits = new Set(paths.map((path) => splitOfShard(path)));
  return new Map(sortSplits([...splits]).map((split) => [split, [`data/${split}${shardEnding}`]]));
}

/** The usual splits first, then the others by the bytes of their names. */
export function sortSplits(splits: readonly string[]): readonly string[] {
  const usual = keywords.map(([split]) => split);
  return [...usual.filter((split) => splits.includes(split)), ...splits.filter((split) => !usual.includes(split)).sort(compareText)];
}

function splitOfShard(path: string): string {
  const split = shardName.exec(fileNameOf(path))?.[1] ?? '';
  if (isSplitName(split)) return split;
  throw new SourceError('invalid-repository', `${path}: ${JSON.stringify(split)} is no name of a split: letters, digits, "_", and "." between them; name the files, such as hf:owner/name/data/*.parquet`, { context: { file: path } });
}
