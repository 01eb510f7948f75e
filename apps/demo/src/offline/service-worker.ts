/** The service worker: all files of the page are kept, and the policy of the page holds for what comes from the copy. */

/** What a service worker has beyond other workers. */
interface Scope {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: { waitUntil(promise: Promise<unknown>): void }) => void): void;
  addEventListener(type: 'fetch', listener: (event: { readonly request: Request; respondWith(response: Promise<Response>): void }) => void): void;
}

/** Put in when the page is built: its files, relative to the page, and a digest of them. */
declare const __FILES__: readonly string[];
declare const __VERSION__: string;
declare const __POLICY__: string;

const scope = globalThis as unknown as Scope;
const cacheName = `datasig-${__VERSION__}`;

scope.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll([...__FILES__])).then(() => scope.skipWaiting()));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => scope.clients.claim()));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope.registration.scope)) return;
  event.respondWith(request.mode === 'navigate' ? freshOrKept(request) : keptOrFresh(request));
});

async function dropOthers(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('datasig-') && name !== cacheName) await caches.delete(name);
}

/** The page itself may have a new version. */
async function freshOrKept(request: Request): Promise<Response> {
  try {
    return withPolicy(await fetch(request));
  } catch (error) {
    const kept = await (await caches.open(cacheName)).match(scope.registration.scope, { ignoreSearch: true });
    if (kept === undefined) throw error;
    return withPolicy(kept);
  }
}

async function keptOrFresh(request: Request): Promise<Response> {
  return withPolicy((await (await caches.open(cacheName)).match(request, { ignoreSearch: true })) ?? (await fetch(request)));
}

/** Workers have the policy of the header that their script came with, which a plain file server does not send. */
function withPolicy(response: Response): Response {
  if (!response.ok || response.headers.has('content-security-policy')) return response;
  const headers = new Headers(response.headers);
  headers.set('content-security-policy', __POLICY__);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
