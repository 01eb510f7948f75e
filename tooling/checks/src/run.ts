/** Runs checks one after another, sums their tests and ends with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Count, addCounts, countResults, failedTests } from './count.ts';
import { root } from './root.ts';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Whether the step leaves `test-results.json` files; others count as one test. */
  readonly tests?: boolean;
}

const turbo = (task: string): readonly string[] => ['turbo', 'run', task, '--output-logs=new-only', '--continue'];

const groups: Readonly<Record<string, readonly Step[]>> = {
  install: [{ name: 'install', command: ['pnpm', 'install', '--frozen-lockfile'] }],
  static: [
    { name: 'types', command: turbo('types') },
    { name: 'lint', command: ['pnpm', 'lint'] },
    { name: 'structure', command: ['pnpm', 'structure'] },
    { name: 'pages', command: ['pnpm', 'pages'] },
    { name: 'unused code', command: ['pnpm', 'unused'] },
    { name: 'packaging', command: ['pnpm', 'packaging'] },
  ],
  test: [{ name: 'test', command: turbo('test'), tests: true }],
  external: [{ name: 'test:external', command: turbo('test:external'), tests: true }],
};

/** A step's outcome; `failures` names the tests that failed, so that they are found at the end of a long output. */
interface Outcome {
  readonly count: Count;
  readonly failures: readonly string[];
}

function run(step: Step): Outcome {
  process.stdout.write(`\n== ${step.name}\n`);
  if (step.tests === true) for (const file of resultFiles()) rmSync(file);
  const [command, ...parameters] = step.command;
  const { status } = spawnSync(command!, parameters, { cwd: root, stdio: 'inherit', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } });
  if (step.tests !== true) return { count: status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }, failures: [] };
  const reports = resultFiles().map((file) => JSON.parse(readFileSync(file, 'utf8')) as unknown);
  const count = countResults(reports);
  return { count: status === 0 || count.failed > 0 ? count : { ...count, failed: 1 }, failures: failedTests(reports) };
}

function resultFiles(): string[] {
  return globSync('{packages,apps,tooling}/*/test-results.json', { cwd: root }).map((file) => join(root, file));
}

const names = process.argv.slice(2);
const steps = (names.length === 0 ? Object.keys(groups) : names).flatMap((name) => groups[name] ?? []);
const results = steps.map((step) => ({ step, ...run(step) }));
process.stdout.write('\n');
for (const failure of results.flatMap(({ failures }) => failures)) process.stdout.write(`failed: ${failure}\n`);
for (const { step, count } of results) process.stdout.write(`${step.name}: ${count.passed} passed, ${count.failed} failed\n`);
const total = results.map(({ count }) => count).reduce(addCounts, { passed: 0, failed: 0 });
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
