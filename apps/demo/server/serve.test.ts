/** The server of the page: its policy, its files, and nothing else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentSecurityPolicy } from './policy.ts';
import { type PageServer, startServer } from './serve.ts';

let folder: string;
let server: PageServer;
const html = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}"><meta name="datasig-hub" content="">`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datasig-serve-'));
  writeFileSync(join(folder, 'index.html'), html);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('serves the page under a path, with its policy', async () => {
  server = await startServer({ folder, path: '/a/' });
  const response = await fetch(server.url);
  expect(await response.text()).toBe(html);
  expect(response.headers.get('content-security-policy')).toBe(`${contentSecurityPolicy()}; frame-ancestors 'none'`);
  expect((await fetch(new URL('/', server.url))).status).toBe(404);
});

it('allows the Hub that is named, and tells the page', async () => {
  server = await startServer({ folder, hub: 'http://127.0.0.1:1234/' });
  const response = await fetch(server.url);
  const text = await response.text();
  expect(text).toContain('name="datasig-hub" content="http://127.0.0.1:1234"');
  expect(text).toContain('https://*.hf.co http://127.0.0.1:1234;');
  expect(response.headers.get('content-security-policy')).toContain('https://*.hf.co http://127.0.0.1:1234;');
});

it('allows where that Hub keeps large files, by origin', async () => {
  server = await startServer({ folder, hub: 'http://127.0.0.1:1234/', hubFiles: ['https://files.test/some/path'] });
  const response = await fetch(server.url);
  const allowed = 'https://*.hf.co http://127.0.0.1:1234 https://files.test;';
  expect(await response.text()).toContain(allowed);
  expect(response.headers.get('content-security-policy')).toContain(allowed);
});

it.each(['missing.js', '%2e%2e%2fserve.test.ts', '..%2f..%2fetc%2fpasswd', '%zz'])('gives nothing for %s', async (path) => {
  server = await startServer({ folder });
  expect((await fetch(`${server.url}${path}`)).status).toBe(404);
});

it('takes a free port where one is taken', async () => {
  server = await startServer({ folder });
  const other = await startServer({ folder, port: Number(new URL(server.url).port) });
  expect(other.url).not.toBe(server.url);
  await other.close();
});
