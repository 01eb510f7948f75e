/** Charts as SVG that reads on light and dark pages alike: it brings its own background and follows the reader's scheme. */
import { formatNumber } from '../numbers.ts';
import { type Axis, linearAxis, logarithmicAxis } from './axis.ts';
import type { Chart, ChartBar, ChartGroup } from './chart.ts';

const width = 860;
const margin = 16;
const titleHeight = 30;
const noteHeight = 22;
const legendHeight = 26;
const barHeight = 14;
const barGap = 3;
const groupGap = 10;
const axisHeight = 46;
/** Mean width of a character, wide enough for most. */
const characterWidth = 6.8;
const valueWidth = 64;
const mostLabelWidth = 260;

/** Colours that people with any colour vision tell apart, on light and on dark. */
const colours = [
  ['#0072b2', '#4aa8e0'],
  ['#d55e00', '#f08a3c'],
  ['#009e73', '#2fc79a'],
  ['#8c6bb1', '#b39ad6'],
  ['#c99700', '#e8c14a'],
  ['#6b7280', '#9aa3b2'],
  ['#b3477d', '#e07fb0'],
] as const;

const style = [
  'text{font:12px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1f2328}',
  '.title{font-size:15px;font-weight:600}.quiet{fill:#59636e}.end{text-anchor:end}.middle{text-anchor:middle}',
  '.page{fill:#fff}.grid{stroke:#d1d9e0}.whisker{stroke:#1f2328;fill:none}',
  ...colours.map(([light], index) => `.c${index}{fill:${light};stroke:${light}}`),
  `@media(prefers-color-scheme:dark){text{fill:#e6edf3}.quiet{fill:#9198a1}.page{fill:#0d1117}.grid{stroke:#30363d}.whisker{stroke:#e6edf3}${colours.map(([, dark], index) => `.c${index}{fill:${dark};stroke:${dark}}`).join('')}}`,
].join('');

/** Where the parts of a chart are. */
interface Layout {
  readonly axis: Axis;
  readonly left: number;
  readonly plotWidth: number;
  readonly top: number;
  readonly bottom: number;
}

/** The chart as the text of an SVG file; `note` stands below its title. @throws RangeError when a value is not above 0 on a logarithmic axis */
export function renderChart(chart: Chart, note: string): string {
  const spreads = chart.groups.flatMap(({ bars }) => bars.map(({ spread }) => spread));
  const smallest = Math.min(...spreads.map(({ min }) => min));
  if (chart.scale === 'logarithmic' && !(smallest > 0)) throw new RangeError(`a logarithmic axis has no place for ${smallest}`);
  const largest = Math.max(...spreads.map(({ max }) => max));
  const left = margin + Math.min(mostLabelWidth, Math.max(...chart.groups.map(({ name }) => name.length)) * characterWidth) + 8;
  const top = titleHeight + noteHeight + (chart.series.length > 1 ? legendHeight : 0) + 4;
  const layout: Layout = {
    axis: chart.scale === 'linear' ? linearAxis(largest) : logarithmicAxis(smallest, largest),
    left,
    plotWidth: width - left - valueWidth - margin,
    top,
    bottom: top + chart.groups.reduce((sum, group) => sum + groupHeight(group), 0),
  };
  const height = layout.bottom + axisHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(chart.title)}">`,
    `<title>${escape(chart.title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${margin}" y="22">${escape(chart.title)}</text>`,
    `<text class="quiet" x="${margin}" y="42">${escape(note)}</text>`,
    ...(chart.series.length > 1 ? drawLegend(chart.series) : []),
    ...drawAxis(chart, layout),
    ...drawGroups(chart, layout),
    '</svg>',
    '',
  ].join('\n');
}

function groupHeight({ bars }: ChartGroup): number {
  return bars.length * (barHeight + barGap) + groupGap;
}

function drawLegend(series: readonly string[]): string[] {
  const y = titleHeight + noteHeight + 4;
  let x = margin;
  return series.flatMap((name, index) => {
    const here = x;
    x += 16 + name.length * characterWidth + 18;
    return [`<rect class="c${index % colours.length}" x="${round(here)}" y="${y}" width="10" height="10"/>`, `<text x="${round(here + 16)}" y="${y + 9}">${escape(name)}</text>`];
  });
}

function drawAxis({ axis: label }: Chart, { axis, left, plotWidth, top, bottom }: Layout): string[] {
  return [
    ...axis.ticks.flatMap((tick) => {
      const x = round(left + axis.place(tick) * plotWidth);
      return [`<line class="grid" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/>`, `<text class="quiet middle" x="${x}" y="${bottom + 16}">${formatNumber(tick)}</text>`];
    }),
    `<text class="middle" x="${round(left + plotWidth / 2)}" y="${bottom + 36}">${escape(label)}</text>`,
  ];
}

function drawGroups(chart: Chart, layout: Layout): string[] {
  let y = layout.top + groupGap / 2;
  return chart.groups.flatMap((group) => {
    const start = y;
    y += groupHeight(group);
    const labelY = start + (group.bars.length * (barHeight + barGap)) / 2 + 3;
    return [
      `<text class="end" x="${round(layout.left - 8)}" y="${round(labelY)}">${escape(shorten(group.name))}</text>`,
      ...group.bars.flatMap((bar, index) => drawBar(bar, start + index * (barHeight + barGap), chart, layout)),
    ];
  });
}

function drawBar({ series, spread: { median, min, max } }: ChartBar, y: number, chart: Chart, { axis, left, plotWidth }: Layout): string[] {
  const at = (value: number): number => round(left + axis.place(value) * plotWidth);
  const middle = y + barHeight / 2;
  const colour = `c${Math.max(0, chart.series.indexOf(series)) % colours.length}`;
  return [
    chart.scale === 'linear'
      ? `<rect class="${colour}" x="${round(left)}" y="${y}" width="${round(at(median) - left)}" height="${barHeight}" stroke="none"/>`
      : `<line class="grid" x1="${round(left)}" x2="${at(median)}" y1="${middle}" y2="${middle}"/><circle class="${colour}" cx="${at(median)}" cy="${middle}" r="5"/>`,
    `<path class="whisker" d="M${at(min)} ${middle - 3}v6M${at(min)} ${middle}H${at(max)}M${at(max)} ${middle - 3}v6"/>`,
    `<text x="${round(at(max) + 8)}" y="${middle + 4}">${formatNumber(median)}</text>`,
  ];
}

function shorten(name: string): string {
  const most = Math.floor(mostLabelWidth / characterWidth);
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
