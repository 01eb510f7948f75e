/** Fonts inside the page, so that it looks the same wherever it is opened. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Face {
  readonly family: string;
  readonly package: string;
  readonly weight: number;
  readonly style: 'normal' | 'italic';
}

const faces: readonly Face[] = [
  ...[400, 700].flatMap((weight) => (['normal', 'italic'] as const).map((style) => ({ family: 'STIX Two Text', package: 'stix-two-text', weight, style }))),
  ...[400, 600].map((weight) => ({ family: 'Source Sans 3', package: 'source-sans-3', weight, style: 'normal' as const })),
  { family: 'Source Code Pro', package: 'source-code-pro', weight: 400, style: 'normal' },
];
/** Latin, and what the names of authors and signs need beyond it. */
const subsets: readonly (readonly [name: string, range: string])[] = [
  ['latin', 'U+0000-00FF,U+2000-206F,U+2122,U+2191,U+2193,U+2212'],
  ['latin-ext', 'U+0100-02FF,U+1E00-1EFF,U+20A0-20CF'],
];

/** Rules for the text's own fonts, and KaTeX's style with its fonts. */
export async function fontStyle(): Promise<string> {
  const rules = await Promise.all(faces.flatMap((face) => subsets.map(([subset, range]) => faceRule(face, subset, range))));
  return [...rules, await mathStyle()].join('\n');
}

async function faceRule({ family, package: name, weight, style }: Face, subset: string, range: string): Promise<string> {
  const folder = dirname(fileURLToPath(import.meta.resolve(`@fontsource/${name}/package.json`)));
  const file = join(folder, 'files', `${name}-${subset}-${weight}-${style}.woff2`);
  return `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:${await dataUrl(file)};unicode-range:${range}}`;
}

async function mathStyle(): Promise<string> {
  const file = fileURLToPath(import.meta.resolve('katex/dist/katex.min.css'));
  const style = await readFile(file, 'utf8');
  // Of the three forms of each font the first is the smallest, and known to every browser of today.
  const fonts = new Map<string, string>();
  for (const [, font] of style.matchAll(/url\((fonts\/[^)]+\.woff2)\)/g)) fonts.set(font!, await dataUrl(join(dirname(file), font!)));
  return style.replace(/src:url\((fonts\/[^)]+\.woff2)\)[^}]*?(?=[;}])/g, (_, font: string) => `src:${fonts.get(font)!}`);
}

async function dataUrl(file: string): Promise<string> {
  return `url(data:font/woff2;base64,${(await readFile(file)).toString('base64')}) format("woff2")`;
}
