/** Two datasets compared: the verdict in plain words, pictures, what differs, and what is not said. */
import { createReport, drawEuler, drawIntervals, type Operand, type Report } from '@datasig/report';
import type { VNode } from 'preact';
import { keepPercents } from '../page/text.ts';
import { FailureView } from '../parts/failure-view.tsx';
import { narrowestPhone, Picture } from '../parts/picture.tsx';
import { toFailure } from '../run/failure.ts';
import type { Failure } from '../run/protocol.ts';
import type { PairSlots } from '../pair/pair-slots.ts';
import type { Made } from '../slot/slot.ts';
import { commandsOf } from './commands.ts';
import { Exports } from './exports.tsx';
import { Findings } from './findings.tsx';

type PairReport = Extract<Report, { kind: 'pair' }>;

interface ResultProps {
  readonly a: Made;
  readonly b: Made;
  readonly slots: PairSlots;
}

/** The result; two fingerprints that cannot be compared are an error in words. */
export default function Result({ a, b, slots }: ResultProps): VNode {
  const compared = compare(a, b);
  if ('failure' in compared) {
    return (
      <section class="card result" aria-label="Result">
        <h2>These two cannot be compared</h2>
        <FailureView failure={compared.failure} />
      </section>
    );
  }
  const { pair } = compared;
  const { headline, shares, verdict, certainty, detection, limits, parts, findings, estimates } = pair;
  return (
    <section class="card result" aria-label="Result">
      <h2 class="headline" data-testid="headline">{headline}</h2>
      {shares.map((share) => <p class="explanation" key={share}>{keepPercents(share)}</p>)}
      <p class="quiet-text" data-testid="verdict">{keepPercents(verdict)}</p>
      <Findings findings={findings} slots={slots} />
      <div class="pictures">
        <figure><Picture of={pair} narrowest={narrowestPhone} draw={(width) => drawEuler(pair, { document, width })} /></figure>
        {estimates !== null && <figure><Picture of={pair} narrowest={narrowestPhone} draw={(width) => drawIntervals(pair, { document, width })} /><figcaption class="quiet-text">Each bar is the range in which the true value lies, as far as known; the dot is the best guess. Where there is no bar, the value is exact.</figcaption></figure>}
      </div>
      <div class="columns">
        <section>
          <h3>How sure is this?</h3>
          <p>{keepPercents(certainty)}</p>
          {detection !== null && <p>{keepPercents(detection)}</p>}
        </section>
        {estimates !== null && (
          <section>
            <h3>What the numbers mean</h3>
            <p>A record is a row, a line or an image. Equal ones are counted once.</p>
            <dl class="meanings">
              {[estimates.jaccard, estimates.aInB, estimates.bInA].map(({ key, label, meaning, value }) => <div key={key}><dt>{label}: {value}</dt><dd>{capital(meaning)}.</dd></div>)}
            </dl>
          </section>
        )}
      </div>
      {parts.length > 0 && (
        <section>
          <h3>Part by part</h3>
          <ul class="parts">{parts.map((part) => <li key={part.name}><strong>{part.name}</strong> {part.verdict}</li>)}</ul>
        </section>
      )}
      <section>
        <h3>What this does not say</h3>
        <ul class="limits">{limits.map((limit) => <li key={limit}>{limit}</li>)}</ul>
      </section>
      <Exports
        name={`${a.fingerprint.dataset.name}-${b.fingerprint.dataset.name}`}
        report={compared}
        commands={commandsOf([a, b])}
        pictures={{ overlap: () => drawEuler(pair, { document }), ...(estimates !== null && { intervals: () => drawIntervals(pair, { document }) }) }}
      />
    </section>
  );
}

function compare(a: Made, b: Made): PairReport | { readonly failure: Failure } {
  try {
    return createReport([operandOf(a), operandOf(b)]) as PairReport;
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

function operandOf({ origin, fingerprint }: Made): Operand {
  return { argument: origin.argument, fingerprint };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
