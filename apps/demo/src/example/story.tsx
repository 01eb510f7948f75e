/** Which example is shown, and the steps of the one that tells a story. */
import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { pairSlots } from '../pair/pair-slots.ts';
import { type PairExample, weatherExample } from './example-list.ts';
import { loadPair } from './load-example.ts';

/** The example that both sides hold. */
interface Shown {
  readonly example: PairExample;
  readonly step: number;
}

/** Undefined where the user's own data are looked at. */
export const shownExample: Signal<Shown | undefined> = signal(undefined);

/** Fills both sides with it. */
export function showExample(example: PairExample, step = 0): void {
  shownExample.value = { example, step };
  void loadPair(example, pairSlots, example.steps?.[step]?.leaveOut);
}

/** The steps, to be taken one after another. */
export function Story(): VNode | null {
  const shown = shownExample.value;
  const steps = shown?.example.steps;
  if (shown === undefined || steps === undefined) return null;
  return (
    <section class="story card" aria-label={weatherExample.title}>
      <p><strong>{shown.example.title}.</strong> {shown.example.about}</p>
      <ol class="steps">
        {steps.map(({ title, words }, index) => (
          <li key={title}>
            <button type="button" class="example" aria-pressed={shown.step === index} onClick={() => showExample(shown.example, index)}><span>{title}</span></button>
            {shown.step === index && <p class="quiet-text">{words}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
