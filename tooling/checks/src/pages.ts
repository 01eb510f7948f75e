/** Fails on pages whose links lead nowhere or whose code is not that of the file they name. */
import { findPageProblems } from './pages-check.ts';
import { root } from './root.ts';

const problems = findPageProblems(root);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? 'pages: links lead somewhere, code is as in its file\n' : `pages: ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
