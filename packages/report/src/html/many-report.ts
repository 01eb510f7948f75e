/** The report of several datasets. */
import { formatCount } from '@datasig/core';
import { shareTexts } from '../model/estimate-view.ts';
import type { ManyView, PairCell } from '../model/many.ts';
import type { SideView } from '../model/side.ts';
import { drawDendrogram } from '../picture/dendrogram.ts';
import { drawMatrix } from '../picture/matrix.ts';
import type { PictureOptions } from '../picture/svg.ts';
import { manyFacts } from './facts.ts';
import { figure, html, type Markup } from './markup.ts';
import { sentences, shareCell, wideTable } from './parts.ts';

/** So many fit on a phone with their numbers. */
const comfortableCount = 6;
const widest = 960;

/** What the report says, without the page around it. */
export function manyBody(many: ManyView, options: PictureOptions): Markup {
  const { sides, pairs, certainty, limits } = many;
  const [nearest] = pairs.filter(({ similarity }) => similarity !== null).sort((one, other) => (other.similarity!.estimate ?? 0) - (one.similarity!.estimate ?? 0));
  return html`<h1>${formatCount(sides.length)} datasets compared</h1>
<div class="verdict">
<p class="headline">${nearest === undefined ? 'Nothing could be compared' : (nearest.similarity!.estimate ?? 0) === 0 ? 'Nothing in common was found' : `Most alike: ${name(sides, nearest.a)} and ${name(sides, nearest.b)}`}</p>
${nearest === undefined ? null : html`<p class="explanation">${describeNearest(nearest)}</p>`}
<dl><dt>How sure</dt><dd>${certainty}</dd></dl>
</div>
<section><h2>How similar they are to each other</h2><p>Similarity is the share of all distinct records of two datasets that both hold. Similar datasets stand together; the fuller the colour, the more alike. Numbers are percent, with their interval below where there is room.</p>
${matrix(many, options)}</section>
<section><h2>Which are nearest to each other</h2><p>Branches meet at the average similarity of the datasets that they join.</p>
${figure(drawDendrogram(many, options))}</section>
<section><h2>All pairs</h2>${pairsTable(many)}</section>
${sentences('What this does not say', 'The fingerprints cannot tell:', limits)}
<section><h2>The fingerprints</h2>${manyFacts(sides)}</section>`;
}

/** A large matrix is as wide as its texts need, and scrolls by itself on a narrow page. */
function matrix(many: ManyView, options: PictureOptions): Markup | null {
  const { length } = many.sides;
  if (length <= comfortableCount) return figure(drawMatrix(many, options));
  const picture = drawMatrix(many, { ...options, width: Math.min(170 + 46 * length, widest) });
  return html`<div class="scroll natural" role="region" aria-label="Matrix of similarities" tabindex="0">${figure(picture)}</div>`;
}

function name(sides: readonly SideView[], index: number): string {
  return sides[index]!.shortName;
}

function describeNearest({ similarity, relation }: PairCell): string {
  return `Their similarity is ${shareTexts(similarity!).words}; ${relation}.`;
}

function pairsTable({ sides, pairs }: ManyView): Markup {
  const rows = pairs.map(({ a, b, similarity, aInB, bInA, relation, reason }) => {
    const names = html`<th scope="row">${sides[a]!.label} ${sides[a]!.shortName}</th><th scope="row">${sides[b]!.label} ${sides[b]!.shortName}</th>`;
    return reason === undefined ? html`<tr>${names}<td>${relation}</td>${shareCell(similarity)}${shareCell(aInB)}${shareCell(bInA)}</tr>` : html`<tr>${names}<td colspan="4">${relation}: ${reason}</td></tr>`;
  });
  return wideTable('All pairs', html`<table><caption>Every two, with the interval below each share</caption>
<thead><tr><th scope="col">First</th><th scope="col">Second</th><th scope="col">Relation</th><th scope="col" class="number">Similarity</th><th scope="col" class="number">First found in second</th><th scope="col" class="number">Second found in first</th></tr></thead>
<tbody>${rows}</tbody></table>`);
}
