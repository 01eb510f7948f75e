/** Tables of the part `privacy`. */
import { formatNumber, markdownTable } from '@datasig/chart';
import type { PrivacyResult } from '../privacy/part.ts';
import { percent } from './text.ts';

type Results = readonly PrivacyResult[];

/** Records guessed one by one. */
export function guessTable(results: Results): string {
  const time = results.find((each) => each.attack === 'time' && each.of === 'record');
  const rows = results.filter((each) => each.attack === 'sketch').map(({ population, keyed, records, distinct, shown, guesses, confirmed, ruledOut, ruledOutWrongly }) => [
    `${population}, ${keyed ? 'keyed' : 'plain'}`,
    ...[records, distinct, guesses, shown, confirmed].map(formatNumber),
    percent(confirmed / distinct),
    formatNumber(ruledOut),
    formatNumber(ruledOutWrongly),
  ]);
  const table = markdownTable({ heads: ['dataset', 'records', 'distinct', 'guesses', 'hashes shown', 'records confirmed', 'of all distinct, %', 'ruled out', 'of these wrongly'], rows });
  return time?.attack === 'time' ? `${table}\n\nA guess takes ${formatNumber(time.nanosecondsPerGuess / 1000)} µs on one thread of Node.` : table;
}

/** What identity and state give away. */
export function identityTable(results: Results): string {
  const rows = results.flatMap((each) => {
    if (each.attack === 'uid') return [[`UID, ${each.people} people, ${each.keyed ? 'keyed' : 'plain'}`, formatNumber(each.guesses), each.confirmed > 0 ? '**all answers**' : 'nothing']];
    if (each.attack === 'state') return [[`state, ${formatNumber(each.candidates)} candidates, ${formatNumber(each.records)} records, ${each.keyed ? 'keyed' : 'plain'}`, '0', each.confirmed ? '**all counts, confirmed by the UID**' : `nothing (${each.right} counts right)`]];
    return [];
  });
  return markdownTable({ heads: ['fingerprint', 'guesses', 'learnt'], rows });
}
