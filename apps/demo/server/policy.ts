/** The Content-Security-Policy of the page: the browser itself forbids all other connections. */

/** Hosts of the Hugging Face Hub. */
export const hubHosts: readonly string[] = ['https://huggingface.co', 'https://*.huggingface.co', 'https://*.hf.co'];

/** @param hosts where the page may connect to besides where it came from */
export function contentSecurityPolicy(hosts: readonly string[] = hubHosts): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    // One format's decoder loads itself from a data: address, which leads nowhere.
    `connect-src 'self' data: ${hosts.join(' ')}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
