/** The report of two datasets. */
import type { Finding } from '@datasig/core';
import { relationText } from '../model/relation-text.ts';
import type { PairView } from '../model/pair.ts';
import { drawEuler } from '../picture/euler.ts';
import { drawIntervals } from '../picture/intervals.ts';
import type { PictureOptions } from '../picture/svg.ts';
import { factsTable, fieldsTable } from './facts.ts';
import { figure, html, type Markup } from './markup.ts';
import { estimateTable, sentences, verdictCard, wideTable } from './parts.ts';

/** What the report says, without the page around it. */
export function pairBody(pair: PairView, options: PictureOptions): Markup {
  const { a, b, findings, limits } = pair;
  return html`<h1>Comparison of <span class="a">A</span> ${a.name} and <span class="b">B</span> ${b.name}</h1>
${verdictCard(pair)}
${sentences('What may keep records from matching', 'Records that look alike count as different because of this:', findings.map(findingText))}
${numbers(pair, options)}
${sentences('What this does not say', 'The fingerprints cannot tell:', limits)}
${partsTable(pair)}
<section><h2>The fingerprints</h2>${factsTable('What was compared', [a, b])}${fieldsTable(a, b)}</section>`;
}

function numbers(pair: PairView, options: PictureOptions): Markup {
  const { estimates } = pair;
  const euler = figure(drawEuler(pair, options));
  if (estimates === null) return html`<section><h2>The overlap</h2>${euler}</section>`;
  const { jaccard, aInB, bInA, intersection, union, distinctA, distinctB } = estimates;
  return html`<section><h2>How they overlap</h2><div class="beside">
<div>${euler}</div><div>${estimateTable('Distinct records', [distinctA, distinctB, intersection, union])}</div>
</div></section>
<section><h2>How much they have in common</h2><div class="beside">
<div>${figure(drawIntervals(pair, options))}</div><div>${estimateTable('Shares of distinct records', [jaccard, aInB, bInA])}</div>
</div></section>`;
}

function findingText({ message }: Finding): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

function partsTable({ parts }: PairView): Markup | null {
  if (parts.length === 0) return null;
  const rows = parts.map((part) => {
    const { name, estimates, identical } = part;
    const cells = estimates === null ? html`<td class="number" colspan="2">${identical === true ? '100 %' : 'not known'}</td>` : html`<td class="number">${estimates.jaccard.value}</td><td class="number">${estimates.jaccard.interval}</td>`;
    return html`<tr><th scope="row">${name}</th><td>${relationText(part)}</td>${cells}</tr>`;
  });
  return html`<section><h2>Parts of equal name</h2>${wideTable('Parts', html`<table><caption>The first is the part of A, the second that of B</caption>
<thead><tr><th scope="col">Part</th><th scope="col">Relation</th><th scope="col" class="number">Similarity</th><th scope="col" class="number">Interval</th></tr></thead><tbody>${rows}</tbody></table>`)}</section>`;
}
