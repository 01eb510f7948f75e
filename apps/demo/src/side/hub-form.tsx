/** A public dataset of the Hub, by its name. */
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { HubInput } from '../run/input.ts';

/** Another Hub than the public one, set where the page is served. */
function hubEndpoint(): string | undefined {
  const content = document.querySelector<HTMLMetaElement>('meta[name="datasig-hub"]')?.content;
  return content === undefined || content === '' ? undefined : content;
}

/** Asks for the name, and reads it in the page. */
export function HubForm({ label, onHub }: { readonly label: string; readonly onHub: (input: HubInput) => void }): VNode {
  const name = useSignal('');
  const config = useSignal('');
  const split = useSignal('');
  const submit = (event: Event): void => {
    event.preventDefault();
    const dataset = name.value.trim().replace(/^hf:/, '');
    const endpoint = hubEndpoint();
    if (dataset !== '') onHub({ kind: 'hub', dataset, ...(config.value.trim() !== '' && { config: config.value.trim() }), ...(split.value.trim() !== '' && { split: split.value.trim() }), ...(endpoint !== undefined && { endpoint }) });
  };
  return (
    <details class="hub">
      <summary>or a public dataset of the Hugging Face Hub</summary>
      <form onSubmit={submit}>
        <label>Name <input type="text" placeholder="rajpurkar/squad" autocomplete="off" spellcheck={false} aria-label={`Hub dataset for ${label}`} value={name.value} onInput={({ currentTarget }) => { name.value = currentTarget.value; }} /></label>
        <label>Config <input type="text" placeholder="the default one" autocomplete="off" spellcheck={false} aria-label={`Config of the Hub dataset for ${label}`} value={config.value} onInput={({ currentTarget }) => { config.value = currentTarget.value; }} /></label>
        <label>Split <input type="text" placeholder="all" autocomplete="off" spellcheck={false} aria-label={`Split of the Hub dataset for ${label}`} value={split.value} onInput={({ currentTarget }) => { split.value = currentTarget.value; }} /></label>
        <button type="submit">Read it</button>
      </form>
      <p class="quiet-text">Your browser reads its files from {new URL(hubEndpoint() ?? 'https://huggingface.co').host}. Large datasets take as long as downloading them.</p>
    </details>
  );
}
