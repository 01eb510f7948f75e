/**
 * The colours of pictures: names of CSS custom properties, with a value where a page sets none. Blue and orange are told
 * apart with every kind of colour blindness; each stands out 4.5 : 1 against its background, light or dark.
 */

/** A colour that a page may set. */
export interface Colour {
  readonly property: string;
  readonly light: string;
  readonly dark: string;
}

const colour = (name: string, light: string, dark: string): Colour => ({ property: `--datasig-${name}`, light, dark });

/** What each is for. */
export type ColourName = 'a' | 'b' | 'muted' | 'line' | 'text' | 'background';

/** All of them. Text takes `currentColor`. */
export const colours: Readonly<Record<ColourName, Colour>> = {
  a: colour('a', '#0b5fa5', '#7cb8ff'),
  b: colour('b', '#a94400', '#ffab5e'),
  muted: colour('muted', '#5a6472', '#a3aebd'),
  line: colour('line', '#c9d0d9', '#3d4754'),
  text: colour('text', '#1b2128', '#e8ecf1'),
  background: colour('background', '#ffffff', '#14181d'),
};

/** One of them, for an attribute of SVG. */
export function paint({ property, light }: Colour): string {
  return `var(${property}, ${light})`;
}
