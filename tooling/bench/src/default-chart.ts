/** The chart of a benchmark that has none of its own. */
import type { Chart } from '@datasig/chart';
import type { Measurement, Result, Unit } from './result.ts';

/** What an axis of a unit says. */
export const axisNames: Readonly<Record<Unit, string>> = {
  ms: 'milliseconds',
  'ns/record': 'nanoseconds a record',
  MiB: 'MiB',
  shards: 'shards',
};

/** All measurements of the unit that most have, one bar each. */
export function defaultChart({ title, measurements }: Result): Chart {
  const units = Map.groupBy(measurements, ({ unit }) => unit);
  const [unit, shown] = [...units].reduce((most, each) => (each[1].length > most[1].length ? each : most));
  return chartOf(title, unit, shown);
}

function chartOf(title: string, unit: Unit, measurements: readonly Measurement[]): Chart {
  return {
    title,
    axis: axisNames[unit],
    scale: 'linear',
    series: [unit],
    groups: measurements.map(({ name, ...spread }) => ({ name, bars: [{ series: unit, spread }] })),
  };
}
