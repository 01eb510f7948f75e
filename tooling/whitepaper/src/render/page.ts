/** The whitepaper as one HTML page that needs nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { anchorOf } from '../headings.ts';
import { paperFolder } from '../paths.ts';
import { fontStyle } from './fonts.ts';
import { linkHtml } from './links.ts';
import { useMath } from './math.ts';
import { pageStyle } from './style.ts';

/** The page. @throws KatexError where a formula cannot be read */
export async function renderPage(text: string): Promise<string> {
  const title = /^# (.*)$/m.exec(text)![1]!;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${await fontStyle()}\n${pageStyle}</style>`,
    '</head>',
    '<body>',
    `<main>\n${renderBody(text)}</main>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** What stands on it. */
export function renderBody(text: string): string {
  const markdown = new MarkdownIt({ html: true, typographer: true });
  useMath(markdown);
  markdown.renderer.rules.heading_open = (tokens, index) => {
    const { content } = tokens[index + 1]!;
    const number = /^(\d+(?:\.\d+)*)\. /.exec(content)?.[1];
    return `<${tokens[index]!.tag} id="${number === undefined ? anchorOf(content) : `section-${number}`}">`;
  };
  markdown.renderer.rules.table_open = () => '<div class="scroll"><table>\n';
  markdown.renderer.rules.table_close = () => '</table></div>\n';
  // Comments mark places that are filled; formulas set their own marks after this.
  const html = markdown.render(text.replace(/<!--[\s\S]*?-->/g, '')).replaceAll('∎', '<span class="qed" aria-label="end of proof"></span>');
  return linkHtml(markLists(placeFigures(linkContents(joinUnits(html)))));
}

/** A number stays on one line with its unit. */
function joinUnits(html: string): string {
  return html.replace(/(\d) (?=(?:%|[nµm]?s|bits|bytes|MiB|points)(?![\w-]))/g, '$1&nbsp;');
}

/** Contents link to the anchors of Markdown's hosts; here sections are named by their numbers. */
function linkContents(html: string): string {
  return html.replace(/<a href="#[^"]*">(\d+)\. /g, '<a href="#section-$1">$1. ');
}

/** Figures become a part of the page. */
function placeFigures(html: string): string {
  return html.replace(/<p><img src="([^"]+\.svg)" alt="([^"]*)"\s*\/?><\/p>/g, (_, file: string) => `<div class="image">${readFigure(file)}</div>`);
}

/** A chart without its own fonts, dark colours and title, which the caption has. */
function readFigure(file: string): string {
  return readFileSync(join(paperFolder, file), 'utf8')
    .replace(/@media\(prefers-color-scheme:dark\)\{(?:[^{}]*\{[^{}]*\})*\}/g, '')
    .replace(/text\{font:12px [^;]*;/, 'svg text{font-size:12px;')
    .replace(/ width="\d+" height="\d+"/, '');
}

function markLists(html: string): string {
  return html
    .replace(/(<h2 id="contents">Contents<\/h2>\s*)<ul>/, '$1<ul class="contents">')
    .replace(/(<h2 id="references">References<\/h2>\s*)<ul>/, '$1<ul class="references">');
}
