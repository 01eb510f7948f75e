/** All pairs as a table, for those who do not see the pictures. */
import { formatEstimate, formatInterval, type Estimate } from '@datasig/core';
import type { ManyView } from '@datasig/report';
import type { VNode } from 'preact';

/** A row for each two. */
export function PairsTable({ many: { sides, pairs } }: { readonly many: ManyView }): VNode {
  return (
    <details>
      <summary>All pairs as a table</summary>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="All pairs">
        <table>
          <thead><tr><th scope="col">First</th><th scope="col">Second</th><th scope="col">Relation</th><th scope="col">Similarity</th><th scope="col">First found in second</th><th scope="col">Second found in first</th></tr></thead>
          <tbody>
            {pairs.map(({ a, b, relation, reason, similarity, aInB, bInA }) => (
              <tr key={`${a} ${b}`}>
                <th scope="row">{sides[a]!.label} {sides[a]!.shortName}</th>
                <th scope="row">{sides[b]!.label} {sides[b]!.shortName}</th>
                <td>{relation}{reason === undefined ? '' : `: ${reason}`}</td>
                <ShareCell share={similarity} /><ShareCell share={aInB} /><ShareCell share={bInA} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** A share with its interval. */
export function ShareCell({ share }: { readonly share: Estimate | null }): VNode {
  return <td>{share === null ? '?' : <>{formatEstimate(share)} <span class="quiet-text">{formatInterval(share)}</span></>}</td>;
}
