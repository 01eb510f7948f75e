/** What a comparison suggests for a side, as settings. */
import { DatasigError, type Finding, parseCast } from '@datasig/core';
import { splitWords } from './command-line.ts';
import type { Settings } from './settings.ts';

/** The settings with a suggested option; undefined where the page does not know it. */
export function withSuggestion(settings: Settings, { option }: NonNullable<Finding['suggestion']>): Settings | undefined {
  const [name, value = ''] = splitWords(option);
  switch (name) {
    case '--pixels':
      return { ...settings, pixels: true };
    case '--null':
      return { ...settings, nullTokens: [...new Set([...settings.nullTokens, value])] };
    case '--rename': {
      const index = value.indexOf('=');
      return index === -1 ? undefined : { ...settings, rename: { ...settings.rename, [value.slice(0, index)]: value.slice(index + 1) } };
    }
    case '--cast': {
      const entry = castEntry(value);
      return entry === undefined ? undefined : { ...settings, casts: { ...settings.casts, [entry[0]]: entry[1] } };
    }
    default:
      return undefined;
  }
}

/** What a suggestion does, in words; undefined where the page does not know it. */
export function describeSuggestion({ side, option }: NonNullable<Finding['suggestion']>): string | undefined {
  const [name, value = ''] = splitWords(option);
  const label = side.toUpperCase();
  switch (name) {
    case '--pixels':
      return `Read the images of ${label} as pixels`;
    case '--null':
      return value === '' ? `Read empty text in ${label} as no value` : `Read “${value}” in ${label} as no value`;
    case '--rename': {
      const index = value.indexOf('=');
      return index === -1 ? undefined : `Take “${value.slice(0, index)}” of ${label} for “${value.slice(index + 1)}”`;
    }
    case '--cast': {
      const entry = castEntry(value);
      return entry === undefined ? undefined : `Read “${entry[0]}” of ${label} as ${entry[1]}`;
    }
    default:
      return undefined;
  }
}

/** `column=cast`; a name may hold `=`, so the first one after which a cast stands counts. */
function castEntry(text: string): [string, string] | undefined {
  for (let index = text.indexOf('='); index !== -1; index = text.indexOf('=', index + 1)) {
    if (isCast(text.slice(index + 1))) return [text.slice(0, index), text.slice(index + 1)];
  }
  return undefined;
}

function isCast(text: string): boolean {
  try {
    parseCast(text);
    return true;
  } catch (error) {
    if (DatasigError.is(error)) return false;
    throw error;
  }
}
