/** A picture as text: the same in every DOM implementation, and well-formed XML. */

/** What a document is made of, by its numbers in the DOM. */
const [elementNode, textNode] = [1, 3];

/** The picture as markup for an HTML page; all texts are escaped. */
export function svgMarkup(picture: SVGSVGElement): string {
  return markup(picture, (value) => value);
}

/** The picture as an SVG file of its own, in its light colours on white. */
export function svgFile(picture: SVGSVGElement): string {
  const text = markup(picture, (value) => value.replace(/var\(--[\w-]+, ([^()]+)\)/g, '$1').replace(/^currentColor$/, '#1b2128'));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" style="background:#ffffff" ')}\n`;
}

function markup(node: Node, color: (value: string) => string): string {
  if (node.nodeType === textNode) return escapeMarkup(node.nodeValue ?? '');
  if (node.nodeType !== elementNode) return '';
  const { localName, attributes, childNodes } = node as Element;
  const written = [...attributes]
    .filter(({ name, value }) => !name.startsWith('xmlns') && value !== '')
    .map(({ name, value }) => ` ${name}="${escapeMarkup(color(value))}"`)
    .sort()
    .join('');
  return `<${localName}${written}>${[...childNodes].map((child) => markup(child, color)).join('')}</${localName}>`;
}

/** Text that cannot be taken for markup, in content and in quoted attributes; what XML cannot hold becomes U+FFFD. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
