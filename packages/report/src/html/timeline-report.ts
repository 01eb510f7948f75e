/** The report of the versions of one dataset. */
import { formatCount, formatShare } from '@datasig/core';
import { shareTexts } from '../model/estimate-view.ts';
import type { TimelineStep, TimelineView } from '../model/timeline.ts';
import { drawChanges, drawTimeline } from '../picture/timeline.ts';
import type { PictureOptions } from '../picture/svg.ts';
import { manyFacts } from './facts.ts';
import { figure, html, type Markup } from './markup.ts';
import { sentences, shareCell, wideTable } from './parts.ts';

/** What the report says, without the page around it. */
export function timelineBody(timeline: TimelineView, options: PictureOptions): Markup {
  const { sides, certainty, limits } = timeline;
  return html`<h1>${formatCount(sides.length)} versions, from ${sides[0]!.name} to ${sides.at(-1)!.name}</h1>
<div class="verdict">
<p class="headline">${headline(timeline)}</p>
${explanation(timeline)}
<dl><dt>How sure</dt><dd>${certainty}</dd></dl>
</div>
<section><h2>Similarity of each version to the one before</h2><p>The share of all distinct records of both versions that both hold. A line through a point is the interval.</p>
${figure(drawTimeline(timeline, options))}</section>
<section><h2>Records added and removed</h2><p><span class="a">Above the line</span>: the share of the version’s records that the one before has not. <span class="b">Below it</span>: the share of the earlier version’s records that are gone. A record that was changed counts as one removed and one added.</p>
${figure(drawChanges(timeline, options))}
${stepsTable(timeline)}</section>
<section><h2>Step by step</h2>${timeline.steps.map((step) => stepText(timeline, step))}</section>
${sentences('What this does not say', 'The fingerprints cannot tell:', limits)}
<section><h2>The fingerprints</h2>${manyFacts(sides)}</section>`;
}

function headline({ steps }: TimelineView): string {
  const changed = steps.filter(({ pair }) => pair === null || pair.identical !== true);
  if (changed.length === 0) return 'Nothing changed: all versions are identical';
  return `${formatCount(changed.length)} of ${formatCount(steps.length)} steps changed the data${changed.some(({ pair }) => pair === null || pair.identical === null) ? ', or may have' : ''}`;
}

function explanation({ steps, sides }: TimelineView): Markup | null {
  const known = steps.filter(({ similarity }) => similarity !== null && similarity.estimate !== null);
  const [largest] = known.toSorted((one, other) => one.similarity!.estimate! - other.similarity!.estimate!);
  if (largest === undefined || largest.similarity!.estimate === 1) return null;
  const { value } = shareTexts(largest.similarity!);
  const interval = largest.similarity!.exact ? '' : ` (${formatShare(largest.similarity!.lower)} to ${formatShare(largest.similarity!.upper)})`;
  return html`<p class="explanation">The largest change is ${sides[largest.index]!.shortName}: its similarity to the version before is ${value}${interval}.</p>`;
}

function stepsTable({ sides, steps }: TimelineView): Markup {
  const rows = steps.map(({ index, similarity, added, removed, reason }) => {
    const head = html`<th scope="row">${sides[index]!.label} ${sides[index]!.shortName}</th><td class="number">${sides[index]!.records}</td>`;
    return reason === undefined ? html`<tr>${head}${shareCell(similarity)}${shareCell(added)}${shareCell(removed)}</tr>` : html`<tr>${head}<td colspan="3">cannot be compared: ${reason}</td></tr>`;
  });
  return wideTable('All versions', html`<table><caption>Each version against the one before</caption>
<thead><tr><th scope="col">Version</th><th scope="col" class="number">Size</th><th scope="col" class="number">Similarity</th><th scope="col" class="number">Added</th><th scope="col" class="number">Removed</th></tr></thead>
<tbody><tr><th scope="row">${sides[0]!.label} ${sides[0]!.shortName}</th><td class="number">${sides[0]!.records}</td><td colspan="3" class="muted">the first</td></tr>${rows}</tbody></table>`);
}

function stepText({ sides }: TimelineView, { index, pair, reason }: TimelineStep): Markup {
  const heading = html`<h3>${sides[index - 1]!.label} → ${sides[index]!.label} ${sides[index]!.name}</h3>`;
  if (pair === null) return html`${heading}<p>Cannot be compared: ${reason ?? ''}</p>`;
  const { verdict, detection, findings } = pair;
  return html`${heading}<p>${verdict}${detection === null ? null : ` ${detection}`} <span class="muted">(A is version ${index}, B is version ${index + 1}.)</span></p>${findings.length === 0 ? null : html`<ul>${findings.map(({ message }) => html`<li>${message}</li>`)}</ul>`}`;
}
