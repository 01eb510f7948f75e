/** One side of a comparison. */
import type { VNode } from 'preact';
import type { Chosen } from '../input/chosen.ts';
import { FailureView } from '../parts/failure-view.tsx';
import { ProgressView } from '../parts/progress-view.tsx';
import { Hidden } from '../parts/hidden.tsx';
import type { Slot } from '../slot/slot.ts';
import { DropZone } from './drop-zone.tsx';
import { FormatForm } from './format-form.tsx';
import { HubForm } from './hub-form.tsx';
import { MadeView, SaveFingerprint } from './made-view.tsx';

interface SideProps {
  readonly slot: Slot;
  readonly onChosen: (chosen: Chosen) => void;
}

/** Drop zone, progress, result or error of a dataset. */
export function Side({ slot, onChosen }: SideProps): VNode {
  const state = slot.state.value;
  const label = `dataset ${slot.label}`;
  return (
    <section class={`card side side-${slot.label.toLowerCase()}`} aria-label={`Dataset ${slot.label}`}>
      <header class="side-header">
        <h2><span class="badge" aria-hidden="true">{slot.label}</span><Hidden>Dataset {slot.label}</Hidden></h2>
        {state.kind !== 'empty' && <button type="button" class="quiet small" onClick={() => slot.clear()}>Remove<Hidden> {label}</Hidden></button>}
      </header>
      {state.kind === 'reading' ? (
        <ProgressView name={state.origin.argument} progress={state.progress} onCancel={() => slot.cancel()} />
      ) : (
        <DropZone label={label} isFilled={state.kind !== 'empty'} onChosen={onChosen} actions={state.kind === 'done' && <SaveFingerprint label={label} made={state} />}>
          {state.kind === 'empty' && (
            <div class="invitation">
              <p class="invitation-title">Drop a dataset here</p>
              <p class="quiet-text">CSV, TSV, JSON, JSON Lines, Parquet, Arrow, SQLite, text, ARFF, TFRecord, IDX, images, a folder, a .zip, or a fingerprint (.datasig.json)</p>
            </div>
          )}
          {state.kind === 'done' && <MadeView label={label} made={state} onApply={(settings) => void slot.again(settings)} />}
          {state.kind === 'failed' && (
            <div class="failed">
              <h3 class="made-name">{state.origin.argument}</h3>
              <FailureView failure={state.failure} />
              {state.origin.kind === 'data' && <FormatForm label={label} settings={state.origin.settings} onApply={(settings) => void slot.again(settings)} />}
            </div>
          )}
        </DropZone>
      )}
      {state.kind === 'empty' && <HubForm label={label} onHub={(input) => void slot.loadHub(input)} />}
    </section>
  );
}
