/** The style sheet of a report: light and dark, narrow and wide, on paper. */
import { type Colour, colours } from '../picture/colours.ts';

const properties = (scheme: 'light' | 'dark'): string =>
  Object.values(colours)
    .map((colour: Colour) => `${colour.property}:${colour[scheme]}`)
    .join(';');

/** The style sheet. */
export const styles: string = `
:root{color-scheme:light dark;${properties('light')};--card:#f4f6f9}
@media (prefers-color-scheme:dark){:root{${properties('dark')};--card:#1c2229}}
@media print{:root{color-scheme:light;${properties('light')};--card:#f4f6f9}}
*{box-sizing:border-box}
body{margin:0;background:var(--datasig-background);color:var(--datasig-text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
h1{font-size:1.35rem;line-height:1.3;margin:2rem 0 1rem;font-weight:600;overflow-wrap:anywhere}
h2{font-size:1.2rem;line-height:1.3;margin:2.5rem 0 .5rem}
h3{font-size:1rem;margin:1.5rem 0 .25rem;overflow-wrap:anywhere}
p{margin:.5rem 0;max-width:46rem}
ul{margin:.5rem 0;padding-left:1.25rem;max-width:46rem}
li{margin:.35rem 0;overflow-wrap:anywhere}
.verdict{background:var(--card);border-radius:.75rem;padding:1.25rem 1.5rem;border-left:.4rem solid var(--datasig-muted)}
.verdict .headline{font-size:1.5rem;line-height:1.25;font-weight:700;margin:0 0 .35rem}
.verdict .explanation{font-size:1.1rem;margin:0 0 .75rem}
.verdict dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1rem;margin:0}
.verdict dt{color:var(--datasig-muted)}
.verdict dd{margin:0}
.a{color:var(--datasig-a);font-weight:600}
.b{color:var(--datasig-b);font-weight:600}
.muted{color:var(--datasig-muted)}
.beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1.5rem 2rem;align-items:start}
figure{margin:.5rem 0 1rem}
svg.datasig-picture{display:block;width:100%;max-width:36rem;height:auto;font-family:inherit}
.scroll{overflow-x:auto}
.natural svg.datasig-picture{width:auto;max-width:none}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--datasig-muted);padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--datasig-line);overflow-wrap:anywhere}
thead th{color:var(--datasig-muted);font-weight:500}
tbody th{font-weight:600}
thead th,tbody th{min-width:6.5rem}
td.number,th.number{text-align:right;overflow-wrap:normal;white-space:nowrap}
.meaning{display:block;font-weight:400;color:var(--datasig-muted);font-size:.85rem}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85rem}
pre{background:var(--card);border-radius:.5rem;padding:.75rem 1rem;white-space:pre-wrap;overflow-wrap:anywhere}
code{overflow-wrap:anywhere}
td code{font-size:.78rem}
td{min-width:3.5rem}
summary{cursor:pointer;padding:.5rem 0;overflow-wrap:anywhere}
.differs{font-weight:600}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2rem;color:var(--datasig-muted);font-size:.85rem}
@media (max-width:34rem){main,footer{padding:0 1rem}.verdict{padding:1rem}.verdict dl{grid-template-columns:1fr;gap:0}.verdict dd{margin-bottom:.6rem}th,td{padding-right:.5rem}}
@media print{details::details-content{content-visibility:visible;display:block}body{font-size:11pt}figure,tr,.verdict,li{break-inside:avoid}h2,h3{break-after:avoid}main,footer{max-width:none;padding:0}}
`.trim();
