/** What a comparison can be saved as, and the command that gives the same. */
import { comparisonJson, drawEuler, drawIntervals, type Operands, type PairView, svgFile } from '@datasig/report';
import type { FingerprintComparison } from '@datasig/core';
import type { VNode } from 'preact';
import { commandLine, optionsOf } from '../input/command-line.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { download } from '../page/download.ts';
import type { Made } from '../slot/slot.ts';

interface ExportsProps {
  readonly a: Made;
  readonly b: Made;
  readonly operands: Operands;
  readonly comparison: FingerprintComparison;
  readonly pair: PairView;
}

/** Buttons and commands. */
export function Exports({ a, b, operands, comparison, pair }: ExportsProps): VNode {
  const name = `${a.fingerprint.dataset.name}-${b.fingerprint.dataset.name}`;
  const saveSvg = (kind: string, picture: SVGSVGElement | null): void => {
    if (picture !== null) download(`${name}-${kind}.svg`, svgFile(picture), 'image/svg+xml');
  };
  const commands = commandsOf(a, b);
  return (
    <div class="exports">
      <div class="buttons">
        <button type="button" onClick={() => saveSvg('overlap', drawEuler(pair, { document }))}>Save picture (SVG)</button>
        {pair.estimates !== null && <button type="button" onClick={() => saveSvg('intervals', drawIntervals(pair, { document }))}>Save bars (SVG)</button>}
        <button type="button" onClick={() => download(`${name}.json`, `${JSON.stringify(comparisonJson(operands, comparison), null, 2)}\n`, 'application/json')}>Save numbers (JSON)</button>
      </div>
      <details>
        <summary>The same with the command line</summary>
        <pre tabIndex={0} aria-label="Commands"><code>{commands}</code></pre>
        <CopyButton text={commands} label="commands" />
      </details>
    </div>
  );
}

/** A fingerprint of each, and what they have in common. */
function commandsOf(...sides: readonly Made[]): string {
  const files = sides.map(({ fingerprint }) => `${fingerprint.dataset.name}.datasig.json`);
  const twice = new Set(files).size < files.length;
  const lines = sides.flatMap(({ origin }, index) => {
    if (origin.kind === 'fingerprint') return [];
    const output = twice ? ['-o', `${index + 1}-${files[index]!}`] : [];
    return [commandLine(['datasig', 'fingerprint', origin.argument, ...optionsOf(origin.settings), ...output])];
  });
  const named = sides.map(({ origin }, index) => (origin.kind === 'fingerprint' ? origin.argument : twice ? `${index + 1}-${files[index]!}` : files[index]!));
  return [...lines, ...(named.length === 2 ? [commandLine(['datasig', 'compare', ...named])] : []), commandLine(['datasig', 'report', ...named, '-o', 'report.html'])].join('\n');
}
