/** Words as a shell takes them. */

/** The word itself, in single quotes where a shell would take it for more than one plain word. */
export function quoteForShell(word: string): string {
  return /^[\w./:=@%+,#-]+$/.test(word) && !word.startsWith('#') ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
