/** Charts by Observable Plot, made ready for pages with a strict Content-Security-Policy. */
import { plot, type PlotOptions } from '@observablehq/plot';
import { describePicture, type PictureOptions } from './svg.ts';

/** Text is as large as in other pictures. */
export const chartFontSize = 13;

/** Draws a chart. Its style sheet is taken out: pages that allow no inline styles could not have it. */
export function drawChart({ document }: PictureOptions, title: string, description: string, options: PlotOptions): SVGSVGElement {
  const svg = plot({ ...options, document, className: 'datasig-chart', style: { fontSize: `${chartFontSize}px`, background: 'none' } }) as unknown as SVGSVGElement;
  svg.querySelector('style')?.remove();
  svg.removeAttribute('style');
  svg.setAttribute('font-size', String(chartFontSize));
  return describePicture(document, svg, title, description);
}
