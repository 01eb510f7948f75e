/** Elements of SVG, made by the document that is given. */

/** What a picture needs of its surroundings. */
export interface PictureOptions {
  /** The page's document, or that of a DOM implementation such as linkedom. */
  readonly document: Document;
  /** Width in CSS pixels that the picture is drawn for; texts are as large as in a page of that width. Default 440. */
  readonly width?: number;
}

/** A width that a phone has, too. */
export const defaultWidth = 440;

const namespace = 'http://www.w3.org/2000/svg';

/** Attributes; numbers are rounded to hundredths, so that pictures do not depend on the last bit. */
export type Attributes = Readonly<Record<string, string | number>>;

/** Makes an element. */
export function element<Name extends keyof SVGElementTagNameMap>(document: Document, name: Name, attributes: Attributes, ...children: readonly (Node | string)[]): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(namespace, name) as SVGElementTagNameMap[Name];
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === 'number' ? formatNumber(value) : value);
  for (const child of children) made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  return made;
}

/** Hundredths, without an end of zeros. */
export function formatNumber(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** An empty picture with a name and a description for screen readers; it is as wide as there is room, up to `width`. */
export function createPicture(document: Document, size: { readonly width: number; readonly height: number }, title: string, description: string): SVGSVGElement {
  const svg = element(document, 'svg', { viewBox: `0 0 ${formatNumber(size.width)} ${formatNumber(size.height)}`, width: size.width, height: size.height });
  return describePicture(document, svg, title, description);
}

/** Gives a picture its name and description, which go before all else. */
export function describePicture(document: Document, svg: SVGSVGElement, title: string, description: string): SVGSVGElement {
  svg.setAttribute('role', 'img');
  svg.setAttribute('class', 'datasig-picture');
  svg.insertBefore(element(document, 'desc', {}, description), svg.firstChild);
  svg.insertBefore(element(document, 'title', {}, title), svg.firstChild);
  return svg;
}
