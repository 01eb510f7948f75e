/** Names and listings when something goes wrong: the whole truth or an error. */
import type { Fault } from '@datasig/hub-server';
import { describe, expect, it } from 'vitest';
import { stage } from './stage.ts';

const many = { repositories: [{ name: 'owner/data', files: Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`${index}.txt`, 'x'])) }], pageSize: 2 };

const passing: readonly { readonly name: string; readonly fault: Fault; readonly requests: number }[] = [
  { name: 'a web page with status 200', fault: { kind: 'status', status: 200, body: 'html' }, requests: 4 },
  { name: 'half an answer', fault: { kind: 'short-body' }, requests: 4 },
  { name: 'an answer that is cut', fault: { kind: 'cut-body' }, requests: 4 },
  { name: 'a reset', fault: { kind: 'reset' }, requests: 4 },
  { name: 'a stall', fault: { kind: 'stall', after: 5 }, requests: 4 },
  { name: 'status 502', fault: { kind: 'status', status: 502, body: 'html' }, requests: 4 },
  { name: 'status 429', fault: { kind: 'status', status: 429 }, requests: 4 },
  { name: 'gzip', fault: { kind: 'gzip' }, requests: 3 },
];

describe.each(passing)('a page of the listing with $name', ({ fault, requests }) => {
  it.each([1, 2, 3])('is asked for again (page %i)', async (nth) => {
    const { hub, sha, faults, server } = await stage(many, fault.kind === 'stall' ? { limits: { stallTimeout: 1000 } } : {});
    faults([{ match: '/api/**/tree/**', on: { nth }, fault }]);
    expect((await hub.listFiles('owner/data', sha)).map(({ path }) => path)).toEqual(['0.txt', '1.txt', '2.txt', '3.txt', '4.txt']);
    expect(server.requests.length).toBe(requests);
  });
});

describe.each(passing.filter(({ fault }) => fault.kind !== 'gzip'))('pages of the listing with $name', ({ fault }) => {
  it('are an error after five tries', async () => {
    const { hub, sha, faults, server } = await stage(many, fault.kind === 'stall' ? { limits: { stallTimeout: 100 } } : {});
    faults([{ match: '/api/**/tree/**', fault }]);
    await expect(hub.listFiles('owner/data', sha)).rejects.toMatchObject({ code: 'status' in fault && fault.status === 429 ? 'hub-rate-limited' : 'hub-unreachable' });
    expect(server.requests.length).toBe(5);
  });
});

describe('a listing', () => {
  it('that goes round in a circle is found', async () => {
    const { hub, sha, faults, server } = await stage(many);
    faults([{ match: '/api/**/tree/**', on: { nth: 2 }, fault: { kind: 'looping-cursor' } }]);
    await expect(hub.listFiles('owner/data', sha)).rejects.toMatchObject({ code: 'hub-unreachable', message: expect.stringContaining('in a circle') });
    expect(server.requests.length).toBe(2);
  });

  it.each(['<NEXT>;rel=next', '<NEXT>; title="a, b"; rel="last next"', '</api/other>; rel="prev", <NEXT>;rel="next"'])('goes on where the link is written %s', async (link) => {
    const { hub, sha, faults, server } = await stage(many);
    await hub.listFiles('owner/data', sha);
    const next = server.requests[1]!.url;
    faults([{ match: '/api/**/tree/**', on: { nth: 1 }, fault: { kind: 'headers', headers: { link: link.replace('NEXT', next) } } }]);
    expect((await hub.listFiles('owner/data', sha)).length).toBe(5);
  });

  const documents: readonly string[] = [
    '{}', 'null', '[null]', '[{"type":"file","path":"../x","size":1,"oid":"0000000000000000000000000000000000000000"}]',
    '[{"type":"file","path":"x","size":-1,"oid":"0000000000000000000000000000000000000000"}]',
    '[{"type":"file","path":"x","size":1,"oid":"0"}]', '[{"type":"file","path":"x\\ud800","size":1,"oid":"0000000000000000000000000000000000000000"}]',
    '[{"type":"file","path":"x","size":1,"oid":"0000000000000000000000000000000000000000","lfs":{"oid":"1","size":1}}]',
    '[{"type":"file","path":"x","size":1,"oid":"0000000000000000000000000000000000000000"},{"type":"file","path":"x","size":1,"oid":"0000000000000000000000000000000000000000"}]',
  ];

  it.each(documents)('cannot be %s', async (text) => {
    const { hub, sha, faults } = await stage();
    faults([{ fault: { kind: 'status', status: 200, body: { text } } }]);
    await expect(hub.listFiles('owner/data', sha)).rejects.toMatchObject({ code: 'hub-unreachable', message: expect.stringContaining('does not answer as a Hub does') });
  });
});

describe('a dataset', () => {
  it.each(['{}', '[]', 'null', '{"id":"owner/data","sha":"main"}', '{"id":"../x","sha":"0000000000000000000000000000000000000000"}'])('cannot be %s', async (text) => {
    const { hub, faults } = await stage();
    faults([{ fault: { kind: 'status', status: 200, body: { text } } }]);
    await expect(hub.dataset('owner/data')).rejects.toMatchObject({ code: 'hub-unreachable', message: expect.stringContaining('does not answer as a Hub does') });
  });

  it('is no redirect in a circle', async () => {
    const { hub, faults, server } = await stage();
    faults([{ fault: { kind: 'redirect-loop' } }]);
    await expect(hub.dataset('owner/data')).rejects.toMatchObject({ code: 'hub-unreachable', message: expect.stringContaining('redirects in a circle') });
    expect(server.requests.length).toBe(1);
  });
});
