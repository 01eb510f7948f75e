/** What fingerprints say of themselves, as tables. */
import { formatCount, formatJson } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import type { SideView } from '../model/side.ts';
import { formatDistinct } from '../text/counts.ts';
import { toPrintable, toShortPrintable } from '../text/printable.ts';
import { html, type Markup, type MarkupValue } from './markup.ts';
import { wideTable } from './parts.ts';

const mostFields = 100;
const longestText = 400;

/** A column for each dataset. */
export function factsTable(caption: string, sides: readonly SideView[]): Markup {
  const row = (label: string, of: (side: SideView) => MarkupValue): Markup => html`<tr><th scope="row">${label}</th>${sides.map((side) => html`<td>${of(side)}</td>`)}</tr>`;
  const code = (text: string): Markup => html`<code>${shorten(text)}</code>`;
  const lines = (texts: readonly string[], none: string): MarkupValue => (texts.length === 0 ? none : texts.map((text) => html`<div>${code(text)}</div>`));
  return wideTable(caption, html`<table><caption>${caption}</caption>
<thead><tr><td></td>${sides.map((side) => html`<th scope="col">${side.label === 'A' || side.label === 'B' ? html`<span class="${side.label.toLowerCase()}">${side.label}</span>` : side.label} ${shorten(side.name)}</th>`)}</tr></thead>
<tbody>
${row('Given as', ({ argument }) => code(argument))}
${row('UID', ({ uid }) => (uid === null ? 'none' : code(uid)))}
${row('Records', ({ records }) => records)}
${row('Distinct records', ({ isCounted, facts: { distinctRecordCount: count } }) => (count === null || !isCounted ? 'not known' : formatDistinct(count)))}
${row('Encoded', ({ isCounted, facts }) => (isCounted ? `${formatCount(BigInt(facts.byteLength))} bytes` : 'not known'))}
${row('Sketches', ({ facts }) => facts.sketches.join(', ') || 'none')}
${row('Encoding', ({ facts: { encoding } }) => `${encoding.id}, ${encoding.digest}${encoding.keyId === null ? '' : `, key ${encoding.keyId}`}`)}
${row('From', ({ facts }) => lines(facts.origins.map(({ location, connector, revision }) => `${location} (${connector})${revision === undefined ? '' : ` at ${revision}`}`), 'not known'))}
${row('Prepared', ({ facts }) => lines(facts.transforms.map(({ id, ...parameters }) => `${id} ${formatJson(parameters as Json)}`), 'as it is'))}
${row('Read as null', ({ facts }) => (facts.nullTokens.length === 0 ? 'nothing' : code(facts.nullTokens.map((token) => JSON.stringify(token)).join(' '))))}
${row('Parts', ({ facts }) => facts.parts.map(({ name }) => shorten(name)).join(', ') || 'none')}
${row('Made by', ({ facts }) => shorten(`${facts.generator.name} ${facts.generator.version}`))}
</tbody></table>`);
}

/** An overview of several, and all facts of each to be opened. */
export function manyFacts(sides: readonly SideView[]): Markup {
  const rows = sides.map(({ label, name, records, uid }) => html`<tr><th scope="row">${label} ${shorten(name)}</th><td class="number">${records}</td><td>${uid === null ? 'none' : html`<code>${uid}</code>`}</td></tr>`);
  return html`${wideTable('Datasets', html`<table><caption>In the order given</caption>
<thead><tr><th scope="col">Dataset</th><th scope="col" class="number">Size</th><th scope="col">UID</th></tr></thead><tbody>${rows}</tbody></table>`)}
${sides.map((side) => html`<details><summary>All facts of ${side.label} ${side.shortName}</summary>${factsTable(`Facts of ${side.label}`, [side])}</details>`)}`;
}

/** The fields of two datasets beside each other; null where neither tells any. */
export function fieldsTable(a: SideView, b: SideView): Markup | null {
  const types = (side: SideView): ReadonlyMap<string, string> => new Map(side.facts.schema.map(({ name, type }) => [name, type]));
  const [typesA, typesB] = [types(a), types(b)];
  const names = [...new Set([...typesA.keys(), ...typesB.keys()])];
  if (names.length === 0) return null;
  const shown = names.slice(0, mostFields);
  const cell = (type: string | undefined): Markup => (type === undefined ? html`<td class="muted">not there</td>` : html`<td><code>${shorten(type)}</code></td>`);
  const rows = shown.map((name) => {
    const [typeA, typeB] = [typesA.get(name), typesB.get(name)];
    return html`<tr><th scope="row">${shorten(name)}</th>${cell(typeA)}${cell(typeB)}<td>${typeA === typeB ? 'same' : html`<span class="differs">differs</span>`}</td></tr>`;
  });
  const rest = names.length - shown.length;
  return wideTable('Fields', html`<table><caption>Fields${rest === 0 ? null : ` (the first ${mostFields}; ${formatCount(rest)} more are not shown)`}</caption>
<thead><tr><th scope="col">Field</th><th scope="col">Type in A</th><th scope="col">Type in B</th><td></td></tr></thead>
<tbody>${rows}</tbody></table>`);
}

/** Texts in files may be of any length. */
function shorten(text: string): string {
  return text.length > longestText ? toShortPrintable(text, longestText) : toPrintable(text);
}
