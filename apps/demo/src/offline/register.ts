/** Keeps a copy of the page, so that it works without a network after the first load. */

/** Registers the service worker when the page has settled. Where there can be none, the page just needs the network. */
export function registerOffline(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const register = (): void => void navigator.serviceWorker.register('./service-worker.js').catch(() => undefined);
  if (document.readyState === 'complete') register();
  else addEventListener('load', register);
}
