/** Charts by Observable Plot, made ready for pages with a strict Content-Security-Policy. */
import { plot, type PlotOptions } from '@observablehq/plot';
import { describePicture, formatNumber, type PictureOptions } from './svg.ts';

/** Text is as large as in other pictures. */
export const chartFontSize = 13;

/**
 * Draws a chart. Its style sheet is taken out: pages that allow no inline styles could not have it. On screens with
 * coarse pixels Plot shifts lines by half of one, so that only there pictures of a browser differ from those of Node.
 */
export function drawChart({ document }: PictureOptions, title: string, description: string, options: PlotOptions): SVGSVGElement {
  const svg = plot({ ...options, document, className: 'datasig-chart', style: { fontSize: `${chartFontSize}px`, background: 'none' } }) as unknown as SVGSVGElement;
  svg.querySelector('style')?.remove();
  svg.removeAttribute('style');
  svg.setAttribute('font-size', String(chartFontSize));
  for (const part of svg.querySelectorAll('*')) tidy(part);
  return describePicture(document, svg, title, description);
}

/** Parts of an image have no names of their own; what Plot calls them becomes their class. */
function tidy(part: Element): void {
  const label = part.getAttribute('aria-label');
  if (label !== null) part.setAttribute('class', `datasig-${label.replace(/\W+/g, '-')}`);
  part.removeAttribute('aria-label');
  part.removeAttribute('aria-hidden');
  for (const { name, value } of part.attributes) if (/^-?\d+\.\d{3,}$/.test(value)) part.setAttribute(name, formatNumber(Number(value)));
}
