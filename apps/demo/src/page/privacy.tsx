/** "Nothing is uploaded", and how that is enforced. */
import type { VNode } from 'preact';

/** A button that opens to the policy, as the browser has it. */
export function Privacy(): VNode {
  const policy = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content;
  return (
    <>
      <button type="button" class="privacy-button" popovertarget="privacy"><span class="lock" aria-hidden="true" />Nothing is uploaded</button>
      <div id="privacy" popover="auto" role="dialog" aria-label="Nothing is uploaded">
        <p>Your files are read by your browser, on your computer. There is no server behind this page that could receive them.</p>
        <p>You need not take our word for it: the page tells the browser to refuse all connections except to where the page came from and, for datasets you name there, to the Hugging Face Hub. It also works with the network switched off, once it was loaded.</p>
        {policy !== undefined && <p>The rule your browser enforces:</p>}
        {policy !== undefined && <pre tabIndex={0} role="region" aria-label="Content-Security-Policy"><code>{policy.split('; ').join('\n')}</code></pre>}
        <p>A fingerprint you save holds no records, but it says how many there are and what the fields are called, and who has a list of candidates can test whether they are in it.</p>
      </div>
    </>
  );
}
