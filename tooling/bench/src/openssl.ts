/** The `openssl` command: what hashing alone costs on this machine. */
import { spawnSync } from 'node:child_process';
import { runProgram } from './program.ts';

/** Its version, such as `OpenSSL 3.0.19`; undefined where there is no such command. */
export function opensslVersion(): string | undefined {
  const { status, stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split(' ').slice(0, 2).join(' ') : undefined;
}

/**
 * CPU time that SHA-256 of `byteLength` bytes takes, in nanoseconds, by `openssl speed -evp sha256 -bytes N` in a second.
 *
 * @throws the signal's reason; Error when the command fails
 */
export async function opensslSpeed(byteLength: number, signal: AbortSignal): Promise<number> {
  const output = await runProgram('openssl', ['speed', '-evp', 'sha256', '-bytes', String(byteLength), '-seconds', '1', '-mr'], signal);
  return byteLength / (bytesPerSecond(output) / 1e9);
}

/** What the machine-readable output says, bytes a second of CPU time. @throws Error where it says nothing */
export function bytesPerSecond(output: string): number {
  const [, speed] = /^\+F:\d+:[^:]+:([\d.]+)$/m.exec(output) ?? [];
  if (speed === undefined) throw new Error(`openssl speed printed what is not understood: ${output.trim()}`);
  return Number(speed);
}
