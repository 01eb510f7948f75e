/** Two datasets side by side, and what they have in common. */
import type { VNode } from 'preact';
import { areFingerprints, type Chosen } from '../input/chosen.ts';
import { Lazy } from '../parts/lazy.tsx';
import { Side } from '../side/side.tsx';
import { Slot } from '../slot/slot.ts';

/** The two places; they stay filled while other pages are looked at. */
export const pairSlots: { readonly a: Slot; readonly b: Slot } = { a: new Slot('A'), b: new Slot('B') };

const loadResult = (): Promise<typeof import('../result/result.tsx')> => import('../result/result.tsx');

/** Two fingerprint files dropped together go to both sides. */
function choose(slot: Slot, chosen: Chosen): void {
  if (areFingerprints(chosen) && chosen.files.length === 2) {
    const other = slot === pairSlots.a ? pairSlots.b : pairSlots.a;
    void slot.load({ files: [chosen.files[0]!] });
    void other.load({ files: [chosen.files[1]!] });
  } else {
    void slot.load(chosen);
  }
}

/** The page. */
export function PairPage(): VNode {
  const { a, b } = pairSlots;
  const [stateA, stateB] = [a.state.value, b.state.value];
  return (
    <>
      <div class="sides">
        <Side slot={a} onChosen={(chosen) => choose(a, chosen)} />
        <Side slot={b} onChosen={(chosen) => choose(b, chosen)} />
      </div>
      {stateA.kind === 'done' && stateB.kind === 'done' && <Lazy load={loadResult} props={{ a: stateA, b: stateB, slots: pairSlots }} />}
      {(stateA.kind === 'done') !== (stateB.kind === 'done') && <p class="note centered">One is there. Now the other.</p>}
    </>
  );
}
