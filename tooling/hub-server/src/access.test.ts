import { describe, expect, it } from 'vitest';
import { exampleFiles, startForTest } from './testing.ts';
import type { TestHub } from './index.ts';

const users = [{ name: 'stranger', token: 'hf_stranger', repositories: [] }, { name: 'reader', token: 'hf_reader', repositories: ['owner/gated', 'owner/secret'] }];
const start = (): Promise<TestHub> => startForTest({
  users,
  repositories: [
    { name: 'owner/gated', files: exampleFiles, gated: 'manual' }, { name: 'owner/closed', files: exampleFiles, gated: true, closedListing: true },
    { name: 'owner/secret', files: exampleFiles, private: true }, { name: 'owner/open', files: exampleFiles, renamedFrom: ['former/one', 'old'] }, { name: 'mnist', files: exampleFiles },
  ],
});

/** Status and code of an answer. */
async function ask(url: string, token?: string): Promise<readonly [number, string | null]> {
  const { status, headers } = await fetch(url, token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } });
  return [status, headers.get('X-Error-Code')];
}

describe('a gated repository', () => {
  it('shows its listing to all, its content to those with access', async () => {
    const { endpoint, token } = await start();
    const file = `${endpoint}/datasets/owner/gated/resolve/main/README.md`;
    expect(await ask(`${endpoint}/api/datasets/owner/gated/tree/main`)).toEqual([200, null]);
    expect(await (await fetch(`${endpoint}/api/datasets/owner/gated`)).json()).toMatchObject({ gated: 'manual' });
    expect(await ask(file)).toEqual([401, 'GatedRepo']);
    expect(await ask(file, 'hf_stranger')).toEqual([403, 'GatedRepo']);
    expect(await ask(file, 'hf_reader')).toEqual([200, null]);
    expect(await ask(file, token)).toEqual([200, null]);
    expect(await ask(`${endpoint}/api/datasets/owner/closed/tree/main`)).toEqual([401, 'GatedRepo']);
    expect(await ask(`${endpoint}/api/datasets/owner/closed/tree/main`, 'hf_reader')).toEqual([403, 'GatedRepo']);
  });
});

describe('a private repository', () => {
  it('is missing to those without access', async () => {
    const { endpoint, token } = await start();
    const info = `${endpoint}/api/datasets/owner/secret`;
    expect([await ask(info), await ask(info, 'hf_stranger'), await ask(info, 'hf_reader'), await ask(info, token)]).toEqual([[401, 'RepoNotFound'], [404, 'RepoNotFound'], [200, null], [200, null]]);
    expect([await ask(`${endpoint}/api/datasets/owner/nothing`), await ask(`${endpoint}/api/datasets/owner/nothing`, token)]).toEqual([[401, 'RepoNotFound'], [404, 'RepoNotFound']]);
  });
});

describe('a token', () => {
  it('that nobody has is refused everywhere', async () => {
    const { endpoint } = await start();
    const response = await fetch(`${endpoint}/api/datasets/owner/open`, { headers: { Authorization: 'Bearer hf_wrong' } });
    expect([response.status, response.headers.get('X-Error-Message')]).toEqual([401, 'Invalid credentials in Authorization header']);
  });

  it('tells who has it', async () => {
    const { endpoint } = await start();
    expect(await (await fetch(`${endpoint}/api/whoami-v2`, { headers: { Authorization: 'Bearer hf_reader' } })).json()).toMatchObject({ type: 'user', name: 'reader' });
    expect((await fetch(`${endpoint}/api/whoami-v2`)).status).toBe(401);
  });
});

describe('a name', () => {
  it.each(['former/one', 'old'])('of former times leads to the present one (%s)', async (name) => {
    const { endpoint } = await start();
    const moved = await fetch(`${endpoint}/api/datasets/${name}/tree/main?recursive=true`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('Location')]).toEqual([307, '/api/datasets/owner/open/tree/main?recursive=true']);
    expect(await (await fetch(`${endpoint}/datasets/${name}/resolve/main/data/train.csv`)).text()).toBe('a,b\n1,2\n');
  });

  it('may be of one word', async () => {
    const { endpoint } = await start();
    expect(await (await fetch(`${endpoint}/api/datasets/mnist`)).json()).toMatchObject({ id: 'mnist' });
    expect(await (await fetch(`${endpoint}/datasets/mnist/resolve/main/data/train.csv`)).text()).toBe('a,b\n1,2\n');
  });

  it('is given once', async () => {
    await expect(startForTest({ repositories: [{ name: 'a/b', files: {} }, { name: 'a/b', files: {} }] })).rejects.toThrow('two repositories are called a/b');
    await expect(startForTest({ repositories: [{ name: 'a/b/c', files: {} }] })).rejects.toThrow('a/b/c is not owner/name');
  });
});

it('says what does not exist, and that it counts requests', async () => {
  const { endpoint } = await start();
  expect(await ask(`${endpoint}/datasets/owner/open/resolve/v9/README.md`)).toEqual([404, 'RevisionNotFound']);
  expect(await ask(`${endpoint}/datasets/owner/open/resolve/main/data`)).toEqual([404, 'EntryNotFound']);
  const unknown = await fetch(`${endpoint}/api/datasets/owner/open/tree/%C3%BC`);
  expect([unknown.status, unknown.headers.get('X-Error-Message'), await unknown.json()]).toEqual([404, 'Invalid rev id: %C3%BC', { error: 'Invalid rev id: ü' }]);
  expect(await ask(`${endpoint}/api/datasets/owner/open/tree/main/nothing`)).toEqual([404, 'EntryNotFound']);
  const last = await fetch(`${endpoint}/nothing/at/all`);
  expect([last.status, last.headers.get('RateLimit')]).toEqual([404, '"resolvers";r=4995;t=300']);
});
