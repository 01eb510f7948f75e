/** Named pipes in the place of documents: refused at once, where waiting for them could not even be interrupted. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { outcomeOf, useWorkplace } from './command.ts';

const workplace = useWorkplace();

function makePipe(name: string): void {
  rmSync(join(workplace.path, name), { force: true });
  execFileSync('mkfifo', [join(workplace.path, name)]);
}

beforeEach(async () => {
  workplace.write({ 'a.csv': 'id\n1\n2\n' });
  await workplace.json(['lock', 'add', 'a', 'a.csv']);
  await workplace.json(['fingerprint', 'a.csv']);
  await workplace.json(['bom', 'create', 'a.datasig.json', '-o', 'bom.json']);
  makePipe('pipe');
});

it.each<[string, string[], number, string]>([
  ['a lock', ['lock', 'check', '--lock', 'pipe'], 3, 'lock-not-found'],
  ['a lock that is added to', ['lock', 'add', 'b', 'a.csv', '--lock', 'pipe'], 3, 'lock-not-found'],
  ['a lock beside a document', ['bom', 'verify', 'bom.json', '--lock', 'pipe'], 3, 'lock-not-found'],
  ['a list', ['screen', 'a.csv', '--records', 'pipe'], 3, 'record-list-not-found'],
  ['a document', ['bom', 'verify', 'pipe'], 3, 'document-not-found'],
  ['a bundle', ['verify-attestation', 'pipe', '--key', 'pipe'], 3, 'source-unreadable'],
  ['a fingerprint', ['inspect', 'pipe'], 3, 'fingerprint-not-found'],
  ['a known dataset', ['screen', 'a.csv', '--against', 'pipe'], 3, 'fingerprint-not-found'],
  ['a key', ['fingerprint', 'a.csv', '--key-file', 'pipe', '-o', 'b.datasig.json'], 3, 'invalid-key'],
])('%s', async (_, parameters, exit, code) => {
  expect(await errorOf(parameters)).toEqual([exit, code]);
});

it('a fingerprint beside the lock', async () => {
  makePipe('datasig.fingerprints/a.datasig.json');
  const { code, stdout } = await run(['lock', 'check', '--json']);
  expect(code).toBe(3);
  expect(stdout).toContain('cannot be read (not a file)');
});

it('a bare signature', async () => {
  makePipe('a.sig');
  expect(await errorOf(['compare', 'a.sig', 'a.datasig.json', '--classic', 'keyed-sha256'])).toEqual([3, 'fingerprint-not-found']);
});

it('a fingerprint beside a document is not looked at', async () => {
  makePipe('a.datasig.json');
  const { code, stderr } = await run(['bom', 'verify', 'bom.json', 'a.csv']);
  expect(stderr).toContain('this cannot be read (not a file)');
  expect(code).toBe(0);
});

async function errorOf(parameters: readonly string[]): Promise<readonly [number | null, string]> {
  const { code, stdout, stderr } = await run([...parameters, '--json']);
  expect(stdout).toBe('');
  return [code, (JSON.parse(stderr.trim().split('\n').at(-1)!) as { readonly error: { readonly code: string } }).error.code];
}

function run(parameters: readonly string[]): ReturnType<typeof outcomeOf> {
  const child = workplace.start(parameters);
  // Nothing less ends one that waits for a pipe.
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin!.end();
  return outcomeOf(child);
}
