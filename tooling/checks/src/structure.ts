/** Fails on imports against the arrows, cycles, names and sizes that the architecture rules out. */
import { findProblems } from './structure-check.ts';
import { root } from './root.ts';

const problems = findProblems(root);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? 'structure: all arrows hold\n' : `structure: ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
