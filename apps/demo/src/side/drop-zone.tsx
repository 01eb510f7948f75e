/** Where a dataset is dropped or picked. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { Hidden } from '../parts/hidden.tsx';
import { type Chosen, chosenOf, droppedOf } from '../input/chosen.ts';

interface DropZoneProps {
  /** What it is for, for screen readers: `dataset A`. */
  readonly label: string;
  readonly onChosen: (chosen: Chosen) => void;
  /** Whether there is something in it already. */
  readonly isFilled: boolean;
  /** Whether more come to what is there, rather than in its place. */
  readonly isList?: boolean;
  readonly children?: ComponentChildren;
  /** Other buttons beside those that choose. */
  readonly actions?: ComponentChildren;
}

/** Takes files that are dropped anywhere on it, and has buttons for a keyboard. */
export function DropZone({ label, onChosen, isFilled, isList = false, children, actions }: DropZoneProps): VNode {
  const isOver = useSignal(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (event: DragEvent): void => {
    event.preventDefault();
    isOver.value = false;
    if (event.dataTransfer !== null) void droppedOf(event.dataTransfer).then(onChosen);
  };
  const picked = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }): void => {
    if (currentTarget.files !== null && currentTarget.files.length > 0) onChosen(chosenOf(currentTarget.files));
    currentTarget.value = '';
  };
  return (
    <div
      class={`drop-zone${isOver.value ? ' is-over' : ''}${isFilled ? ' is-filled' : ''}`}
      onDragOver={(event) => { event.preventDefault(); isOver.value = true; }}
      onDragLeave={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) isOver.value = false; }}
      onDrop={take}
    >
      <input ref={files} class="hidden-input" type="file" multiple tabIndex={-1} aria-hidden="true" data-testid={`files ${label}`} onChange={picked} />
      <input ref={folder} class="hidden-input" type="file" {...{ webkitdirectory: true }} tabIndex={-1} aria-hidden="true" data-testid={`folder ${label}`} onChange={picked} />
      {children}
      <div class="buttons">
        {actions}
        <button type="button" class={isFilled ? 'quiet small' : 'primary'} onClick={() => files.current?.click()}>{isFilled ? (isList ? 'Add files' : 'Other files') : 'Choose files'}<Hidden> for {label}</Hidden></button>
        <button type="button" class={isFilled ? 'quiet small' : ''} onClick={() => folder.current?.click()}>{isFilled ? (isList ? 'Add a folder' : 'Other folder') : 'Choose a folder'}<Hidden> for {label}</Hidden></button>
      </div>
    </div>
  );
}
