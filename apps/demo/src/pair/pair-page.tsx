/** Two datasets side by side, and what they have in common. */
import type { VNode } from 'preact';
import { Examples } from '../example/examples.tsx';
import { shownExample, Story } from '../example/story.tsx';
import { areFingerprints, type Chosen } from '../input/chosen.ts';
import { Lazy } from '../parts/lazy.tsx';
import { Side } from '../side/side.tsx';
import type { Slot } from '../slot/slot.ts';
import { pairSlots } from './pair-slots.ts';

const loadResult = (): Promise<typeof import('../result/result.tsx')> => import('../result/result.tsx');

/** Two fingerprint files dropped together go to both sides. */
function choose(slot: Slot, chosen: Chosen): void {
  shownExample.value = undefined;
  if (areFingerprints(chosen) && chosen.files.length === 2) {
    const other = slot === pairSlots.a ? pairSlots.b : pairSlots.a;
    void slot.load({ files: [chosen.files[0]!] });
    void other.load({ files: [chosen.files[1]!] });
  } else {
    void slot.load(chosen);
  }
}

/** The view. */
export function PairPage(): VNode {
  const { a, b } = pairSlots;
  const [stateA, stateB] = [a.state.value, b.state.value];
  return (
    <>
      <div class="sides" id="datasets">
        <Side slot={a} onChosen={(chosen) => choose(a, chosen)} />
        <Side slot={b} onChosen={(chosen) => choose(b, chosen)} />
      </div>
      <Story />
      {stateA.kind === 'done' && stateB.kind === 'done' && <Lazy load={loadResult} props={{ a: stateA, b: stateB, slots: pairSlots }} />}
      {(stateA.kind === 'done') !== (stateB.kind === 'done') && <p class="note centered">One is there. Now the other.</p>}
      <Examples />
    </>
  );
}
