/** What HTML has beyond Markdown: targets and links of sections, figures, tables, theorems, equations and references. */
import { referenceId, replaceCitations } from '../citations.ts';

/** Where links into the repository lead once the page stands alone. */
const repositoryPath = 'docs/whitepaper/';

/** HTML of the page's body with its cross-references. */
export function linkHtml(html: string): string {
  return linkReferences(linkNumbers(linkCitations(html)));
}

function linkCitations(html: string): string {
  const [body, references = ''] = splitAt(html, '<h2 id="references"');
  const linked = outsideTags(body, (text) => replaceCitations(text, (shown, key) => `<a href="#${referenceId(key)}">${shown.replaceAll('&', '&amp;')}</a>`));
  return linked + references.replace(/<li><strong>\[([^\]]+)\]<\/strong>/g, (_, key: string) => `<li id="${referenceId(key.replaceAll('&amp;', '&'))}"><strong>[${key}]</strong>`);
}

/** `Figure 3`, `Table 2`, `Theorem 1`: bold at the start of a paragraph it is the thing itself, else a link. */
function linkNumbers(html: string): string {
  const targets = html.replace(/<p><strong>(Figure|Table|Theorem) (\d+)(\.?)<\/strong>/g, (_, kind: string, number: string, point: string) => `<p id="${idOf(kind, number)}" class="${kind.toLowerCase()}"><strong>${kind}&#8201;${number}${point}</strong>`);
  return outsideTags(targets, (text) =>
    text
      .replace(/\b(Figure|Table|Theorem) (\d+)/g, (whole, kind: string, number: string) => (targets.includes(`id="${idOf(kind, number)}"`) ? `<a href="#${idOf(kind, number)}">${whole}</a>` : whole))
      .replace(/\b([Ss]ections?) (\d+(?:\.\d+)?)/g, (whole, _: string, number: string) => (targets.includes(`id="section-${number}"`) ? `<a href="#section-${number}">${whole}</a>` : whole)),
  );
}

/** Links to other pages of the repository cannot lead anywhere from a file that stands alone; their paths are shown. */
function linkReferences(html: string): string {
  return html.replace(/<a href="(?!#|https?:)([^"]+)">([\s\S]*?)<\/a>/g, (_, target: string, text: string) => `${text} (<code>${new URL(target, `file:///${repositoryPath}`).pathname.slice(1)}</code>)`);
}

function idOf(kind: string, number: string): string {
  return `${kind.toLowerCase()}-${number}`;
}

function splitAt(text: string, mark: string): [string, string?] {
  const index = text.indexOf(mark);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index)];
}

/** Applies a change to text only: not to tags, links, headings, code or formulas. */
function outsideTags(html: string, change: (text: string) => string): string {
  return html.split(/(<a [\s\S]*?<\/a>|<h\d[\s\S]*?<\/h\d>|<code[\s\S]*?<\/code>|<pre[\s\S]*?<\/pre>|<span class="katex[\s\S]*?<!--\/math-->|<svg[\s\S]*?<\/svg>|<[^>]+>)/).map((part, index) => (index % 2 === 0 ? change(part) : part)).join('');
}
