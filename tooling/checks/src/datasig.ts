/** `pnpm datasig …` in a checkout: builds what changed, then runs the command where it was called. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.ts';

const build = spawnSync('turbo', ['run', 'build', '--filter=@datasig/cli', '--output-logs=errors-only'], {
  cwd: root,
  encoding: 'utf8',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
});
if (build.status !== 0) {
  // Standard output is the command's own.
  process.stderr.write(`${build.stdout}${build.stderr}${build.error === undefined ? '' : `${build.error.message}\n`}`);
  process.exit(3);
}

const child = spawn(process.execPath, [join(root, 'packages/cli/dist/main.cjs'), ...process.argv.slice(2)], {
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
  stdio: 'inherit',
});
// A terminal sends its signals to the child too; this process only waits for it to end in its own way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('close', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
