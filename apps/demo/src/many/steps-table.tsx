/** Versions as a table, for those who do not see the pictures. */
import type { TimelineView } from '@datasig/report';
import type { VNode } from 'preact';
import { ShareCell } from './pairs-table.tsx';

/** A row for each version but the first. */
export function StepsTable({ timeline: { sides, steps } }: { readonly timeline: TimelineView }): VNode {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="All versions">
      <table>
        <thead><tr><th scope="col">Version</th><th scope="col">Size</th><th scope="col">Similarity to the one before</th><th scope="col">Added</th><th scope="col">Removed</th></tr></thead>
        <tbody>
          <tr><th scope="row">{sides[0]!.label} {sides[0]!.shortName}</th><td>{sides[0]!.records}</td><td colSpan={3}>the first</td></tr>
          {steps.map(({ index, reason, similarity, added, removed }) => (
            <tr key={index}>
              <th scope="row">{sides[index]!.label} {sides[index]!.shortName}</th>
              <td>{sides[index]!.records}</td>
              {reason === undefined ? <><ShareCell share={similarity} /><ShareCell share={added} /><ShareCell share={removed} /></> : <td colSpan={3}>cannot be compared: {reason}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
