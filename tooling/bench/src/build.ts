/** Builds what is measured. */
import { spawnSync } from 'node:child_process';
import { root } from './paths.ts';

/** Builds the packages that changed. @throws Error with what the build said */
export function build(): void {
  const { status, stdout, stderr, error } = spawnSync('turbo', ['run', 'build', '--filter=@datasig/bench^...', '--output-logs=errors-only'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) throw new Error(`the build failed: ${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`);
}
