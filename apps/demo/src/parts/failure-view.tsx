/** An error beside its dataset: what happened, and what to do. */
import type { VNode } from 'preact';
import type { Failure } from '../run/protocol.ts';

/** The error in words. */
export function FailureView({ failure }: { readonly failure: Failure }): VNode {
  if (failure.code === 'cancelled') return <p class="note">Cancelled. Nothing was kept.</p>;
  return (
    <div class="failure" role="alert">
      <p class="failure-message">{failure.message}</p>
      {failure.remedy !== undefined && <p><strong>What to do:</strong> {failure.remedy}.</p>}
      <p class="quiet-text">Error code <code>{failure.code}</code></p>
    </div>
  );
}
