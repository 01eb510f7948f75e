/** What was measured against peers, as tables and chart. */
import type { Chart } from '@datasig/chart';
import { axisNames } from '../default-chart.ts';
import type { Result, ResultTable } from '../result.ts';
import { measurementOf, medianCell, ratioCell, ratioOf } from '../tables.ts';
import { clockSuffix, own } from './measure-input.ts';
import { type Abilities, type InputKind, type NamedAbilities, opensslAlone, ownAbilities, peers, sqliteShell } from './peer.ts';

const abilities = { identity: 'identity', orderFree: 'order-free', overlap: 'overlap', acrossFormats: 'across formats', cryptographic: 'cryptographic' } as const satisfies Record<keyof Abilities, string>;
const others: readonly NamedAbilities[] = [...peers, sqliteShell, opensslAlone];

/** What took part in an input, in the order of the results. */
function namesOf({ measurements }: Result, kind: InputKind): readonly string[] {
  return [...Object.values(own), ...others.map(({ name }) => name)].filter((name) => measurements.some((each) => each.name === `${kind} ${name}`));
}

/** Times of an input, and their ratios to ours. */
export function inputTable(result: Result, kind: InputKind): ResultTable {
  const ratio = (name: string): string => (result.ratios.some((each) => each.name === name) ? ratioCell(ratioOf(result, name)) : '');
  return {
    unit: `${kind}, ns a record`,
    columns: ['CPU', 'clock', `CPU to ${own.name}`, 'clock to two threads'],
    rows: namesOf(result, kind).map((name) => ({
      name,
      cells: [medianCell(measurementOf(result, `${kind} ${name}`)), medianCell(measurementOf(result, `${kind} ${name}${clockSuffix}`)), ratio(`${kind} ${name}`), ratio(`${kind} ${name}${clockSuffix}`)],
    })),
  };
}

/** What each of them can tell. */
export function abilityTable(result: Result, kinds: readonly InputKind[]): ResultTable {
  const present = new Set(kinds.flatMap((kind) => namesOf(result, kind)));
  const rows = [{ name: own.name, ...ownAbilities }, ...others.filter(({ name }) => present.has(name))];
  return {
    unit: 'what it tells',
    columns: Object.values(abilities),
    rows: rows.map((row) => ({ name: row.name, cells: (Object.keys(abilities) as (keyof Abilities)[]).map((ability) => row[ability]) })),
  };
}

/** Times of all inputs, one below the other. */
export function peerChart(result: Result, kinds: readonly InputKind[]): Chart {
  const series = ['datasig', 'others'] as const;
  const ours = new Set<string>(Object.values(own));
  return {
    title: result.title,
    axis: `${axisNames['ns/record']}, CPU time`,
    scale: 'logarithmic',
    series,
    groups: kinds.flatMap((kind) => namesOf(result, kind).map((name) => ({
      name: kinds.length === 1 ? name : `${kind}: ${name}`,
      bars: [{ series: series[ours.has(name) ? 0 : 1], spread: measurementOf(result, `${kind} ${name}`) }],
    }))),
  };
}
