import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { startForTest } from './testing.ts';
import { parseCommandLine, usage } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub server '));
writeFileSync(join(folder, 'a.csv'), 'a\n1\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...parameters: readonly string[]): ChildProcess => spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });

async function ended(child: ChildProcess): Promise<readonly [number | null, string]> {
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => { errors += chunk; });
  return new Promise((resolve) => { child.once('close', (code) => { resolve([code, errors]); }); });
}

describe('the command', () => {
  it('serves a folder, says how to use it, prints requests and ends when interrupted', async () => {
    const child = run(folder, '--name', 'owner/data', '--lfs-threshold', '0', '--gated', '--token', 'hf_mine');
    const end = ended(child);
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout! })) {
      lines.push(line);
      if (line.startsWith('Ctrl+C')) {
        const endpoint = /^HF_ENDPOINT=(http:\/\/127\.0\.0\.1:\d+)$/u.exec(lines[0]!)![1]!;
        expect((await fetch(`${endpoint}/datasets/owner/data/resolve/main/a.csv`)).status).toBe(401);
        const response = await fetch(`${endpoint}/datasets/owner/data/resolve/main/a.csv`, { headers: { Authorization: 'Bearer hf_mine' } });
        expect(await response.text()).toBe('a\n1\n');
      }
      if (line.startsWith('cdn')) child.kill('SIGINT');
    }
    expect(await end).toEqual([0, '']);
    expect(lines.find((line) => line.includes('datasig fingerprint'))).toContain('HF_TOKEN=hf_mine pnpm -s datasig fingerprint hf:owner/data');
    expect(lines.at(-1)).toMatch(/^cdn GET \/repos\/\S+ 200 4 bytes$/u);
  });

  it('ends when its port is taken', async () => {
    const { endpoint } = await startForTest({ repositories: [] });
    expect(await ended(run(folder, '--port', new URL(endpoint).port))).toEqual([2, expect.stringContaining('EADDRINUSE') as string]);
  });

  it('takes its options', () => {
    expect(parseCommandLine(['some folder', '--port', '8000', '--xet', '--private'])).toMatchObject({ port: 8000, repositories: [{ name: 'local/some-folder', xet: true, private: true }] });
    expect(parseCommandLine(['--help'])).toBeUndefined();
  });

  it.each([[[], 'one folder is needed; got 0'], [['a', 'b'], 'one folder is needed; got 2'], [['a', '--port', 'x'], '--port is a whole number; got x'], [['a', '--nothing'], "Unknown option '--nothing'"], [['/nowhere/at/all'], 'ENOENT']])('refuses %j', async (parameters, message) => {
    const [code, errors] = await ended(run(...parameters));
    expect([code, errors]).toEqual([2, expect.stringContaining(message) as string]);
    expect(errors).toContain(usage);
  });
});
