/** Charts of bars as SVG. */
import { type Axis, linearAxis, logarithmicAxis } from './axis.ts';
import type { Chart, ChartBar, ChartGroup } from './chart.ts';
import { characterWidth, colourClass, drawLegend, drawPage, escape, legendHeight, legendLineCount, margin, noteHeight, round, titleHeight, width } from './frame.ts';
import { formatNumber } from './numbers.ts';

const barHeight = 14;
const barGap = 3;
const groupGap = 10;
const axisHeight = 46;
const valueWidth = 64;
const mostLabelWidth = 260;

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
  const top = titleHeight + noteHeight + (chart.series.length > 1 ? legendLineCount(chart.series) * legendHeight : 0) + 4;
  const layout: Layout = {
    axis: chart.scale === 'linear' ? linearAxis(largest) : logarithmicAxis(smallest, largest),
    left,
    plotWidth: width - left - valueWidth - margin,
    top,
    bottom: top + chart.groups.reduce((sum, group) => sum + groupHeight(group), 0),
  };
  const content = [...(chart.series.length > 1 ? drawLegend(chart.series) : []), ...drawAxis(chart, layout), ...drawGroups(chart, layout)];
  return drawPage({ title: chart.title, note, height: layout.bottom + axisHeight, content });
}

function groupHeight({ bars }: ChartGroup): number {
  return bars.length * (barHeight + barGap) + groupGap;
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
  const colour = colourClass(chart.series.indexOf(series));
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
