import { expect, it } from 'vitest';
import { countResults, failedTests } from './count.ts';

it('sums reports', () => {
  const good = { success: true, numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  expect(countResults([good, good])).toEqual({ passed: 6, failed: 0 });
});

it.each([
  ['a failed test', { success: false, numPassedTests: 3, numFailedTests: 2 }, { passed: 3, failed: 2 }],
  ['a skipped test', { success: true, numPassedTests: 3, numPendingTests: 1 }, { passed: 3, failed: 1 }],
  ['a file that could not be run', { success: false, numPassedTests: 3 }, { passed: 3, failed: 1 }],
  ['an empty report', {}, { passed: 0, failed: 1 }],
])('fails for %s', (_, report, count) => {
  expect(countResults([report])).toEqual(count);
});

it('names what failed', () => {
  const report = {
    testResults: [
      { name: 'a.test.ts', status: 'failed', assertionResults: [{ fullName: 'one', status: 'passed' }, { fullName: 'two', status: 'failed' }] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', assertionResults: [{ fullName: 'three', status: 'passed' }] },
    ],
  };
  expect(failedTests([report, {}])).toEqual(['a.test.ts: two', 'b.test.ts']);
});
