/** Text for screen readers only, such as what a button that stands twice is for. */
import type { ComponentChildren, VNode } from 'preact';

/** The text. */
export function Hidden({ children }: { readonly children: ComponentChildren }): VNode {
  return <span class="visually-hidden">{children}</span>;
}
