/** The page on a plain host of static files, which sends no policy: the page and its service worker bring their own. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DemoPage } from './demo-page.ts';
import { startPlainServer } from './plain-server.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const elsewhere = 'https://example.org/collect';
let demo: DemoPage;
beforeAll(async () => { demo = await DemoPage.openOn(await startPlainServer(dist)); });
afterAll(async () => { await demo.close(); });

it('the host sends no policy', async () => {
  const { headers, status } = await fetch(demo.server.url);
  expect([status, headers.get('content-security-policy')]).toEqual([200, null]);
});

it('two files are compared under a path, on the first load', async () => {
  await demo.give('A', { 'a.csv': 'id,name\n1,a\n2,b\n' });
  await demo.give('B', { 'b.csv': 'id,name\n1,a\n2,b\n3,c\n' });
  expect(await demo.headline()).toBe('All of A is in B');
  expect(demo.faults).toEqual([]);
});

it('the page refuses other hosts from the first load on', async () => {
  const refused = await demo.page.evaluate(refusedBy, elsewhere);
  expect(refused).toBe(`connect-src ${elsewhere}`);
});

it('workers refuse them as soon as the service worker is there', async () => {
  await demo.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const address = demo.requests.find((each) => /\/worker-[^/]*\.js$/.test(each))!;
  const [worker] = await Promise.all([
    demo.page.waitForEvent('worker'),
    demo.page.evaluate((url) => { Object.assign(globalThis, { kept: new Worker(url, { type: 'module' }) }); }, address),
  ]);
  expect(await worker.evaluate(refusedBy, elsewhere)).toBe(`connect-src ${elsewhere}`);
  const policy = await demo.page.evaluate(async (url) => (await fetch(url)).headers.get('content-security-policy'), address);
  expect(policy).toContain("default-src 'none'");
});

it('works on without the host', async () => {
  await demo.server.close();
  await demo.page.reload();
  await demo.give('A', { 'a.csv': 'id\n1\n' });
  expect(await demo.side('A').innerText()).toContain('1 record');
});

it('asked nobody but its host', () => {
  expect(demo.requestsElsewhere().filter((address) => address !== elsewhere)).toEqual([]);
});

/** Runs in the page or in a worker: what the policy there says of a request. */
async function refusedBy(address: string): Promise<string> {
  const refused = new Promise<string>((resolve) => {
    globalThis.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI } = event as SecurityPolicyViolationEvent;
      resolve(`${effectiveDirective} ${blockedURI}`);
    }, { once: true });
  });
  // Without a policy the request fails for want of a network, and nobody tells of a refusal.
  const asked = fetch(address, { method: 'POST', body: 'data' }).then(() => 'let through', () => new Promise<string>((resolve) => { setTimeout(resolve, 5000, 'failed, not refused'); }));
  return Promise.race([refused, asked]);
}
