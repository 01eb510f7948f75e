/**
 * A random pair of sets of hashes as the binary tree of their bits, of which only what is looked at is drawn: a node
 * knows how many hashes of each group are below it, and divides them among its halves when a search goes further down.
 */
import type { PairSizes, Random } from '../core.ts';
import { countHeads } from './coins.ts';

/** Bits of a hash, as two words: the upper one has what is over 32. */
export const hashBits: number = 53;
const upperBits = hashBits - 32;
/** Nodes that a tree has room for at first. */
const firstCapacity = 1024;

/** For each node one number. */
type Column = Uint32Array;

/** A tree of random hashes; what was drawn stays, so that all searches see the same sets. */
export class XorTree {
  readonly #random: Random;
  /** Hashes of each group: in both sets, in A only, in B only. */
  #both: Column = new Uint32Array(firstCapacity);
  #onlyA: Column = new Uint32Array(firstCapacity);
  #onlyB: Column = new Uint32Array(firstCapacity);
  /** The node for bit 0, which that for bit 1 follows; 0 where it is not divided yet. */
  #halves: Column = new Uint32Array(firstCapacity);
  /** The bits of a node's only hash, of which those from its depth on count, and whether they are drawn. */
  #uppers: Column = new Uint32Array(firstCapacity);
  #lowers: Column = new Uint32Array(firstCapacity);
  #isDrawn: Column = new Uint32Array(firstCapacity);
  #nodeCount = 0;

  constructor(random: Random, { both, onlyA, onlyB }: PairSizes) {
    this.#random = random;
    this.#addNode(both, onlyA, onlyB);
  }

  /** The smallest hash ⊕ mask of A as a share of 2^53, 1 where A is empty; the mask is an integer below 2^53. */
  smallestInA(mask: number): number {
    return this.#smallest(mask, true);
  }

  /** The same of B. */
  smallestInB(mask: number): number {
    return this.#smallest(mask, false);
  }

  #smallest(mask: number, ofA: boolean): number {
    if (this.#isEmpty(0, ofA)) return 1;
    const upperMask = Math.floor(mask / 2 ** 32);
    const lowerMask = mask >>> 0;
    let [node, depth, upper, lower] = [0, 0, 0, 0];
    for (; depth < hashBits && this.#both[node]! + this.#onlyA[node]! + this.#onlyB[node]! > 1; depth++) {
      if (this.#halves[node] === 0) this.#divide(node);
      const place = depth < upperBits ? upperBits - 1 - depth : hashBits - 1 - depth;
      const bit = ((depth < upperBits ? upperMask : lowerMask) >>> place) & 1;
      const halves = this.#halves[node]!;
      node = halves + bit;
      if (!this.#isEmpty(node, ofA)) continue;
      node = halves + 1 - bit;
      if (depth < upperBits) upper += 2 ** place;
      else lower += 2 ** place;
    }
    if (this.#isDrawn[node] === 0) this.#drawRest(node);
    const upperRest = depth < upperBits ? 2 ** (upperBits - depth) - 1 : 0;
    const lowerRest = depth <= upperBits ? 0xffff_ffff : 2 ** (hashBits - depth) - 1;
    upper += (this.#uppers[node]! ^ upperMask) & upperRest;
    lower += ((this.#lowers[node]! ^ lowerMask) & lowerRest) >>> 0;
    return (upper * 2 ** 32 + lower) / 2 ** hashBits;
  }

  #isEmpty(node: number, ofA: boolean): boolean {
    return this.#both[node] === 0 && (ofA ? this.#onlyA : this.#onlyB)[node] === 0;
  }

  #divide(node: number): void {
    const [both, onlyA, onlyB] = [this.#both[node]!, this.#onlyA[node]!, this.#onlyB[node]!];
    const [bothBelow, onlyABelow, onlyBBelow] = [countHeads(this.#random, both), countHeads(this.#random, onlyA), countHeads(this.#random, onlyB)];
    const halves = this.#addNode(bothBelow, onlyABelow, onlyBBelow);
    this.#addNode(both - bothBelow, onlyA - onlyABelow, onlyB - onlyBBelow);
    this.#halves[node] = halves;
  }

  #addNode(both: number, onlyA: number, onlyB: number): number {
    if (this.#nodeCount === this.#both.length) this.#grow();
    this.#both[this.#nodeCount] = both;
    this.#onlyA[this.#nodeCount] = onlyA;
    this.#onlyB[this.#nodeCount] = onlyB;
    return this.#nodeCount++;
  }

  #grow(): void {
    const larger = (column: Column): Column => {
      const grown = new Uint32Array(2 * column.length);
      grown.set(column);
      return grown;
    };
    [this.#both, this.#onlyA, this.#onlyB, this.#halves] = [larger(this.#both), larger(this.#onlyA), larger(this.#onlyB), larger(this.#halves)];
    [this.#uppers, this.#lowers, this.#isDrawn] = [larger(this.#uppers), larger(this.#lowers), larger(this.#isDrawn)];
  }

  #drawRest(node: number): void {
    this.#uppers[node] = this.#random.uint32();
    this.#lowers[node] = this.#random.uint32();
    this.#isDrawn[node] = 1;
  }
}
