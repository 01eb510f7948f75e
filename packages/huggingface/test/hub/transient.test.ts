/** Runs in which now and then something goes wrong: the same bytes, in the end. */
import type { Fault } from '@datasig/hub-server';
import { describe, expect, it } from 'vitest';
import { collect, large, small, stage } from './stage.ts';

const transient: readonly Fault[] = [
  { kind: 'ignored-range' }, { kind: 'wrong-content-range' }, { kind: 'short-body' }, { kind: 'long-body' }, { kind: 'cut-body' },
  { kind: 'reset' }, { kind: 'reset', after: 100 }, { kind: 'status', status: 408 }, { kind: 'status', status: 429 }, { kind: 'status', status: 500 },
  { kind: 'status', status: 503, body: 'html' }, { kind: 'status', status: 200, body: 'html' }, { kind: 'gzip' }, { kind: 'expiring-link', uses: 1 },
];
const files = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`data/${index}.${index % 3 === 0 ? 'csv' : 'bin'}`, index % 3 === 0 ? small : large.slice(index)]));

describe.each([1, 2, 3, 4])('every tenth request meets a fault (seed %i)', (seed) => {
  it('and the bytes are the same', async () => {
    // Five failures in a row are rare, but chance does not know that this is a test.
    const { hub, server } = await stage({
      repositories: [{ name: 'owner/data', files, lfs: { patterns: ['*.bin'] }, resolveCache: true }], pageSize: 3,
      faults: [{ on: { probability: 0.1, seed }, seed, fault: transient }],
    }, { limits: { tries: 8 } });
    const { sha } = await hub.dataset('owner/data');
    const listing = await hub.listFiles('owner/data', sha);
    expect(listing.map(({ path }) => path).sort()).toEqual(Object.keys(files).sort());
    await Promise.all(listing.map(async (file) => {
      const bytes = files[file.path]!;
      const opened = hub.open('owner/data', sha, file);
      expect(await collect(opened.stream())).toEqual(bytes);
      expect(opened.isVerified).toBe(true);
      for (let start = 0; start < bytes.length; start += bytes.length >> 2) expect(await opened.slice(start, start + 1000)).toEqual(bytes.slice(start, start + 1000));
      await opened.close();
    }));
    expect(server.faults[0]!.fired).toBeGreaterThan(5);
  });
});
