/** Random permutations of which only the first places are wanted: Fisher and Yates' shuffle, undone by forgetting. */
import type { Random } from '../core.ts';

/** A permutation of 0 to k − 1, begun anew for each record at no cost. */
export class LazyPermutation {
  readonly #places: Uint32Array;
  readonly #round: Uint32Array;
  #current = 0;

  constructor(k: number) {
    this.#places = new Uint32Array(k);
    this.#round = new Uint32Array(k);
  }

  /** Begins a new permutation. */
  begin(): void {
    this.#current++;
  }

  /** The next place, after `step` others have been taken. */
  take(step: number, random: Random): number {
    const other = step + Math.floor(random.uniform() * (this.#places.length - step));
    const place = this.#at(other);
    this.#places[other] = this.#at(step);
    this.#round[other] = this.#current;
    return place;
  }

  #at(index: number): number {
    return this.#round[index] === this.#current ? this.#places[index]! : index;
  }
}
