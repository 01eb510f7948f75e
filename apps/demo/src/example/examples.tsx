/** Examples at one click. */
import type { VNode } from 'preact';
import { mnistExamples, type PairExample, weatherExample } from './example-list.ts';
import { showExample, shownExample } from './story.tsx';

/** Buttons that fill both sides. */
export function Examples(): VNode {
  const choose = (example: PairExample): void => {
    showExample(example);
    document.getElementById('datasets')?.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  };
  const isShown = ({ id }: PairExample): boolean => shownExample.value?.example.id === id;
  return (
    <section class="examples" aria-labelledby="examples-title">
      <h2 id="examples-title">No data at hand? Try real ones</h2>
      <div class="example-list">
        <div class="example-group">
          <h3>70,000 handwritten digits (MNIST)</h3>
          <p class="quiet-text">Compared by fingerprints that were made before: no image is loaded.</p>
          {mnistExamples.map((example) => (
            <button key={example.id} type="button" class="example" aria-pressed={isShown(example)} onClick={() => choose(example)}><span>{example.title}</span><span class="quiet-text">{example.about}</span></button>
          ))}
        </div>
        <div class="example-group">
          <h3>{weatherExample.title}</h3>
          <p class="quiet-text">{weatherExample.about}</p>
          <button type="button" class="example" aria-pressed={isShown(weatherExample)} onClick={() => choose(weatherExample)}><span>Find out in three steps</span><span class="quiet-text">read live in your browser</span></button>
        </div>
      </div>
    </section>
  );
}
