/** The page: what it is, its views, and what is told to screen readers. */
import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { ManyPage } from '../many/many-page.tsx';
import { PairPage } from '../pair/pair-page.tsx';
import { announcement } from '../slot/announcer.ts';
import { Privacy } from './privacy.tsx';
import { ThemeButton } from './theme-button.tsx';

type View = 'pair' | 'many';

const view: Signal<View> = signal('pair');

const views: readonly (readonly [view: View, words: string])[] = [['pair', 'Compare two'], ['many', 'Compare many']];

/** All of it. */
export function App(): VNode {
  return (
    <>
      <a class="skip" href="#main">Skip to the datasets</a>
      <header class="page-header">
        <div class="brand"><img src="./icon.svg" alt="" width={36} height={36} /><span>Datasig</span></div>
        <div class="header-tools"><Privacy /><ThemeButton /></div>
      </header>
      <main id="main" tabIndex={-1}>
        <div class="hero">
          <h1>How much do two datasets have in common?</h1>
          <p>Drop both and see: the same, one inside the other, partly alike, or nothing shared. Each becomes a small fingerprint, and only the fingerprints are compared, so you can also compare with data you do not have.</p>
        </div>
        <nav class="views" aria-label="Views">
          {views.map(([name, words]) => <button key={name} type="button" aria-pressed={view.value === name} onClick={() => { view.value = name; }}>{words}</button>)}
        </nav>
        {view.value === 'pair' ? <PairPage /> : <ManyPage />}
      </main>
      <footer class="page-footer">
        <p>Datasig is free software under Apache-2.0. The same fingerprints come from its command line: <code>npx @datasig/cli fingerprint my.csv</code></p>
      </footer>
      <p class="visually-hidden" role="status" aria-live="polite">{announcement.value}</p>
    </>
  );
}
