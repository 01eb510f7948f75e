/** A view whose code loads when it is shown for the first time. */
import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface LazyProps<Props> {
  readonly load: () => Promise<{ readonly default: (props: Props) => VNode | null }>;
  readonly props: Props;
}

/** Shows it when it is there; says so where it cannot be loaded. */
export function Lazy<Props extends object>({ load, props }: LazyProps<Props>): VNode | null {
  const [view, setView] = useState<{ readonly component?: ComponentType<Props>; readonly hasFailed?: true }>({});
  useEffect(() => {
    load().then(({ default: component }) => setView({ component: component as ComponentType<Props> }), () => setView({ hasFailed: true }));
  }, []);
  if (view.hasFailed === true) return <p class="failure" role="alert">A piece of the page could not be loaded. Check the connection and reload.</p>;
  const Component = view.component;
  return Component === undefined ? <p class="note" aria-busy="true">One moment …</p> : <Component {...props} />;
}
