/** Who may read what, and what those are told who may not; the token goes to the Hub alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatasigError } from '@datasig/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Hub } from '../../src/hub/hub.ts';
import { collect, large, type Stage, stage } from './stage.ts';

const files = { 'large.bin': large, 'a.txt': 'a' };
const repositories = [
  { name: 'owner/open', files, lfs: { patterns: ['*.bin'] } },
  { name: 'owner/gated', files, gated: true, lfs: { patterns: ['*.bin'] } },
  { name: 'owner/private', files, private: true },
];
const users = [{ name: 'guest', token: 'hf_guest', repositories: [] }];

afterEach(() => vi.unstubAllEnvs());

/** What the Hub says when a file of the dataset is read. */
async function reading(name: string, token: string | null): Promise<unknown> {
  const { hub } = await stage({ repositories, users }, { token });
  try {
    const { sha } = await hub.dataset(name);
    const [file] = await hub.listFiles(name, sha);
    return Buffer.from(await hub.readFile(name, sha, file!, 1000)).toString();
  } catch (error) {
    return DatasigError.is(error) ? `${error.code}: ${error.message.replaceAll(/http:\S+\//g, 'HUB/').replaceAll(/127[.0-9:]+/g, 'HOST')}` : error;
  }
}

describe('access', () => {
  it.each([
    ['owner/gated', 'hf_test', 'a'],
    ['owner/private', 'hf_test', 'a'],
    ['owner/open', 'hf_guest', 'a'],
    ['owner/gated', null, 'hub-access-denied: owner/gated: a.txt: the dataset is gated; accept its conditions at HUB/gated, and set HF_TOKEN to the token of that account'],
    ['owner/gated', 'hf_guest', 'hub-access-denied: owner/gated: a.txt: the dataset is gated and the account of the token has no access; accept its conditions at HUB/gated (a fine-grained token also needs the permission to read gated repositories)'],
    ['owner/private', null, 'source-not-found: owner/private: HOST has no such dataset, or it is private; check the name, or set HF_TOKEN to the token of an account that may read it'],
    ['owner/private', 'hf_guest', 'source-not-found: owner/private: HOST has no such dataset, or it is private; check the name, and that the account of the token may read it'],
    ['owner/missing', null, 'source-not-found: owner/missing: HOST has no such dataset, or it is private; check the name, or set HF_TOKEN to the token of an account that may read it'],
    ['owner/open', 'hf_wrong', 'hub-access-denied: owner/open: the Hub does not accept the token; make a new one in its settings and set HF_TOKEN to it, or run without one'],
  ])('to %s with the token %s', async (name, token, said) => {
    expect(await reading(name, token)).toBe(said);
  });

  it('to a revision that is not there names those like it', async () => {
    const { hub, server } = await stage({ repositories: [{ name: 'owner/data', files, revisions: { 'refs/tags/v1.0': { files } } }] });
    await expect(hub.dataset('owner/data', 'v1.1')).rejects.toMatchObject({ code: 'source-not-found', message: expect.stringMatching(/no revision "v1.1".*\(there is "v1.0"\)/) });
    await expect(hub.dataset('owner/data', 'entirely-else')).rejects.toMatchObject({ code: 'source-not-found', message: expect.not.stringContaining('there is') });
    expect(server.requests.length).toBe(4);
  });

  it('to a folder that is not there', async () => {
    const { hub, sha } = await stage({ repositories: [{ name: 'owner/data', files }] });
    await expect(hub.listFiles('owner/data', sha, 'nowhere')).rejects.toMatchObject({ code: 'source-not-found' });
  });
});

describe('the token', () => {
  const asked = async ({ hub, server }: Stage): Promise<boolean> => {
    await hub.dataset('owner/data');
    return server.requests.at(-1)!.authorization;
  };

  it('goes to the Hub and never to the CDN', async () => {
    const { hub, server } = await stage({ repositories }, { token: 'hf_test' });
    const { sha } = await hub.dataset('owner/gated');
    const file = (await hub.listFiles('owner/gated', sha)).find(({ path }) => path === 'large.bin')!;
    const opened = hub.open('owner/gated', sha, file);
    expect(await collect(opened.stream())).toEqual(large);
    expect(await opened.slice(5, 9)).toEqual(large.slice(5, 9));
    expect(server.requests.map(({ origin, authorization }) => `${origin} ${authorization}`)).toEqual(['hub true', 'hub true', 'hub true', 'cdn false', 'cdn false']);
  });

  it.each(['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'])('comes from %s', async (name) => {
    vi.stubEnv(name, 'any_1');
    const test = await stage({ token: 'any_1' }, {});
    expect(await asked({ ...test, hub: new Hub({ endpoint: test.server.endpoint, cacheFolder: null }) })).toBe(true);
    expect(await asked({ ...test, hub: new Hub({ endpoint: test.server.endpoint, cacheFolder: null, token: null }) })).toBe(false);
  });

  it('comes from a file, with a line end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hub-token-'));
    await writeFile(join(folder, 'token'), 'hf_test\n');
    for (const [name, value] of [['HF_TOKEN_PATH', join(folder, 'token')], ['HF_HOME', folder]] as const) {
      vi.stubEnv(name, value);
      const test = await stage();
      expect(await asked({ ...test, hub: new Hub({ endpoint: test.server.endpoint, cacheFolder: null }) })).toBe(true);
      vi.unstubAllEnvs();
    }
    await rm(folder, { recursive: true });
  });

  it('is not shown where it is none', async () => {
    const { hub } = await stage({}, { token: 'secret\nword' });
    await expect(hub.dataset('owner/data')).rejects.toMatchObject({ code: 'invalid-argument', message: expect.not.stringMatching(/secret|word/) });
  });
});

describe('the endpoint', () => {
  it('comes from HF_ENDPOINT', async () => {
    const { server, sha } = await stage();
    vi.stubEnv('HF_ENDPOINT', `${server.endpoint}/`);
    expect(await new Hub({ token: null, cacheFolder: null }).dataset('owner/data')).toMatchObject({ sha });
  });

  it.each(['ftp://hub', 'no url', 'http://user:secret@hub'])('cannot be %s', (endpoint) => {
    expect(() => new Hub({ endpoint })).toThrow(expect.objectContaining({ code: 'invalid-argument', message: expect.not.stringContaining('secret') }));
  });

  it('that is nobody is an error that names it', async () => {
    const { hub, retries } = await stage({}, { endpoint: 'http://127.0.0.1:9' });
    await expect(hub.dataset('owner/data')).rejects.toMatchObject({ code: 'hub-unreachable', retryable: true, message: expect.stringContaining('127.0.0.1:9') });
    expect(retries.length).toBe(4);
  });

  it.each(['../x', 'a/b/c', 'a b', '', 'owner/..'])('is never asked for a dataset %j', async (name) => {
    const { hub, server } = await stage();
    await expect(hub.dataset(name)).rejects.toMatchObject({ code: 'invalid-location' });
    expect(server.requests).toEqual([]);
  });
});
