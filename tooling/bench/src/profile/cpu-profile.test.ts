/** Profiles summed up. */
import { expect, test } from 'vitest';
import { topFunctions } from './cpu-profile.ts';

const node = (id: number, functionName: string, url = '', lineNumber = -1) => ({ id, callFrame: { functionName, url, lineNumber } });

test('time is summed by function, the longest first, without that in which nothing ran', () => {
  const nodes = [node(1, '(root)'), node(2, 'hash', 'file:///any/core/hash.js', 9), node(3, ''), node(4, '(idle)'), node(5, 'hash', 'file:///any/core/hash.js', 9)];
  // Each sample lasts until the next: hash 3000 + 1000, anonymous 1000, idle 5000; the last has no end.
  const top = topFunctions({ nodes, samples: [2, 3, 4, 5, 1], timeDeltas: [7, 3000, 1000, 5000, 1000] }, 5);
  expect(top).toEqual([
    { name: 'hash core/hash.js:10', milliseconds: 4, share: 0.8 },
    { name: '(anonymous)', milliseconds: 1, share: 0.2 },
  ]);
});

test('no more than wanted, and none of an empty profile', () => {
  const nodes = [node(1, 'a'), node(2, 'b')];
  expect(topFunctions({ nodes, samples: [1, 2, 1], timeDeltas: [0, 10, 20] }, 1).map(({ name }) => name)).toEqual(['b']);
  expect(topFunctions({ nodes: [], samples: [], timeDeltas: [] }, 3)).toEqual([]);
});
