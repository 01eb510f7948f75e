/** Where scripts see no redirect: a `fetch` as browsers have it, to the same servers. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Hub } from '../../src/hub/hub.ts';
import { collect, large, stage } from './stage.ts';
import { SwiftClock } from './swift-clock.ts';

afterEach(() => vi.unstubAllGlobals());

/** A redirect that was not followed is opaque (Fetch standard, "opaque-redirect filtered response"); some headers are not the script's to set. */
const browserFetch: typeof fetch = async (input, init) => {
  const headers = new Headers(init?.headers);
  for (const name of ['accept-encoding', 'user-agent']) headers.delete(name);
  const response = await fetch(input, { ...init, headers });
  if (init?.redirect !== 'manual' || response.status < 300 || response.status > 399) return response;
  await response.body?.cancel();
  return new Proxy(Response.error(), { get: (target, key) => (key === 'type' ? 'opaqueredirect' : Reflect.get(target, key)) });
};

describe('in a browser', () => {
  it('redirects are followed by fetch, and the link is kept', async () => {
    const { server, sha } = await stage();
    vi.stubGlobal('process', undefined);
    const hub = new Hub({ endpoint: server.endpoint, token: 'hf_test', fetch: browserFetch, clock: new SwiftClock() });
    const file = (await hub.listFiles('owner/data', sha)).find(({ path }) => path === 'large.bin')!;
    server.forgetRequests();
    const opened = hub.open('owner/data', sha, file);
    expect(await opened.slice(0, 10)).toEqual(large.slice(0, 10));
    expect(await collect(opened.stream())).toEqual(large);
    vi.unstubAllGlobals();
    // The first redirect shows that they are opaque: it is asked again, to be followed.
    expect(server.requests.map(({ origin, authorization }) => [origin, authorization])).toEqual([['hub', true], ['hub', true], ['cdn', false], ['cdn', false]]);
  });

  it('links that have ended are asked for anew', async () => {
    const { server, sha } = await stage();
    const hub = new Hub({ endpoint: server.endpoint, token: null, cacheFolder: null, fetch: browserFetch, clock: new SwiftClock() });
    const file = (await hub.listFiles('owner/data', sha)).find(({ path }) => path === 'large.bin')!;
    server.setFaults([{ match: '/datasets/**', fault: { kind: 'expiring-link', uses: 2 } }]);
    const opened = hub.open('owner/data', sha, file);
    for (let start = 0; start < 5000; start += 1000) expect(await opened.slice(start, start + 1000)).toEqual(large.slice(start, start + 1000));
  });
});
