/** Mathematics in Markdown: `$…$` in a line, and blocks of code named `math`. */
import katex from 'katex';
import type { MarkdownIt } from 'markdown-it';

type InlineRule = Parameters<MarkdownIt['inline']['ruler']['before']>[2];

/** Formulas as HTML. @throws KatexError where one cannot be read */
function renderMath(source: string, isBlock: boolean): string {
  return katex.renderToString(source, { displayMode: isBlock, throwOnError: true, strict: 'error', output: 'htmlAndMathml' });
}

/** Teaches a reader of Markdown to read formulas. */
export function useMath(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'math', readInline);
  markdown.renderer.rules['math'] = (tokens, index) => `${renderMath(tokens[index]!.content, false)}<!--/math-->`;
  const fence = markdown.renderer.rules.fence!;
  markdown.renderer.rules.fence = (tokens, index, ...others) => (tokens[index]!.info === 'math' ? `<div class="equation">${renderMath(tokens[index]!.content, true)}<!--/math--></div>\n` : fence(tokens, index, ...others));
}

const readInline: InlineRule = (state, silent) => {
  if (state.src[state.pos] !== '$') return false;
  const end = state.src.indexOf('$', state.pos + 1);
  if (end < 0) return false;
  if (!silent) state.push('math', 'math', 0).content = state.src.slice(state.pos + 1, end);
  state.pos = end + 1;
  return true;
};
