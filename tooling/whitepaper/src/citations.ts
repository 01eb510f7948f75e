/** Citations of a text, `[Broder 1997]` or `Broder [1997]`, and the references they point to. */

const key = /^(?:\p{Lu}[\p{L}.& ]*? \d{4}|RFC \d+|SIMD-\d+)$/u;
const bracket = /\[([^[\]]+)\](?!\()/g;
const named = /(\p{Lu}\p{L}+(?: and \p{Lu}\p{L}+| et al\.)?)(\s+)\[(\d{4})\]/gu;

/** The keys of the list of references, in its order. */
export function referenceKeys(text: string): string[] {
  return [...text.matchAll(/^- \*\*\[([^\]]+)\]\*\*/gm)].map(([, found]) => found!);
}

/** Where the list of references begins. */
export function bodyOf(text: string): string {
  return text.slice(0, text.indexOf('\n## References'));
}

/** Text with every citation replaced by what `replace` makes of its keys; text in brackets that is none stays. */
export function replaceCitations(text: string, replace: (shown: string, key: string) => string): string {
  return text
    .replace(named, (_, names: string, space: string, year: string) => `${names}${space}[${replace(year, `${names.replace(' and ', ' & ')} ${year}`)}]`)
    .replace(bracket, (whole, inside: string) => {
      const parts = inside.split(/,\s+/).map((part) => part.replaceAll('&amp;', '&').replace(/\s+/g, ' '));
      return parts.every((part) => key.test(part)) ? `[${parts.map((part) => replace(part, part)).join(', ')}]` : whole;
    });
}

/** All keys that a text cites. */
export function citedKeys(text: string): Set<string> {
  const found = new Set<string>();
  replaceCitations(text, (shown, cited) => {
    found.add(cited);
    return shown.replaceAll('[', '');
  });
  return found;
}

/** The id of a reference's element. */
export function referenceId(cited: string): string {
  return `ref-${cited.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/-$/, '')}`;
}
