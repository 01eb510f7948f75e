/** What reports have in common: verdicts, tables, lists. */
import type { Estimate } from '@datasig/core';
import { type EstimateView, shareTexts } from '../model/estimate-view.ts';
import type { ComparisonView } from '../model/pair.ts';
import { html, type Markup } from './markup.ts';

/** The verdict, how sure it is, and what would have been seen. */
export function verdictCard({ headline, verdict, shares, certainty, detection }: ComparisonView): Markup {
  return html`<div class="verdict">
<p class="headline">${headline}</p>
<p class="explanation">${verdict}</p>
${shares.length === 0 ? null : html`<p class="explanation">${shares.join(' ')}</p>`}
<dl>
<dt>How sure</dt><dd>${certainty}</dd>
${detection === null ? null : html`<dt>What it notices</dt><dd>${detection}</dd>`}
</dl>
</div>`;
}

/** Sentences as a list. */
export function sentences(heading: string, intro: string, items: readonly string[]): Markup | null {
  return items.length === 0 ? null : html`<section><h2>${heading}</h2><p>${intro}</p><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></section>`;
}

/** Estimates with what they mean. */
export function estimateTable(caption: string, views: readonly EstimateView[]): Markup {
  return html`<table><caption>${caption}</caption>
<thead><tr><th scope="col">What</th><th scope="col" class="number">Value</th><th scope="col" class="number">Interval</th></tr></thead>
<tbody>${views.map(({ label, meaning, value, interval }) => html`<tr><th scope="row">${label}<span class="meaning">${meaning}</span></th><td class="number">${value}</td><td class="number">${interval}</td></tr>`)}</tbody>
</table>`;
}

/** The cell of a share and its interval. */
export function shareCell(share: Estimate | null): Markup {
  if (share === null) return html`<td class="number">not known</td>`;
  const { value, interval } = shareTexts(share);
  return html`<td class="number">${value}<span class="meaning">${interval}</span></td>`;
}

/** A table that scrolls by itself where it is too wide; the keyboard reaches it. */
export function wideTable(label: string, table: Markup): Markup {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`;
}
