/**
 * Pairs of SuperMinHash sketches of random sets, stage by stage: in stage s every record takes one more of the places
 * that it has not taken yet, and a place holds the smallest value of its first stage. Later stages change nothing once
 * a set has a value in every place, which is soon; Ertl's own order, record by record, goes through far more.
 */
import { emptyBin, type PairSizes, type Random, simulateOnePermutation } from '../core.ts';
import { mergeMinima, type Minima } from './minima.ts';

/** With so many records a place, the chance that a place gets none of the first values is below 10^-6 at k = 4096. */
const recordsForFirstValues = 24;

/** Minima of A and B. */
export function drawSuperMinHash(random: Random, { both, onlyA, onlyB }: PairSizes, k: number): [Minima, Minima] {
  const enough = recordsForFirstValues * k;
  if (both >= enough || (both + onlyA >= enough && both + onlyB >= enough)) {
    const [common, a, b] = [both, onlyA, onlyB].map((size) => firstValues(random, size, k)) as [Minima, Minima, Minima];
    const drawn = [mergeMinima(common, a), mergeMinima(common, b)] as const;
    if (drawn.every((minima) => !minima.includes(1))) return [...drawn];
  }
  return drawByStages(random, { both, onlyA, onlyB }, k);
}

/** First values are even over places, as in bins; 1 where there is none. */
function firstValues(random: Random, size: number, k: number): Minima {
  const [, { hashes }] = simulateOnePermutation(random, { both: 0, onlyA: 0, onlyB: size }, k, k);
  return Float64Array.from(hashes, (hash) => (hash === emptyBin ? 1 : Number(hash) / 2 ** 64 / k));
}

/** One set while it is drawn: its minima, and how many places have no value yet. */
interface Drawn {
  readonly minima: Minima;
  left: number;
}

function drawByStages(random: Random, { both, onlyA, onlyB }: PairSizes, k: number): [Minima, Minima] {
  const begin = (size: number): Drawn => ({ minima: new Float64Array(k).fill(1), left: size === 0 ? 0 : k });
  const [a, b] = [begin(both + onlyA), begin(both + onlyB)];
  const groups = ([[both, [a, b]], [onlyA, [a]], [onlyB, [b]]] as const).map(([size, sets]) => ({ size, sets, taken: size < recordsForFirstValues * k ? new PlacesTaken(size, k) : null }));
  for (let stage = 0; a.left > 0 || b.left > 0; stage++) {
    // Values in stages behind a set's last do not change it; within a stage all count.
    for (const { size, sets, taken } of groups.filter((group) => group.sets.some(({ left }) => left > 0))) {
      // So many records fill their set in the first stage.
      const values = taken === null ? firstValues(random, size, k) : null;
      for (let index = 0; index < (values === null ? size : k); index++) {
        const place = values === null ? taken!.take(index, random) : index;
        const value = values === null ? (stage + random.uniform()) / k : values[place]!;
        for (const set of sets) {
          if (value >= set.minima[place]!) continue;
          if (set.minima[place] === 1) set.left--;
          set.minima[place] = value;
        }
      }
    }
  }
  return [a.minima, b.minima];
}

/** Which places the records of a group have taken, a bit each. */
class PlacesTaken {
  readonly #bits: Uint32Array;
  readonly #wordsOfRecord: number;
  readonly #k: number;

  constructor(size: number, k: number) {
    this.#wordsOfRecord = Math.ceil(k / 32);
    this.#bits = new Uint32Array(size * this.#wordsOfRecord);
    this.#k = k;
  }

  /** A place that the record has not taken, any of them alike. */
  take(record: number, random: Random): number {
    for (;;) {
      const place = Math.floor(random.uniform() * this.#k);
      const word = record * this.#wordsOfRecord + (place >>> 5);
      const bit = 1 << (place & 31);
      if ((this.#bits[word]! & bit) !== 0) continue;
      this.#bits[word]! |= bit;
      return place;
    }
  }
}
