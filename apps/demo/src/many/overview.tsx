/** How several datasets are alike. */
import type { VNode } from 'preact';
import type { Made } from '../slot/slot.ts';

/** Placeholder. */
export default function Overview({ made }: { readonly made: readonly Made[] }): VNode {
  return <p>{made.length}</p>;
}
