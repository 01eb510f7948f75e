/** Charts of lines over named places, in panels, as SVG. */
import { type Axis, linearAxis, logarithmicAxis } from './axis.ts';
import { colourClass, colourCount, drawLegend, drawPage, escape, legendHeight, legendLineCount, margin, noteHeight, round, type Sample, titleHeight, width } from './frame.ts';
import { formatNumber } from './numbers.ts';

/** One line of a panel. */
export interface Line {
  /** Which of the chart's series it belongs to. */
  readonly series: string;
  /** One value for each place; null where there is none, and the line is broken. */
  readonly values: readonly (number | null)[];
  /** Only its line or only its points, to set what is computed beside what was measured; both where it is left out. */
  readonly only?: 'line' | 'points';
}

/** One pair of axes. */
export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Panels with the same places, axis and series. */
export interface LineChart {
  readonly title: string;
  /** What the places are. */
  readonly across: string;
  readonly places: readonly string[];
  /** What the axis on the left counts, with its unit. */
  readonly up: string;
  /** Logarithmic axes leave out values that are not above 0. */
  readonly scale: 'linear' | 'logarithmic';
  /** Where a linear axis begins, at or below all values; 0 when absent. */
  readonly from?: number;
  /** A level to mark. */
  readonly level?: number;
  /** In the order of their colours. */
  readonly series: readonly string[];
  readonly panels: readonly Panel[];
}

interface Layout {
  readonly chart: LineChart;
  readonly axis: Axis;
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
}

const panelsInRow = 2;
const panelHeight = 290;
const plotHeight = 200;
const labelWidth = 58;
const sampleWidth = 27;

/** The chart as the text of an SVG file; `note` stands below its title. */
export function renderLineCharts(chart: LineChart, note: string): string {
  const values = chart.panels.flatMap(({ lines }) => lines.flatMap((line) => shownValues(chart, line))).filter((value) => value !== null);
  const axis = chart.scale === 'linear' ? linearAxis(Math.max(...values, chart.level ?? 0), chart.from) : logarithmicAxis(Math.min(...values), Math.max(...values));
  const top = titleHeight + noteHeight + legendLineCount(chart.series, lineSample) * legendHeight + 8;
  const columnWidth = (width - 2 * margin) / Math.min(panelsInRow, chart.panels.length);
  const content = chart.panels.flatMap((panel, index) => {
    const left = margin + labelWidth + (index % panelsInRow) * columnWidth;
    return drawPanel(panel, { chart, axis, left, top: top + 24 + Math.floor(index / panelsInRow) * panelHeight, plotWidth: columnWidth - labelWidth - margin });
  });
  const height = top + Math.ceil(chart.panels.length / panelsInRow) * panelHeight;
  return drawPage({ title: chart.title, note, height, content: [...drawLegend(chart.series, lineSample), ...content] });
}

function shownValues({ scale }: LineChart, { values }: Line): readonly (number | null)[] {
  return scale === 'linear' ? values : values.map((value) => (value !== null && value > 0 ? value : null));
}

function drawPanel(panel: Panel, layout: Layout): string[] {
  const { chart, left, top, plotWidth } = layout;
  return [
    `<text class="middle" x="${round(left + plotWidth / 2)}" y="${top - 8}">${escape(panel.title)}</text>`,
    ...drawGrid(layout),
    ...panel.lines.flatMap((line) => drawLine(line, layout)),
    `<text class="quiet middle" x="${round(left + plotWidth / 2)}" y="${top + plotHeight + 36}">${escape(`${chart.across}; left: ${chart.up}`)}</text>`,
  ];
}

function drawGrid({ chart, axis, left, top, plotWidth }: Layout): string[] {
  const heightOf = (value: number): number => round(top + (1 - axis.place(value)) * plotHeight);
  return [
    ...axis.ticks.flatMap((tick) => [
      `<line class="grid" x1="${round(left)}" x2="${round(left + plotWidth)}" y1="${heightOf(tick)}" y2="${heightOf(tick)}"/>`,
      `<text class="quiet end" x="${round(left - 6)}" y="${heightOf(tick) + 4}">${formatNumber(tick)}</text>`,
    ]),
    ...chart.places.map((place, index) => `<text class="quiet middle" x="${placeOf(index, chart, left, plotWidth)}" y="${top + plotHeight + 16}">${escape(place)}</text>`),
    ...(chart.level === undefined ? [] : [`<path class="whisker" stroke-dasharray="2 3" d="M${round(left)} ${heightOf(chart.level)}H${round(left + plotWidth)}"/>`]),
  ];
}

function drawLine(line: Line, { chart, axis, left, top, plotWidth }: Layout): string[] {
  const index = chart.series.indexOf(line.series);
  const points = shownValues(chart, line).map((value, place) => (value === null ? null : ([placeOf(place, chart, left, plotWidth), round(top + (1 - axis.place(value)) * plotHeight)] as const)));
  const path = points.map((point, place) => (point === null ? '' : `${place === 0 || points[place - 1] === null ? 'M' : 'L'}${point[0]} ${point[1]}`)).join('');
  if (path === '') return [];
  return [
    ...(line.only === 'points' ? [] : [`<path ${strokeOf(index)} d="${path}"/>`]),
    ...(line.only === 'line' ? [] : points.filter((point) => point !== null).map(([x, y]) => drawMarker(index, x, y))),
  ];
}

/** Colours come again after some series; dashes and markers tell those apart. */
function strokeOf(index: number): string {
  const dashes = ['', ' stroke-dasharray="6 3"', ' stroke-dasharray="2 2"'][roundOf(index)]!;
  return `class="${colourClass(index)}" style="fill:none" stroke-width="1.6"${dashes}`;
}

function drawMarker(index: number, x: number, y: number): string {
  const colour = colourClass(index);
  if (roundOf(index) === 0) return `<circle class="${colour}" cx="${x}" cy="${y}" r="2.4"/>`;
  const shape = roundOf(index) === 1 ? 'm0 -3.6l3.6 3.6l-3.6 3.6l-3.6 -3.6z' : 'm-2.6 -2.6h5.2v5.2h-5.2z';
  return `<path class="${colour}" d="M${x} ${y}${shape}"/>`;
}

/** How often all colours came before the series. */
function roundOf(index: number): number {
  return Math.min(2, Math.floor(Math.max(0, index) / colourCount));
}

/** A piece of the line with a marker. */
const lineSample: Sample = {
  width: sampleWidth,
  draw: (index, x, y) => [`<path ${strokeOf(index)} d="M${round(x)} ${y}H${round(x + sampleWidth)}"/>`, drawMarker(index, round(x + sampleWidth / 2), y)],
};

function placeOf(index: number, { places }: LineChart, left: number, plotWidth: number): number {
  return round(left + ((index + 0.5) / places.length) * plotWidth);
}
