/**
 * Globs as fsspec has them: `*` and `?` stay inside a path segment, `**` is a segment that stands for any number of
 * them, `[abc]`, `[a-z]`, `[!a]`. Time is at most pattern length times path length, whatever the two are.
 */

/** Whether a path is a glob. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** A glob that matches `path` alone. */
export function escapeGlob(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

/** A glob, ready to match. */
export interface Glob {
  /** Whether a path matches, which is also given by its segments. */
  matches(path: string, segments: readonly string[]): boolean;
}

/** One character of a segment. */
type Token = { readonly kind: 'star' | 'any' } | { readonly kind: 'literal'; readonly character: string } | CharacterSet;

interface CharacterSet {
  readonly kind: 'set';
  readonly isNegated: boolean;
  /** Code points, first and last. */
  readonly ranges: readonly (readonly [number, number])[];
}

const anySegments = '**';
const knownSegmentCount = 10_000;

/** Undefined for a pattern with `**` as a part of a segment, which fsspec refuses. */
export function compileGlob(pattern: string): Glob | undefined {
  const parts = pattern.split('/');
  if (parts.some((part) => part !== anySegments && part.includes(anySegments))) return undefined;
  const matchers = parts.map((part) => (part === anySegments ? null : segmentMatcher(tokensOf(part))));
  // Most paths of a large repository have not even the words of a pattern.
  const words = matchers.flatMap((matcher) => (matcher === null || matcher.word === '' ? [] : [matcher.word]));
  return { matches: (path, segments) => words.every((word) => path.includes(word)) && matchSegments(matchers, segments) };
}

interface SegmentMatcher {
  /** What every segment that matches holds. */
  readonly word: string;
  matches(segment: string): boolean;
}

/** Names of folders come again and again: what is known of them is kept. */
function segmentMatcher(tokens: readonly Token[]): SegmentMatcher {
  const word = longestWord(tokens);
  const known = new Map<string, boolean>();
  const matches = (segment: string): boolean => {
    if (!segment.includes(word)) return false;
    const before = known.get(segment);
    if (before !== undefined) return before;
    const isMatch = matchGreedily(tokens, Array.from(segment), (token) => token.kind === 'star', matchCharacter, false);
    if (known.size < knownSegmentCount) known.set(segment, isMatch);
    return isMatch;
  };
  return { word, matches };
}

function longestWord(tokens: readonly Token[]): string {
  let [longest, current] = ['', ''];
  for (const token of tokens) {
    current = token.kind === 'literal' ? current + token.character : '';
    if (current.length > longest.length) longest = current;
  }
  return longest;
}

/** Null stands for `**`: one or more segments at the end, none or more before. */
function matchSegments(parts: readonly (SegmentMatcher | null)[], segments: readonly string[]): boolean {
  const endsOpen = parts.at(-1) === null;
  const closed = endsOpen ? parts.slice(0, -1) : parts;
  return matchGreedily(closed, segments, (part) => part === null, (part, segment) => part!.matches(segment), endsOpen);
}

/**
 * Matches items where some stand for any number of others: at a mismatch, the last of those takes one more. With
 * `endsOpen` the items need to match a beginning only, and something has to follow it.
 */
function matchGreedily<Item, Unit>(items: readonly Item[], units: readonly Unit[], standsForAny: (item: Item) => boolean, matches: (item: Item, unit: Unit) => boolean, endsOpen: boolean): boolean {
  let [item, unit] = [0, 0];
  let [lastAny, resume] = [-1, 0];
  for (;;) {
    if (item === items.length && (endsOpen ? unit < units.length : unit === units.length)) return true;
    if (item < items.length && standsForAny(items[item]!)) {
      [lastAny, resume] = [item++, unit];
    } else if (item < items.length && unit < units.length && matches(items[item]!, units[unit]!)) {
      item++;
      unit++;
    } else {
      if (lastAny === -1 || resume >= units.length) return false;
      [item, unit] = [lastAny + 1, ++resume];
    }
  }
}

function matchCharacter(token: Token, character: string): boolean {
  if (token.kind !== 'set') return token.kind === 'any' || (token.kind === 'literal' && token.character === character);
  const codePoint = character.codePointAt(0)!;
  return token.ranges.some(([first, last]) => codePoint >= first && codePoint <= last) !== token.isNegated;
}

function tokensOf(part: string): readonly Token[] {
  const characters = Array.from(part);
  const tokens: Token[] = [];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!;
    const end = character === '[' ? setEnd(characters, index + 1) : -1;
    if (end !== -1) {
      tokens.push(setOf(characters.slice(index + 1, end)));
      index = end;
    } else if (character !== '*') {
      tokens.push(character === '?' ? { kind: 'any' } : { kind: 'literal', character });
    } else {
      tokens.push({ kind: 'star' });
    }
  }
  return tokens;
}

/** The index of the `]` that closes a set; -1 where none does, and the `[` stands for itself. */
function setEnd(characters: readonly string[], start: number): number {
  let first = start;
  if (characters[first] === '!') first++;
  // A bracket at the beginning is a member.
  return characters.indexOf(']', first + 1);
}

function setOf(content: readonly string[]): CharacterSet {
  const isNegated = content[0] === '!';
  const members = isNegated ? content.slice(1) : content;
  const ranges: (readonly [number, number])[] = [];
  for (let index = 0; index < members.length; index++) {
    const first = members[index]!.codePointAt(0)!;
    const isRange = members[index + 1] === '-' && index + 2 < members.length;
    const last = isRange ? members[index + 2]!.codePointAt(0)! : first;
    // A range that ends before it begins has no members.
    if (first <= last) ranges.push([first, last]);
    if (isRange) index += 2;
  }
  return { kind: 'set', isNegated, ranges };
}
