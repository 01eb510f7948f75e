/**
 * What someone can do to an estimate who may add and drop records, and knows how sketches are made: they keep the few
 * records that a sketch shows, and choose all others so that it does not show them.
 */
import { isDeepStrictEqual } from 'node:util';
import { digestsOfTexts, joinDigests, sliceDigests, type Digests } from '../digests.ts';
import type { Scheme, Setting } from '../schemes/scheme.ts';

/** A dataset as texts; a digest of each is what sketches see. */
export type Texts = readonly string[];

/** How the attacker digests: as everybody does, or, where the defender has a key, with one of their own. */
export interface Attacker {
  readonly scheme: Scheme<unknown>;
  readonly setting: Setting;
  readonly key: Uint8Array | undefined;
}

/** The records of a dataset that its sketch shows, and what the search took. */
export interface Shown {
  readonly texts: Texts;
  readonly sketch: unknown;
}

/** Records that a sketch does not show, and how many were tried for each. */
export interface Hidden {
  readonly texts: Texts;
  readonly triesPerRecord: number;
}

/** How many new records are tried at a time. */
const batch = 64;

/**
 * Few records with the sketch of all. In one pass those are kept that change the sketch of what is kept so far; a
 * second pass, backwards, drops those that a later one made needless.
 */
export function findShown({ scheme, setting, key }: Attacker, texts: Texts): Shown {
  const keep = (candidates: Texts): Shown => {
    const digests = digestsOfTexts(candidates, key);
    let sketch = scheme.sketch(sliceDigests(digests, 0, 0), setting);
    const kept = candidates.filter((_, index) => {
      const more = scheme.merge(sketch, scheme.sketch(sliceDigests(digests, index, index + 1), setting));
      if (isDeepStrictEqual(more, sketch)) return false;
      sketch = more;
      return true;
    });
    return { texts: kept, sketch };
  };
  return keep(keep(texts).texts.toReversed());
}

/** New records that do not change `sketch`, found by trying. */
export function findHidden({ scheme, setting, key }: Attacker, sketch: unknown, count: number): Hidden {
  const texts: string[] = [];
  let tried = 0;
  while (texts.length < count) {
    const candidates = Array.from({ length: batch }, (_, index) => `altered record ${tried + index}`);
    const digests = digestsOfTexts(candidates, key);
    candidates.forEach((text, index) => {
      if (texts.length >= count) return;
      tried++;
      const more = scheme.merge(sketch, scheme.sketch(sliceDigests(digests, index, index + 1), setting));
      if (isDeepStrictEqual(more, sketch)) texts.push(text);
    });
  }
  return { texts, triesPerRecord: tried / count };
}

/** Digests of a dataset in one go. */
export function digestDataset(parts: readonly Texts[], key: Uint8Array | undefined): Digests {
  return joinDigests(...parts.map((texts) => digestsOfTexts(texts, key)));
}
