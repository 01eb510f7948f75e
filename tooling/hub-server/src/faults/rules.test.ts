import { describe, expect, it } from 'vitest';
import { exampleFiles, startForTest } from '../testing.ts';
import { ActiveRule, type FaultRule } from './rules.ts';
import { parseRequest } from '../hub-request.ts';

const fault = { kind: 'status', status: 500 } as const;
const request = parseRequest('hub', 'GET', '/a/b%23c.csv?x=1', {}, '', 'http://127.0.0.1');
const ranged = parseRequest('cdn', 'GET', '/repos/aa', { range: 'bytes=0-0' }, '', 'http://127.0.0.1');

/** Which of ten requests meet the fault. */
function met(rule: FaultRule): number[] {
  const active = new ActiveRule(rule);
  return Array.from({ length: 10 }, (_, index) => index + 1).filter(() => active.meet(request, false) !== undefined);
}

describe('a rule', () => {
  it('chooses among the matching requests', () => {
    expect(met({ fault })).toHaveLength(10);
    expect(met({ fault, on: { nth: 3 } })).toEqual([3]);
    expect(met({ fault, on: { first: 3 } })).toEqual([1, 2, 3]);
    expect(met({ fault, on: { every: 4 } })).toEqual([4, 8]);
    expect(met({ fault, on: { every: 2 }, limit: 3 })).toEqual([2, 4, 6]);
    const chosen = met({ fault, on: { probability: 0.5, seed: 7 } });
    expect(chosen.length).toBeGreaterThan(1);
    expect(chosen.length).toBeLessThan(9);
    expect(met({ fault, on: { probability: 0.5, seed: 7 } })).toEqual(chosen);
    expect(met({ fault, on: { probability: 0, seed: 7 } })).toEqual([]);
  });

  it.each<[FaultRule['match'] & {}, readonly boolean[]]>([
    ['/a/*.csv', [true, false]], ['/a/b#c.csv', [true, false]], ['/*.csv', [false, false]], ['**', [true, true]], [/b#/u, [true, false]],
    [{ range: true }, [false, true]], [{ origin: 'cdn' }, [false, true]], [{ method: 'HEAD' }, [false, false]], [{ path: '/a/**', method: 'GET' }, [true, false]], [({ query }) => query.has('x'), [true, false]],
  ])('matches %s', (match, expected) => {
    expect([request, ranged].map((one) => new ActiveRule({ match, fault }).meet(one, false) !== undefined)).toEqual(expected);
  });

  it('chooses one of several faults by its seed, and those of ranges only for ranges', () => {
    const kinds = ['ignored-range', 'wrong-content-range', 'reset', 'short-body'] as const;
    const seen = (one: typeof request): Set<string> => {
      const active = new ActiveRule({ fault: kinds.map((kind) => ({ kind })) });
      return new Set(Array.from({ length: 100 }, () => active.meet(one, false)!.kind));
    };
    expect(seen(ranged)).toEqual(new Set(kinds));
    expect(seen(request)).toEqual(new Set(['reset', 'short-body']));
    const alone = new ActiveRule({ fault: { kind: 'ignored-range' } });
    expect(alone.meet(request, false)).toBeUndefined();
    expect(alone.count).toEqual({ name: 'ignored-range', matched: 1, fired: 0 });
  });

  it('is counted, and gives way to the rules before it', async () => {
    const hub = await startForTest({
      repositories: [{ name: 'owner/data', files: exampleFiles }],
      faults: [{ name: 'storm', on: { first: 2 }, fault: { kind: 'status', status: 429 } }, { match: '/api/**', fault }],
    });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await fetch(`${hub.endpoint}/api/datasets/owner/data`)).status);
    expect(statuses).toEqual([429, 429, 500, 500]);
    expect(hub.faults).toEqual([{ name: 'storm', matched: 4, fired: 2 }, { name: 'status', matched: 4, fired: 2 }]);
    hub.setFaults([]);
    hub.forgetRequests();
    expect((await fetch(`${hub.endpoint}/api/datasets/owner/data`)).status).toBe(200);
    expect(hub.requests).toHaveLength(1);
  });
});
