/**
 * The YAML at the beginning of a README: what Hugging Face calls the dataset card. Scalars mean what YAML 1.1 says, as
 * PyYAML has it, which Hugging Face datasets reads it with.
 */
import { SourceError } from '@datasig/core';
import { LineCounter, parseDocument, type ScalarTag, type Tags } from 'yaml';

/** YAML as data; times of day and dates are instants. */
export type Yaml = null | boolean | number | string | Date | readonly Yaml[] | YamlMap;
/** A mapping. */
export interface YamlMap {
  readonly [name: string]: Yaml;
}

/** Longer front matter is refused; datasets of a thousand configs have about 1 MB. */
export const frontMatterLimit: number = 4 * 1024 * 1024;
const aliasLimit = 100;

const trueWords = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const falseWords = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const pointAndExponent = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)[eE][-+][0-9]+$/;
const opening = /^[ \t\n\r\f\v]*---(?:\r\n|\r|\n)/;
const closing = /(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|$)/g;

/** The YAML between the lines of `---` at the beginning of a README; undefined where there is none. */
export function splitFrontMatter(readme: string): string | undefined {
  // A byte order mark is not counted as text.
  const text = readme.replace(/^\ufeff/, '');
  const start = opening.exec(text)?.[0].length;
  if (start === undefined) return undefined;
  closing.lastIndex = start;
  const end = closing.exec(text)?.index;
  return end === undefined ? undefined : text.slice(start, end);
}

/**
 * Reads YAML that holds a mapping; nothing is an empty one.
 *
 * @param file how messages call it
 * @throws SourceError `invalid-repository` with the line, counted from the first of the YAML
 */
export function parseYamlMap(text: string, file: string): YamlMap {
  if (text.length > frontMatterLimit) throw invalid(file, `has ${text.length} characters of YAML; at most ${frontMatterLimit} are read`);
  const value = parse(text, file);
  if (value === null) return {};
  const map = asMap(value);
  if (map === undefined) throw invalid(file, 'expected a mapping of names and values');
  return map;
}

/** A mapping, or undefined. */
export function asMap(value: Yaml | undefined): YamlMap | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) ? (value as YamlMap) : undefined;
}

/** What Python takes for true. */
export function isTruthy(value: Yaml | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  const map = asMap(value);
  return map === undefined ? Boolean(value) : Object.keys(map).length > 0;
}

function parse(text: string, file: string): Yaml {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { version: '1.1', customTags: pyYamlTags, uniqueKeys: false, prettyErrors: false, logLevel: 'error', lineCounter: lines });
    const [error] = document.errors;
    if (error !== undefined) throw invalid(file, `line ${lines.linePos(error.pos[0]).line} of its YAML: ${error.code.toLowerCase().replaceAll('_', ' ')}`);
    const value = document.toJS({ maxAliasCount: aliasLimit }) as Yaml;
    if (holdsItself(value, new Set(), new Set())) throw invalid(file, 'its YAML has an alias of what it is part of');
    return value;
  } catch (error) {
    if (error instanceof SourceError) throw error;
    // An alias too many or one to nothing, a mapping as a key, or a stack that is full.
    throw invalid(file, 'its YAML cannot be read', error);
  }
}

/** Whether an alias leads back to what it is part of. The parser bounds the depth of the rest. */
function holdsItself(value: Yaml, around: Set<object>, known: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || known.has(value)) return false;
  if (around.has(value)) return true;
  around.add(value);
  const holds = Object.values(value).some((each) => holdsItself(each as Yaml, around, known));
  around.delete(value);
  known.add(value);
  return holds;
}

/** PyYAML's own reading of plain words, where it differs. */
function pyYamlTags(tags: Tags): Tags {
  return tags.map((tag) => (typeof tag === 'object' && tag.collection === undefined ? pyYamlTag(tag) : tag));
}

function pyYamlTag(tag: ScalarTag): ScalarTag {
  if (tag.tag === 'tag:yaml.org,2002:bool') return { ...tag, test: tag.test?.test('yes') === true ? trueWords : falseWords };
  return tag.tag === 'tag:yaml.org,2002:float' && tag.format === 'EXP' ? { ...tag, test: pointAndExponent } : tag;
}

function invalid(file: string, reason: string, cause?: unknown): SourceError {
  return new SourceError('invalid-repository', `${file}: ${reason}; name the files, such as hf:owner/name/data/*.csv`, { context: { file }, cause });
}
