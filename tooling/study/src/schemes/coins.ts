/** How many of some fair coins fall on one side: Binomial(count, 1/2), exactly. */
import type { Random } from '../core.ts';

/** For as many coins: the chances of at most 0, 1 … ones. */
interface CoinTable {
  readonly coins: number;
  readonly cumulative: Float64Array;
}

/** Thousands of coins at a time, then hundreds; what is left is counted in random words. */
const tables: readonly CoinTable[] = [tableOf(4096), tableOf(256)];

/** Ones among `count` coins. */
export function countHeads(random: Random, count: number): number {
  let [heads, left] = [0, count];
  for (const { coins, cumulative } of tables) {
    for (; left >= coins; left -= coins) heads += firstAtLeast(cumulative, random.uniform());
  }
  for (; left > 0; left -= 32) {
    const bits = random.uint32();
    heads += countOnes(left >= 32 ? bits : bits & (2 ** left - 1));
  }
  return heads;
}

/** From the middle outwards, where the ends would be below the smallest number. */
function tableOf(coins: number): CoinTable {
  const chances = new Float64Array(coins + 1);
  const middle = coins / 2;
  chances[middle] = 1;
  for (let ones = middle; ones < coins; ones++) {
    chances[ones + 1] = (chances[ones]! * (coins - ones)) / (ones + 1);
    chances[coins - ones - 1] = chances[ones + 1]!;
  }
  const sum = chances.reduce((total, chance) => total + chance, 0);
  let below = 0;
  return { coins, cumulative: chances.map((chance) => (below += chance / sum)) };
}

function firstAtLeast(cumulative: Float64Array, level: number): number {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! < level) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ones of a word, by sums of ever wider fields (Warren, "Hacker's Delight", §5-1). */
function countOnes(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
