/** HTML from templates: every value is escaped unless it is markup itself. */
import { escapeMarkup, svgMarkup } from '../picture/svg-text.ts';

/** Markup that is well-formed by how it was made. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold. */
export type MarkupValue = string | number | Markup | null | readonly MarkupValue[];

/** A template of HTML; strings in it are escaped, markup and lists of it are put in, null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(strings.map((string, index) => `${string}${index < values.length ? write(values[index]!) : ''}`).join(''));
}

function write(value: MarkupValue): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(write).join('');
  return escapeMarkup(String(value));
}

/** A picture in its frame. */
export function figure(picture: SVGSVGElement | null): Markup | null {
  return picture === null ? null : html`<figure>${new Markup(svgMarkup(picture))}</figure>`;
}
