/** The page's style: for a screen, and for paper. */

/** Rules beside those of fonts and formulas. */
export const pageStyle = `
:root { color-scheme: light; --text: #1c1e21; --quiet: #59636e; --rule: #d5dae0; --accent: #0b57a4; --tint: #f5f7f9; }
* { box-sizing: border-box; }
html { font-size: 17px; }
body { margin: 0; background: #fff; color: var(--text); font-family: "STIX Two Text", "Times New Roman", serif; line-height: 1.5; text-rendering: optimizeLegibility; }
main { max-width: 45rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; hyphens: auto; }
h1, h2, h3, th, .contents, svg text { font-family: "Source Sans 3", "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 2.1rem; line-height: 1.15; font-weight: 600; margin: 0 0 .3rem; hyphens: manual; }
h1 + p { font-size: 1.1rem; color: var(--quiet); margin: 0 0 1.6rem; }
h2 { font-size: 1.4rem; line-height: 1.25; font-weight: 600; margin: 2.6rem 0 .8rem; padding-top: .4rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.08rem; font-weight: 600; margin: 1.8rem 0 .5rem; }
p, ul, ol { margin: 0 0 .85rem; }
li { margin-bottom: .3rem; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
code { font-family: "Source Code Pro", ui-monospace, monospace; font-size: .84em; hyphens: none; overflow-wrap: anywhere; }
pre { background: var(--tint); border: 1px solid var(--rule); border-radius: 4px; padding: .7rem .9rem; overflow-x: auto; line-height: 1.35; }
pre code { font-size: .74rem; overflow-wrap: normal; }
blockquote { margin: 1.1rem 0; padding: .7rem 1rem .05rem; background: var(--tint); border-left: 3px solid var(--accent); }
.equation { margin: .9rem 0; overflow-x: auto; overflow-y: hidden; padding: .1rem 0; }
.katex { font-size: 1.04em; }
.katex-display { margin: 0; }
table { border-collapse: collapse; margin: .4rem 0 1.4rem; font-size: .84rem; line-height: 1.35; width: 100%; hyphens: none; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; font-size: .92em; border-bottom: 1.5px solid var(--text); padding: .25rem .5rem .25rem 0; vertical-align: bottom; }
td { border-bottom: 1px solid var(--rule); padding: .25rem .5rem .25rem 0; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
.scroll { overflow-x: auto; }
.table { font-size: .9rem; margin: 1.4rem 0 .4rem; }
.figure { font-size: .9rem; margin: 0 0 1.6rem; }
.image { margin: 1.4rem 0 .5rem; }
.image svg { display: block; width: 100%; height: auto; }
.qed { display: inline-block; width: .5em; height: .5em; background: var(--text); margin-left: .15em; }
.contents { columns: 2; column-gap: 2rem; list-style: none; padding: 0; font-size: .92rem; }
.contents li { break-inside: avoid; }
.references { list-style: none; padding: 0; font-size: .88rem; }
.references li { padding-left: 1.4rem; text-indent: -1.4rem; }
:target { background: #fff6d6; }
@media (max-width: 34rem) { html { font-size: 16px; } .contents { columns: 1; } main { padding: 1.5rem 1rem 3rem; } }
@media print {
  html { font-size: 10.4pt; }
  main { max-width: none; padding: 0; text-align: justify; }
  a { color: inherit; }
  h1, h2, h3 { break-after: avoid; text-align: left; }
  h2 { margin-top: 1.7rem; }
  p, li { orphans: 2; widows: 2; }
  blockquote, pre, .scroll, .image, .equation, .figure, .table, tr { break-inside: avoid; }
  .table { break-after: avoid; text-align: left; }
  .image svg { max-height: 150mm; width: auto; max-width: 100%; margin: 0 auto; }
  .image { break-after: avoid; }
  .figure { text-align: left; }
  table { font-size: .8rem; text-align: left; }
  blockquote { background: none; }
  pre { background: none; }
  .scroll, .equation, pre { overflow: visible; }
  :target { background: none; }
}
`;
