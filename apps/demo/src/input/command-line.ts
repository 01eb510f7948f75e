/** The command that does what the page does. */
import type { Settings } from './settings.ts';

/** The options of `datasig fingerprint` for settings. */
export function optionsOf({ format, perFile, pixels, columns, rename, nullTokens, casts }: Settings): string[] {
  return [
    ...(format === undefined ? [] : ['--format', format]),
    ...(perFile ? ['--per-file'] : []),
    ...(pixels ? ['--pixels'] : []),
    ...(columns === undefined ? [] : ['--columns', columns.map(columnName).join(',')]),
    ...Object.entries(rename).flatMap(([from, to]) => ['--rename', `${from}=${to}`]),
    ...nullTokens.flatMap((token) => ['--null', token]),
    ...Object.entries(casts).flatMap(([name, cast]) => ['--cast', `${name}=${cast}`]),
  ];
}

/** A command as a shell takes it. */
export function commandLine(words: readonly string[]): string {
  return words.map(quote).join(' ');
}

/** The words of an option as a comparison suggests it: those of a shell, with single quotes at most. */
export function splitWords(text: string): string[] {
  const words = text.match(/(?:\\.|'[^']*'|[^\s'\\])+/g) ?? [];
  return words.map((word) => word.replace(/\\(.)|'([^']*)'/g, '$1$2'));
}

function quote(word: string): string {
  return /^[\w.,:=/@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function columnName(name: string): string {
  return /[",]/.test(name) || name === '' ? `"${name.replaceAll('"', '""')}"` : name;
}
