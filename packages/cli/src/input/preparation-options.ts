/** `--cast`, `--null`, `--columns`, `--rename`: how records are prepared. */
import { type Cast, InvalidArgumentError, parseCast, type Preparation } from '@datasig/core';

/** The options as the user writes them. */
export interface PreparationOptions {
  readonly cast?: readonly string[];
  readonly null?: readonly string[];
  readonly columns?: readonly string[];
  readonly rename?: readonly string[];
}

/** The preparation; undefined where no option asks for one. @throws InvalidArgumentError */
export function parsePreparation({ cast, null: nullTokens, columns, rename }: PreparationOptions): Preparation | undefined {
  if (cast === undefined && nullTokens === undefined && columns === undefined && rename === undefined) return undefined;
  return {
    ...(columns !== undefined && { columns: columns.flatMap(splitNames) }),
    ...(rename !== undefined && { rename: toRecord('--rename', rename.map(parseRename)) }),
    ...(nullTokens !== undefined && { nullTokens }),
    ...(cast !== undefined && { casts: toRecord('--cast', cast.map(parseColumnCast)) }),
  };
}

/** Names between commas; one that holds a comma or a quote stands in quotes, as in CSV. */
function splitNames(list: string): string[] {
  if (!/^(?:"(?:[^"]|"")*"|[^",][^,]*|)(?:,(?:"(?:[^"]|"")*"|[^",][^,]*|))*$/.test(list)) {
    throw new InvalidArgumentError('invalid-argument', `--columns ${JSON.stringify(list)}: expected names between commas, such as a,b or '"a,b",c'`, { context: { parameter: '--columns', value: list } });
  }
  return [...list.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!);
}

/** `column=type`; a name may be empty or hold `=`, so the first one after which a cast stands counts. */
function parseColumnCast(text: string): [string, Cast] {
  for (let index = text.indexOf('='); index !== -1; index = text.indexOf('=', index + 1)) {
    try {
      return [text.slice(0, index), parseCast(text.slice(index + 1))];
    } catch {
      // The next `=` may be the one.
    }
  }
  const index = text.indexOf('=');
  if (index !== -1) parseCast(text.slice(index + 1));
  throw new InvalidArgumentError('invalid-argument', `--cast ${JSON.stringify(text)}: expected column=type, such as --cast id=integer`, { context: { parameter: '--cast', value: text } });
}

function parseRename(text: string): [string, string] {
  const index = text.indexOf('=');
  if (index !== -1) return [text.slice(0, index), text.slice(index + 1)];
  throw new InvalidArgumentError('invalid-argument', `--rename ${JSON.stringify(text)}: expected old=new, such as --rename ID=id`, { context: { parameter: '--rename', value: text } });
}

function toRecord<T>(option: string, entries: readonly (readonly [string, T])[]): Record<string, T> {
  const twice = entries.find(([name], index) => entries.findIndex(([other]) => other === name) !== index);
  if (twice === undefined) return Object.fromEntries(entries);
  throw new InvalidArgumentError('invalid-argument', `${option} names column ${JSON.stringify(twice[0])} twice`, { context: { parameter: option, column: twice[0] } });
}
