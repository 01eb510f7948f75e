/** HTML and PDF are really made, by the Chromium that is there or can be installed. */
import { expect, test } from 'vitest';
import { readPaper } from '../src/paper.ts';
import { printPdf } from '../src/pdf.ts';
import { renderPage } from '../src/render/page.ts';

const fewestPages = 12;
const mostPages = 24;
const fonts = ['STIXTwoText-Regular', 'STIXTwoText-Italic', 'STIXTwoText-Bold', 'SourceSans3', 'SourceCodePro', 'KaTeX_Main-Regular', 'KaTeX_Math-Italic'];

test('the PDF has its pages, its fonts, an outline and tags', async () => {
  const html = await renderPage(await readPaper());
  const bytes = Buffer.from(await printPdf(html));
  const text = bytes.toString('latin1');
  expect(text.slice(0, 5)).toBe('%PDF-');
  const pages = [...text.matchAll(/\/Type ?\/Page\b(?!s)/g)].length;
  expect(pages).toBeGreaterThanOrEqual(fewestPages);
  expect(pages).toBeLessThanOrEqual(mostPages);
  for (const font of fonts) expect(text).toContain(font);
  expect(text).toContain('/Outlines');
  expect(text).toContain('/StructTreeRoot');
  expect(bytes.length).toBeGreaterThan(100_000);
}, 600_000);
