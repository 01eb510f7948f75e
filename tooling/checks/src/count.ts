/** Counts of tests out of the runner's JSON reports. */

/** Tests that passed and failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** The sum of two counts. */
export function addCounts(a: Count, b: Count): Count {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/** The counts of several reports. A skipped test and a file that could not be run count as failed. */
export function countResults(reports: readonly unknown[]): Count {
  return reports.map(countReport).reduce(addCounts, { passed: 0, failed: 0 });
}

/** What failed in several reports, a line each: a test's full name, or a file that could not be run. */
export function failedTests(reports: readonly unknown[]): string[] {
  return (reports as readonly Report[]).flatMap(({ testResults = [] }) =>
    testResults.flatMap(({ name, status, assertionResults }) => {
      const failed = assertionResults.filter((test) => test.status !== 'passed').map((test) => `${name}: ${test.fullName}`);
      return status === 'passed' || failed.length > 0 ? failed : [name];
    }),
  );
}

/** The part of a report that tells the tests apart. */
interface Report {
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function countReport(report: unknown): Count {
  const numbers = report as Readonly<Record<string, number | undefined>>;
  const passed = numbers['numPassedTests'] ?? 0;
  const failed = (numbers['numFailedTests'] ?? 0) + (numbers['numPendingTests'] ?? 0) + (numbers['numTodoTests'] ?? 0);
  const broken = (report as { readonly success?: boolean }).success === true || failed > 0 ? 0 : 1;
  return { passed, failed: failed + broken };
}
