/** What keeps records from matching, each with a button that mends it where one can. */
import type { Finding } from '@datasig/core';
import type { VNode } from 'preact';
import { describeSuggestion, withSuggestion } from '../input/suggestion.ts';
import type { PairSlots } from '../pair/pair-slots.ts';

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly slots: PairSlots;
}

/** The findings, those first that can be mended here. */
export function Findings({ findings, slots }: FindingsProps): VNode | null {
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="findings-title">
      <h3 id="findings-title">What keeps records from matching</h3>
      <ul class="findings">
        {findings.map((finding) => <li key={`${finding.code} ${finding.message}`}><FindingView finding={finding} slots={slots} /></li>)}
      </ul>
    </section>
  );
}

function FindingView({ finding: { message, suggestion }, slots }: { readonly finding: Finding; readonly slots: PairSlots }): VNode {
  const slot = suggestion === undefined ? undefined : slots[suggestion.side];
  const state = slot?.state.value;
  const settings = state?.kind === 'done' && state.origin.kind === 'data' ? withSuggestion(state.origin.settings, suggestion!) : undefined;
  return (
    <>
      <p>{suggestion === undefined ? message : message.replace(`; use ${suggestion.option} for ${suggestion.side.toUpperCase()}`, '')}</p>
      {settings !== undefined && (
        <p><button type="button" class="small" onClick={() => void slot!.again(settings)}>{describeSuggestion(suggestion!)}</button> <code class="quiet-text">{suggestion!.option}</code></p>
      )}
      {suggestion !== undefined && settings === undefined && <p class="quiet-text">Side {suggestion.side.toUpperCase()} is a fingerprint file: make it again with <code>{suggestion.option}</code>.</p>}
    </>
  );
}
