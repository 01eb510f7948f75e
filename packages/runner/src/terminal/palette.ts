/** Colours, where the stream shows them: not when it is no terminal or NO_COLOR is set. */
import { styleText } from 'node:util';

/** Dresses text; the width on screen stays the same. */
export interface Palette {
  readonly heading: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly key: (text: string) => string;
}

/** The palette for a stream, by what `util.styleText` finds out about it and the environment. */
export function paletteFor(stream: NodeJS.WriteStream): Palette {
  const dress = (format: Parameters<typeof styleText>[0]) => (text: string): string => styleText(format, text, { stream });
  return { heading: dress('bold'), quiet: dress('dim'), good: dress('green'), bad: dress(['bold', 'red']), key: dress('cyan') };
}

/** No colours. */
export const plainPalette: Palette = { heading: same, quiet: same, good: same, bad: same, key: same };

function same(text: string): string {
  return text;
}
