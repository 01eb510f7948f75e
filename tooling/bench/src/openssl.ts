/** The `openssl` command: what hashing alone costs on this machine. */
import { spawn, spawnSync } from 'node:child_process';

/** Its version, such as `OpenSSL 3.0.19`; undefined where there is no such command. */
export function opensslVersion(): string | undefined {
  const { status, stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split(' ').slice(0, 2).join(' ') : undefined;
}

/**
 * CPU time that SHA-256 of `byteLength` bytes takes, in nanoseconds, by `openssl speed -evp sha256 -bytes N` over `seconds` seconds.
 *
 * @throws the signal's reason; Error when the command fails
 */
export async function opensslSpeed(byteLength: number, seconds: number, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  const child = spawn('openssl', ['speed', '-evp', 'sha256', '-bytes', String(byteLength), '-seconds', String(seconds), '-mr'], { stdio: ['ignore', 'pipe', 'pipe'], signal });
  // Before the first wait: an aborted child says so here as well.
  const ended = new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', (error) => reject(signal.aborted ? signal.reason : error)));
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => void (texts.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => void (texts.stderr += String(chunk)));
  if ((await ended) !== 0) throw new Error(`openssl speed failed: ${texts.stderr.trim()}`);
  return byteLength / (bytesPerSecond(texts.stdout) / 1e9);
}

/** What the machine-readable output says, bytes a second of CPU time. @throws Error where it says nothing */
export function bytesPerSecond(output: string): number {
  const [, speed] = /^\+F:\d+:[^:]+:([\d.]+)$/m.exec(output) ?? [];
  if (speed === undefined) throw new Error(`openssl speed printed what is not understood: ${output.trim()}`);
  return Number(speed);
}
