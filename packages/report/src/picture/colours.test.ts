/** Colours: readable by the rules of WCAG 2.2 (AA), in light and dark. */
import { describe, expect, it } from 'vitest';
import { type Colour, colours, type ColourName } from './colours.ts';

type Rgb = readonly [number, number, number];

const rgb = (hex: string): Rgb => [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16)) as unknown as Rgb;
const mix = (over: Rgb, under: Rgb, opacity: number): Rgb => over.map((value, channel) => value * opacity + under[channel]! * (1 - opacity)) as unknown as Rgb;

/** Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const of = (name: ColourName): Rgb => rgb((colours[name] satisfies Colour)[scheme]);

  it.each(['a', 'b', 'muted', 'text'] as const)('%s is text that can be read', (name) => {
    expect(contrast(of(name), of('background'))).toBeGreaterThanOrEqual(4.5);
  });

  it('has text that can be read on the fullest cell of a matrix', () => {
    expect(contrast(of('text'), mix(of('a'), of('background'), 0.45))).toBeGreaterThanOrEqual(4.5);
  });

  it('tells the outlines of both sets from what they enclose', () => {
    for (const name of ['a', 'b'] as const) expect(contrast(of(name), mix(of(name), of('background'), 0.28))).toBeGreaterThanOrEqual(3);
  });
});
