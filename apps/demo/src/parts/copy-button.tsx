/** A button that copies a text. */
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { announce } from '../slot/announcer.ts';
import { copy } from '../page/download.ts';
import { Hidden } from './hidden.tsx';

/** @param label what is copied, for screen readers */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): VNode {
  const said = useSignal('Copy');
  const act = async (): Promise<void> => {
    const done = await copy(text);
    said.value = done ? 'Copied' : 'Select it and copy';
    announce(done ? `${label} copied` : `${label} could not be copied`);
    setTimeout(() => { said.value = 'Copy'; }, 2000);
  };
  return <button type="button" class="quiet small" onClick={() => void act()}>{said.value}<Hidden> {label}</Hidden></button>;
}
