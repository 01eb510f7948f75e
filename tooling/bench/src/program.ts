/** Programs other than Node, run to their end. */
import { spawn } from 'node:child_process';

/** Runs a program; what it printed. @throws the signal's reason when it is aborted; Error when it cannot be started or ends with another code than 0 */
export async function runProgram(command: string, parameters: readonly string[], signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'], signal, killSignal: 'SIGKILL', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => void (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => void (stderr += String(chunk)));
  const exitCode = await ended;
  if (exitCode !== 0) throw new Error(`${command} ${parameters.slice(0, 3).join(' ')} ended with ${exitCode ?? 'a signal'}: ${stderr.trim()}`);
  return stdout;
}
