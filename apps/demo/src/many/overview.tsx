/** How several datasets are alike: each with each, or as versions of one in their order. */
import { createReport, drawChanges, drawDendrogram, drawMatrix, drawTimeline, type Operand, type Report } from '@datasig/report';
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { FailureView } from '../parts/failure-view.tsx';
import { narrowestPhone, Picture } from '../parts/picture.tsx';
import { commandsOf } from '../result/commands.ts';
import { Exports } from '../result/exports.tsx';
import { toFailure } from '../run/failure.ts';
import type { Failure } from '../run/protocol.ts';
import type { Made } from '../slot/slot.ts';
import { PairsTable } from './pairs-table.tsx';
import { StepsTable } from './steps-table.tsx';

/** The result, as one of two views. */
export default function Overview({ made }: { readonly made: readonly Made[] }): VNode {
  const isTimeline = useSignal(false);
  const report = useMemo(() => reportOf(made, isTimeline.value), [made.map(({ text }) => text).join('\n'), isTimeline.value]);
  return (
    <section class="card result" aria-label="Result">
      <div class="views" role="group" aria-label="Compare as">
        <button type="button" aria-pressed={!isTimeline.value} onClick={() => { isTimeline.value = false; }}>Each with each</button>
        <button type="button" aria-pressed={isTimeline.value} onClick={() => { isTimeline.value = true; }}>As versions, oldest first</button>
      </div>
      {'failure' in report ? <FailureView failure={report.failure} /> : <ReportView report={report} made={made} />}
    </section>
  );
}

function reportOf(made: readonly Made[], timeline: boolean): Report | { readonly failure: Failure } {
  try {
    return createReport(made.map(({ origin, fingerprint }): Operand => ({ argument: origin.argument, fingerprint })), { timeline });
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

function ReportView({ report, made }: { readonly report: Report; readonly made: readonly Made[] }): VNode {
  if (report.kind === 'many') {
    const { many } = report;
    return (
      <>
        <h2>How similar they are to each other</h2>
        <p class="quiet-text">Of all distinct records of two datasets, the share that both hold. Similar datasets stand together.</p>
        <figure><Picture of={many} widest={760} draw={(width) => drawMatrix(many, { document, width })} /></figure>
        <h3>Which are nearest to each other</h3>
        <figure><Picture of={many} widest={640} draw={(width) => drawDendrogram(many, { document, width })} /></figure>
        <PairsTable many={many} />
        <Limits certainty={many.certainty} limits={many.limits} />
        <Exports name="datasets" report={report} commands={commandsOf(made)} pictures={{ matrix: () => drawMatrix(many, { document, width: 640 }), tree: () => drawDendrogram(many, { document, width: 640 }) }} />
      </>
    );
  }
  if (report.kind === 'timeline') {
    const { timeline } = report;
    return (
      <>
        <h2>Similarity of each version to the one before</h2>
        <figure><Picture of={timeline} widest={760} narrowest={narrowestPhone} draw={(width) => drawTimeline(timeline, { document, width })} /></figure>
        <h3>Records added and removed</h3>
        <p class="quiet-text">Above the line: the share of the version’s records that are new. Below it: the share of the earlier version’s records that are gone.</p>
        <figure><Picture of={timeline} widest={760} narrowest={narrowestPhone} draw={(width) => drawChanges(timeline, { document, width })} /></figure>
        <StepsTable timeline={timeline} />
        <Limits certainty={timeline.certainty} limits={timeline.limits} />
        <Exports name="versions" report={report} commands={commandsOf(made, ['--timeline'])} pictures={{ similarity: () => drawTimeline(timeline, { document, width: 640 }), changes: () => drawChanges(timeline, { document, width: 640 }) }} />
      </>
    );
  }
  const { pair } = report;
  return (
    <>
      <h2>{pair.headline}</h2>
      <p class="explanation">{pair.verdict}</p>
      <p class="quiet-text">With a third dataset there is more to see here.</p>
    </>
  );
}

function Limits({ certainty, limits }: { readonly certainty: string; readonly limits: readonly string[] }): VNode {
  return (
    <>
      <p><strong>How sure is this?</strong> {certainty}</p>
      <details>
        <summary>What this does not say</summary>
        <ul>{limits.map((limit) => <li key={limit}>{limit}</li>)}</ul>
      </details>
    </>
  );
}
