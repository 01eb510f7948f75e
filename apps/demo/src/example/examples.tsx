/** Examples at one click. */
import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { pairSlots } from '../pair/pair-page.tsx';
import { mnistExamples, weatherExample } from './example-list.ts';
import { loadPair } from './load-example.ts';

const shown: Signal<string | undefined> = signal(undefined);
const step: Signal<number> = signal(0);

/** Buttons that fill both sides, and the story of the one that has steps. */
export function Examples(): VNode {
  const open = (id: string): void => {
    const example = [...mnistExamples, weatherExample].find((each) => each.id === id)!;
    shown.value = id;
    step.value = 0;
    void loadPair(example, pairSlots);
  };
  const goTo = (index: number): void => {
    step.value = index;
    void loadPair(weatherExample, pairSlots, weatherExample.steps![index]!.leaveOut);
  };
  return (
    <details class="examples" open>
      <summary>Try it with real data, one click</summary>
      <div class="example-list">
        <div class="example-group">
          <p class="example-title">MNIST, 70,000 handwritten digits</p>
          <p class="quiet-text">From fingerprints that were made before: no image is loaded.</p>
          <div class="buttons">
            {mnistExamples.map(({ id, title, about }) => <button key={id} type="button" class="example" aria-pressed={shown.value === id} onClick={() => open(id)}><span>{title}</span><span class="quiet-text">{about}</span></button>)}
          </div>
        </div>
        <div class="example-group">
          <p class="example-title">{weatherExample.title}</p>
          <p class="quiet-text">{weatherExample.about}</p>
          <ol class="steps">
            {weatherExample.steps!.map(({ words }, index) => (
              <li key={words}><button type="button" class="example" aria-pressed={shown.value === weatherExample.id && step.value === index} onClick={() => { shown.value = weatherExample.id; goTo(index); }}>{words}</button></li>
            ))}
          </ol>
        </div>
      </div>
    </details>
  );
}
