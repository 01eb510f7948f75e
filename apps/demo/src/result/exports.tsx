/** What a comparison can be saved as, and the commands that give the same. */
import { type Report, reportJson, svgFile } from '@datasig/report';
import type { VNode } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';
import { download } from '../page/download.ts';
import type { Commands } from './commands.ts';
import { saveReport } from './save-report.ts';

interface ExportsProps {
  /** Of the files, without an ending. */
  readonly name: string;
  readonly report: Report;
  readonly commands: Commands;
  /** Pictures by their names; those that cannot be drawn are null. */
  readonly pictures: Readonly<Record<string, () => SVGSVGElement | null>>;
}

/** Buttons and commands. */
export function Exports({ name, report, commands, pictures }: ExportsProps): VNode {
  const text = commands.all.join('\n');
  const savePicture = (kind: string): void => {
    const picture = pictures[kind]!();
    if (picture !== null) download(`${name}-${kind}.svg`, svgFile(picture), 'image/svg+xml');
  };
  return (
    <section class="exports" aria-labelledby="exports-title">
      <h3 id="exports-title">Keep it</h3>
      <div class="buttons">
        <button type="button" onClick={() => saveReport(name, report, commands.report)}>Save report (HTML)</button>
        {Object.keys(pictures).map((kind) => <button key={kind} type="button" onClick={() => savePicture(kind)}>Save {kind} (SVG)</button>)}
        <button type="button" onClick={() => download(`${name}.json`, `${JSON.stringify(reportJson(report), null, 2)}\n`, 'application/json')}>Save numbers (JSON)</button>
      </div>
      <details>
        <summary>The same with the command line</summary>
        <pre tabIndex={0} role="region" aria-label="Commands"><code>{text}</code></pre>
        <CopyButton text={text} label="commands" />
      </details>
    </section>
  );
}
