/** Axes and what is drawn. */
import { expect, test } from 'vitest';
import { linearAxis, logarithmicAxis } from './axis.ts';
import type { Chart } from './chart.ts';
import { renderChart } from './bar-chart.ts';
import { type LineChart, renderLineCharts } from './line-chart.ts';

const spread = (median: number) => ({ median, min: median * 0.9, max: median * 1.5, runs: 5 });
const chart: Chart = {
  title: 'a < b & "c"',
  axis: 'nanoseconds',
  scale: 'linear',
  series: ['ours', 'theirs'],
  groups: [
    { name: 'first', bars: [{ series: 'ours', spread: spread(100) }, { series: 'theirs', spread: spread(200) }] },
    { name: 'second', bars: [{ series: 'theirs', spread: spread(50) }] },
  ],
};

test.each([0.03, 0.9, 1, 7, 24, 61, 99.9, 300, 123_456])('a linear axis begins at 0, has few round ticks and room for %d', (largest) => {
  const { place, ticks } = linearAxis(largest);
  expect([place(0), ticks[0]]).toEqual([0, 0]);
  expect(place(largest)).toBeLessThanOrEqual(1);
  expect(place(largest)).toBeGreaterThan(0.5);
  expect(place(ticks.at(-1)!)).toBeCloseTo(1);
  expect(ticks.length).toBeGreaterThan(3);
  expect(ticks.length).toBeLessThan(9);
});

test('a linear axis may begin elsewhere', () => {
  const { place, ticks } = linearAxis(100, 70);
  expect([place(70), place(100), place(85)]).toEqual([0, 1, 0.5]);
  expect(ticks).toEqual([70, 75, 80, 85, 90, 95, 100]);
});

test.each([[3, 4], [150, 35_000], [0.02, 0.9], [1, 1e9], [10, 10]])('a logarithmic axis has room for %d to %d and few ticks', (smallest, largest) => {
  const { place, ticks } = logarithmicAxis(smallest, largest);
  expect(place(smallest)).toBeGreaterThanOrEqual(0);
  expect(place(largest)).toBeLessThanOrEqual(1 + 1e-9);
  expect(place(Math.sqrt(ticks[0]! * ticks.at(-1)!))).toBeGreaterThan(0);
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks.length).toBeLessThan(13);
});

test('a bar is as long as its median, and its line goes from the smallest to the largest', () => {
  const svg = renderChart(chart, 'note');
  const widths = [...svg.matchAll(/<rect class="c\d" x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="14"/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(3);
  expect(widths[1]! / widths[0]!).toBeCloseTo(2, 2);
  expect(widths[1]! / widths[2]!).toBeCloseTo(4, 1);
  const [, from, to] = /class="whisker" d="M([\d.]+) [\d.]+v6M[\d.]+ [\d.]+H([\d.]+)/.exec(svg)!;
  expect((Number(to) - Number(from)) / widths[0]!).toBeCloseTo(0.6, 2);
});

test('texts are escaped, and everything stays inside', () => {
  for (const scale of ['linear', 'logarithmic'] as const) {
    const svg = renderChart({ ...chart, scale }, 'note');
    expect(svg).toContain('<title>a &lt; b &amp; &quot;c&quot;</title>');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!;
    const places = (name: string): number[] => [...svg.matchAll(new RegExp(` ${name}="([\\d.-]+)"`, 'g'))].map(([, place]) => Number(place));
    expect(Math.max(...places('x'), ...places('cx'))).toBeLessThan(Number(width));
    expect(Math.max(...places('y'), ...places('cy'))).toBeLessThan(Number(height));
    expect(Math.min(...places('x'), ...places('y'), ...places('cx'))).toBeGreaterThanOrEqual(0);
  }
});

test('a legend stands only where there are several series', () => {
  expect(renderChart(chart, '').match(/width="10"/g)).toHaveLength(2);
  expect(renderChart({ ...chart, series: ['ours'] }, '')).not.toContain('width="10"');
});

test('a logarithmic axis refuses zero', () => {
  const groups = [{ name: 'zero', bars: [{ series: 'ours', spread: { median: 0, min: 0, max: 1, runs: 2 } }] }];
  expect(() => renderChart({ ...chart, scale: 'logarithmic', groups }, '')).toThrow('no place for 0');
});

const lines: LineChart = {
  title: 'error',
  across: 'J',
  places: ['0', '0.5', '1'],
  up: '%',
  scale: 'logarithmic',
  series: Array.from({ length: 9 }, (_, index) => `series number ${index}`),
  panels: [
    { title: 'first', lines: [{ series: 'series number 0', values: [1, 10, 100] }, { series: 'series number 8', values: [0, null, 3] }] },
    { title: 'second', lines: [{ series: 'series number 1', values: [2, 3, 4] }] },
  ],
};

test('lines go through their values, broken where there is none, and stay inside', () => {
  const svg = renderLineCharts(lines, 'note');
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  const plotted = svg.slice(svg.indexOf('>first<'));
  const [first, broken] = [...plotted.matchAll(/ d="(M[^"]*)"/g)].map(([, path]) => path!).filter((path) => !path.includes('z'));
  const heights = [...first!.matchAll(/ ([\d.]+)/g)].map(([, height]) => Number(height));
  expect(heights[0]! - heights[1]!).toBeCloseTo(heights[1]! - heights[2]!, 0);
  expect([first, broken].map((path) => path!.match(/[ML]/g)!.join(''))).toEqual(['MLL', 'M']);
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!;
  for (const [, x, y] of svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)) expect([Number(x) < Number(width), Number(y) < Number(height)]).toEqual([true, true]);
});

test('the legend shows the dashes and the marker of a line, also where colours come again', () => {
  const svg = renderLineCharts(lines, 'note');
  const legend = svg.slice(0, svg.indexOf('>first<'));
  const samples = [...legend.matchAll(/<path class="(c\d)" style="fill:none" stroke-width="1.6"( stroke-dasharray="[^"]*")? d="M[\d.]+ (\d+)H[\d.]+"\/>\n<(circle|path) class="(c\d)"[^>]*\/>\n<text[^>]*>(series number \d)</g)];
  expect(samples.map(([, , , , , , name]) => name)).toEqual(lines.series);
  expect(samples.map(([, line, , , , marker]) => line === marker)).toEqual(lines.series.map(() => true));
  // Nine series in two rows; the eighth has the colour of the first.
  expect(new Set(samples.map(([, , , y]) => y)).size).toBe(2);
  expect(samples[7]![1]).toBe(samples[0]![1]);
  expect(new Set(samples.map(([, colour, dashes]) => `${colour}${dashes}`)).size).toBe(lines.series.length);
  expect([samples[0]![4], samples[7]![4]]).toEqual(['circle', 'path']);
  const broken = svg.slice(svg.indexOf('>first<'));
  expect(broken).toContain('class="c1" style="fill:none" stroke-width="1.6" stroke-dasharray="6 3"');
});
