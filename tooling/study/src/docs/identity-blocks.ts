/** Tables of the part `identity`. */
import { formatNumber, markdownTable } from '@datasig/chart';
import type { IdentityResult } from '../identity/part.ts';

type Results = readonly IdentityResult[];

/** What a collision by lattice reduction costs. */
export function latticeTable(results: Results): string {
  const rows = results.flatMap((each) => (each.attack === 'lattice' ? [[`2^${each.log2Copies}`, formatNumber(each.blockSize), formatNumber(each.recordCount), each.coreBits.toFixed(0), each.sieveBits.toFixed(0)]] : []));
  return markdownTable({ heads: ['copies allowed', 'block size', 'records combined', 'bits, core-SVP', 'bits, with a sieve\'s overhead'], rows });
}

/** What else was computed and built. */
export function otherCollisions(results: Results): string {
  return results
    .flatMap((each) => {
      if (each.attack === 'wagner') return [`Wagner's generalised birthday on ${formatNumber(each.outputBits)} bits that add up: 2^${each.bits.toFixed(0)}.`];
      if (each.attack === 'parity') return [`With 2^${each.log2Copies} copies only parities are left: of ${formatNumber(each.candidates)} made-up records, two datasets of ${each.recordsOfEach} each, none in common, ${each.sameUid ? 'have one UID' : 'were to have one UID, and have not'}.`];
      return [];
    })
    .join('\n');
}
