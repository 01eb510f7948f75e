/** More than two datasets: a list of fingerprints, and how they are alike. */
import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { manyExample } from '../example/example-list.ts';
import { loadExample } from '../example/load-example.ts';
import type { Chosen } from '../input/chosen.ts';
import { FailureView } from '../parts/failure-view.tsx';
import { Hidden } from '../parts/hidden.tsx';
import { Lazy } from '../parts/lazy.tsx';
import { ProgressView } from '../parts/progress-view.tsx';
import { formatAmount } from '../page/text.ts';
import { DropZone } from '../side/drop-zone.tsx';
import { type Made, Slot } from '../slot/slot.ts';
import { splitDatasets } from './split-datasets.ts';

/** The places, in the order of the timeline. */
const manySlots: Signal<readonly Slot[]> = signal([]);
let count = 0;

function add(): Slot {
  count++;
  const slot = new Slot(`dataset ${count}`);
  manySlots.value = [...manySlots.value, slot];
  return slot;
}

/** Every file is a dataset of its own; so are a folder and a pair of IDX files. */
function choose(chosen: Chosen): void {
  for (const each of splitDatasets(chosen)) void add().load(each);
}

function remove(slot: Slot): void {
  slot.clear();
  manySlots.value = manySlots.value.filter((each) => each !== slot);
}

function move(index: number, by: number): void {
  const slots = [...manySlots.value];
  const [slot] = slots.splice(index, 1);
  slots.splice(index + by, 0, slot!);
  manySlots.value = slots;
}

const loadOverview = (): Promise<typeof import('./overview.tsx')> => import('./overview.tsx');

/** The page. */
export function ManyPage(): VNode {
  const slots = manySlots.value;
  const made = slots.map((slot) => slot.state.value).filter((state): state is Made => state.kind === 'done');
  return (
    <>
      <section class="card" aria-label="Datasets">
        <DropZone label="the list" isList isFilled={slots.length > 0} onChosen={choose}>
          {slots.length === 0 && (
            <div class="invitation">
              <p class="invitation-title">Drop several datasets or fingerprints here</p>
              <p class="quiet-text">Each file becomes a dataset of its own. Versions of one dataset belong in their order, oldest first.</p>
              <div class="buttons"><button type="button" onClick={() => { for (const data of manyExample) void loadExample(data, add()); }}>Show with MNIST</button></div>
            </div>
          )}
          {slots.length > 0 && <ol class="dataset-list">{slots.map((slot, index) => <li key={slot.label}><Entry slot={slot} index={index} last={slots.length - 1} /></li>)}</ol>}
        </DropZone>
      </section>
      {made.length >= 2 && <Lazy load={loadOverview} props={{ made }} />}
      {slots.length > 0 && made.length < 2 && <p class="note centered">Two are needed to compare.</p>}
    </>
  );
}

function Entry({ slot, index, last }: { readonly slot: Slot; readonly index: number; readonly last: number }): VNode | null {
  const state = slot.state.value;
  if (state.kind === 'empty') return null;
  const name = state.origin.argument;
  return (
    <div class="entry">
      <div class="entry-head">
        <strong class="entry-name">{index + 1}. {name}</strong>
        {state.kind === 'done' && <span class="quiet-text">{formatAmount(state.fingerprint.records.count, 'record')}</span>}
        <span class="entry-tools">
          <button type="button" class="quiet small" aria-label={`Move ${name} up`} disabled={index === 0} onClick={() => move(index, -1)}>↑</button>
          <button type="button" class="quiet small" aria-label={`Move ${name} down`} disabled={index === last} onClick={() => move(index, 1)}>↓</button>
          <button type="button" class="quiet small" onClick={() => remove(slot)}>Remove<Hidden> {name}</Hidden></button>
        </span>
      </div>
      {state.kind === 'reading' && <ProgressView name={name} progress={state.progress} onCancel={() => slot.cancel()} />}
      {state.kind === 'failed' && <FailureView failure={state.failure} />}
    </div>
  );
}
