/** What all charts share: a page that reads on light and dark alike, with its own background, title and legend. */

export const width: number = 860;
export const margin: number = 16;
export const titleHeight: number = 30;
export const noteHeight: number = 22;
export const legendHeight: number = 26;
/** Mean width of a character, wide enough for most. */
export const characterWidth: number = 6.8;

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
/** Series after so many have the same colours again. */
export const colourCount: number = colours.length;

const style = [
  'text{font:12px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1f2328}',
  '.title{font-size:15px;font-weight:600}.quiet{fill:#59636e}.end{text-anchor:end}.middle{text-anchor:middle}',
  '.page{fill:#fff}.grid{stroke:#d1d9e0}.whisker{stroke:#1f2328;fill:none}',
  ...colours.map(([light], index) => `.c${index}{fill:${light};stroke:${light}}`),
  `@media(prefers-color-scheme:dark){text{fill:#e6edf3}.quiet{fill:#9198a1}.page{fill:#0d1117}.grid{stroke:#30363d}.whisker{stroke:#e6edf3}${colours.map(([, dark], index) => `.c${index}{fill:${dark};stroke:${dark}}`).join('')}}`,
].join('');

/** What stands on a page. */
export interface Page {
  readonly title: string;
  /** Stands below the title. */
  readonly note: string;
  readonly height: number;
  /** SVG elements. */
  readonly content: readonly string[];
}

/** The text of an SVG file. */
export function drawPage({ title, note, height, content }: Page): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">`,
    `<title>${escape(title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${margin}" y="22">${escape(title)}</text>`,
    `<text class="quiet" x="${margin}" y="42">${escape(note)}</text>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');
}

/** The class of the colour of the series at `index`; of the first where it is none. */
export function colourClass(index: number): string {
  return `c${Math.max(0, index) % colours.length}`;
}

/** What stands before a name in the legend. */
export interface Sample {
  readonly width: number;
  /** SVG elements of the series at `index`, whose left end is at x, and the middle at y. */
  draw(index: number, x: number, y: number): readonly string[];
}

const squareLength = 10;
/** A square of the colour. */
const square: Sample = {
  width: squareLength,
  draw: (index, x, y) => [`<rect class="${colourClass(index)}" x="${round(x)}" y="${y - squareLength / 2}" width="${squareLength}" height="${squareLength}"/>`],
};

/** Names the series, below title and note. */
export function drawLegend(series: readonly string[], sample: Sample = square): string[] {
  return legendRows(series, sample.width).flatMap((row, line) => row.flatMap(({ name, index, x }) => {
    const y = titleHeight + noteHeight + 9 + line * legendHeight;
    return [...sample.draw(index, x, y), `<text x="${round(x + sample.width + 6)}" y="${y + 4}">${escape(name)}</text>`];
  }));
}

/** How many lines the legend takes. */
export function legendLineCount(series: readonly string[], sample: Sample = square): number {
  return legendRows(series, sample.width).length;
}

interface LegendEntry {
  readonly name: string;
  readonly index: number;
  readonly x: number;
}

function legendRows(series: readonly string[], sampleWidth: number): LegendEntry[][] {
  const rows: LegendEntry[][] = [[]];
  let x = margin;
  series.forEach((name, index) => {
    const length = sampleWidth + 6 + name.length * characterWidth + 18;
    if (x + length > width - margin && x > margin) {
      rows.push([]);
      x = margin;
    }
    rows.at(-1)!.push({ name, index, x });
    x += length;
  });
  return rows;
}

/** A place on the page, to a tenth. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Text inside SVG. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
