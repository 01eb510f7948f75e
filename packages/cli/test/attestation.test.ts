/** Attestations from end to end: keys, signing, verifying, and each way to fail with its exit code. */
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityToken, startSigstore, type TestSigstore } from '@datasig/sigstore-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Outcome, outcomeOf, useWorkplace } from './command.ts';

const workplace = useWorkplace();
const rows = (count: number): string => `id,name\n${Array.from({ length: count }, (_, index) => `${index},row ${index}\n`).join('')}`;

interface Verification {
  readonly holds: boolean | null;
  readonly signer: { readonly kind: string; readonly keyId?: string };
  readonly checks: readonly { readonly claim: string; readonly holds: boolean }[];
}

async function made(...parameters: readonly string[]): Promise<void> {
  const { code, stderr } = await workplace.run(parameters);
  if (code !== 0) throw new Error(`${parameters.join(' ')} ended with ${code}: ${stderr}`);
}

const verify = (bundle: string, ...parameters: readonly string[]): Promise<Outcome> => workplace.run(['verify-attestation', bundle, '--key', 'team.pub.pem', ...parameters]);

async function verified(bundle: string, ...parameters: readonly string[]): Promise<Verification & { readonly code: number | null }> {
  const { code, stdout, stderr } = await verify(bundle, ...parameters, '--json');
  if (stdout === '') throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as Verification) };
}

const failing = ({ checks }: Verification): string[] => checks.filter(({ holds }) => !holds).map(({ claim }) => claim);

beforeEach(async () => {
  workplace.write({ 'train.csv': rows(20), 'test.csv': rows(5), 'model.bin': 'weights' });
  await made('fingerprint', 'train.csv');
  await made('fingerprint', 'test.csv');
  await made('keygen', '--signing', '-o', 'team.pem');
});

describe('keys', () => {
  it('are a pair of files, the private one for its owner alone', async () => {
    const mode = (file: string): number => statSync(join(workplace.path, file)).mode & 0o777;
    expect([mode('team.pem'), mode('team.pub.pem') & 0o111]).toEqual([0o600, 0]);
    expect(await workplace.json(['keygen', '--signing'])).toEqual({ file: 'datasig-signing.pem', publicFile: 'datasig-signing.pub.pem', keyId: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  });

  it.each(['team.pem', 'team.pub.pem'])('are never replaced: %s', async (kept) => {
    const before = workplace.read(kept);
    await made('keygen', '--signing', '-o', 'other.pem');
    workplace.write({ 'lone.pub.pem': 'mine' });
    for (const name of ['team.pem', 'lone.pem', 'lone']) expect(await workplace.run(['keygen', '--signing', '-o', name])).toMatchObject({ code: 3, stderr: expect.stringContaining('[output-exists]') as string });
    expect([workplace.read(kept), existsSync(join(workplace.path, 'lone.pem')), workplace.read('lone.pub.pem')]).toEqual([before, false, 'mine']);
  });

  it('that others can read are warned of, and are in no message', async () => {
    chmodSync(join(workplace.path, 'team.pem'), 0o644);
    const { code, stdout, stderr } = await workplace.run(['attest', 'train.datasig.json', '--key', 'team.pem']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('can be read by others')]);
    for (const line of workplace.read('team.pem').split('\n').filter((each) => /^[A-Za-z0-9+/=]{8,}$/.test(each))) expect(stdout + stderr + workplace.read('train.sigstore.json')).not.toContain(line);
  });
});

describe('a dataset', () => {
  it('is attested by its fingerprint, and holds for it and for the data in another order', async () => {
    expect(await workplace.json(['attest', 'train.datasig.json', '--key', 'team.pem'])).toMatchObject({ file: 'train.sigstore.json', kind: 'dataset', subjects: [{ name: 'train.datasig.json' }], datasets: [{ name: 'train', recordCount: '20' }] });
    const [head, ...body] = rows(20).trim().split('\n');
    workplace.write({ 'reordered.csv': `${[head, ...body.reverse()].join('\n')}\n` });
    expect(await verified('train.sigstore.json', '--fingerprint', 'train.datasig.json', '--data', 'reordered.csv')).toMatchObject({ code: 0, holds: true, signer: { kind: 'key' } });
    expect(await verified('train.sigstore.json')).toMatchObject({ code: 0, holds: null, checks: [] });
  });

  it('does not hold after one row was changed', async () => {
    await made('attest', 'train.datasig.json', '--key', 'team.pem');
    workplace.write({ 'train.csv': rows(20).replace('row 7', 'row 8') });
    const data = await verified('train.sigstore.json', '--fingerprint', 'train.datasig.json', '--data', 'train.csv');
    expect([data.code, failing(data)]).toEqual([1, ['uid']]);
    await made('fingerprint', 'train.csv');
    const replaced = await verified('train.sigstore.json', '--fingerprint', 'train.datasig.json');
    expect([replaced.code, failing(replaced)]).toEqual([1, ['fingerprint-digest', 'uid']]);
    const { stdout } = await verify('train.sigstore.json', '--fingerprint', 'train.datasig.json');
    expect(stdout).toContain('2 of 4 claims do not hold');
  });

  it('does not hold for data that lack a column', async () => {
    await made('fingerprint', 'train.csv', '--cast', 'id=integer', '--name', 'typed');
    await made('attest', 'typed.datasig.json', '--key', 'team.pem');
    workplace.write({ 'short.csv': 'name\nrow 0\n' });
    const outcome = await verified('typed.sigstore.json', '--fingerprint', 'typed.datasig.json', '--data', 'short.csv');
    expect([outcome.code, failing(outcome)]).toEqual([1, ['uid']]);
  });

  it('names its files where they are its data, and only then', async () => {
    expect(await workplace.json(['attest', 'train.datasig.json', '--data', 'train.csv', '--key', 'team.pem'])).toMatchObject({ subjects: [{ name: 'train.csv' }] });
    expect(await verified('train.sigstore.json', '--data', 'train.csv')).toMatchObject({ code: 0, checks: [{ claim: 'file-digest', holds: true }] });
    expect(await verified('train.sigstore.json', '--data', 'test.csv')).toMatchObject({ code: 1, checks: [{ claim: 'file-digest', holds: false }] });
    const before = workplace.read('train.sigstore.json');
    expect(await workplace.run(['attest', 'train.datasig.json', '--data', 'test.csv', '--key', 'team.pem'])).toMatchObject({ code: 2, stderr: expect.stringContaining('not the data of train.datasig.json') as string });
    expect(workplace.read('train.sigstore.json')).toBe(before);
  });

  it('can be a part, have a version and a place, and be made from another', async () => {
    await made('fingerprint', 'train.csv', 'test.csv', '--per-file', '--name', 'both');
    const described = await workplace.json(['attest', 'both.datasig.json#train', '--key', 'team.pem', '--dataset-version', '2', '--uri', 'https://example.org/d', '--derived-from', 'test.datasig.json', '-o', 'part.json']);
    expect(described).toMatchObject({ file: 'part.json', datasets: [{ name: 'both#train', part: 'train', version: '2', uri: 'https://example.org/d', recordCount: '20' }], derivedFrom: [{ name: 'test', recordCount: '5' }] });
    expect(await verified('part.json', '--fingerprint', 'both.datasig.json#train', '--data', 'train.csv')).toMatchObject({ code: 0, holds: true });
    const other = await verified('part.json', '--fingerprint', 'both.datasig.json#test');
    expect([other.code, failing(other)]).toEqual([1, ['uid', 'record-count']]);
  });

  it('of a keyed fingerprint is checked with the key', async () => {
    await made('keygen');
    await made('fingerprint', 'train.csv', '--key-file', 'datasig.key', '--name', 'secret');
    await made('attest', 'secret.datasig.json', '--data', 'train.csv', '--key-file', 'datasig.key', '--key', 'team.pem');
    expect(await verified('secret.sigstore.json', '--fingerprint', 'secret.datasig.json', '--data', 'train.csv', '--key-file', 'datasig.key')).toMatchObject({ code: 0, holds: true });
  });
});

describe('a model', () => {
  it('is stated to be trained on several datasets', async () => {
    const described = await workplace.json(['attest', 'train.datasig.json', 'test.datasig.json', '--model', 'model.bin', '--key', 'team.pem']);
    expect(described).toMatchObject({ file: 'model.bin.sigstore.json', kind: 'training-data', model: 'model.bin', subjects: [{ name: 'model.bin' }], datasets: [{ name: 'train' }, { name: 'test' }] });
    expect(await verified('model.bin.sigstore.json', '--model', 'model.bin', '--fingerprint', 'test.datasig.json')).toMatchObject({ code: 0, holds: true });
    const { stdout } = await verify('model.bin.sigstore.json', '--model', 'model.bin');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('It does not prove that the model was trained on these data, or on no others.');
  });

  it('does not hold for another model, other data, or a dataset in its place', async () => {
    await made('attest', 'train.datasig.json', '--model', 'model.bin', '--key', 'team.pem');
    workplace.write({ 'model.bin': 'other weights' });
    const outcome = await verified('model.bin.sigstore.json', '--model', 'model.bin', '--fingerprint', 'test.datasig.json');
    expect([outcome.code, failing(outcome)]).toEqual([1, ['fingerprint-digest', 'uid', 'record-count', 'model-digest']]);
    await made('attest', 'train.datasig.json', '--key', 'team.pem');
    expect(await verified('train.sigstore.json', '--model', 'model.bin')).toMatchObject({ code: 1, holds: false });
  });

  it('may be a folder of files', async () => {
    workplace.write({ 'model/a.safetensors': 'a', 'model/deep/b.safetensors': 'b', 'model/train.datasig.json': workplace.read('train.datasig.json') });
    expect(await workplace.json(['attest', 'train.datasig.json', '--model', 'model', '--name', 'net', '--key', 'team.pem'])).toMatchObject({ file: 'net.sigstore.json', subjects: [{ name: 'a.safetensors' }, { name: 'deep/b.safetensors' }] });
    expect(await verified('net.sigstore.json', '--model', 'model/deep/b.safetensors')).toMatchObject({ code: 0 });
    workplace.write({ 'model/c.safetensors': 'c' });
    expect(await verified('net.sigstore.json', '--model', 'model')).toMatchObject({ code: 1 });
  });
});

describe('exit code 4', () => {
  it('is for another key, and says nothing of the statement', async () => {
    await made('attest', 'train.datasig.json', '--key', 'team.pem');
    await made('keygen', '--signing', '-o', 'evil.pem');
    const outcome = await workplace.run(['verify-attestation', 'train.sigstore.json', '--key', 'evil.pub.pem', '--json']);
    expect(outcome).toMatchObject({ code: 4, stdout: '' });
    expect(JSON.parse(outcome.stderr)).toMatchObject({ error: { code: 'signer-untrusted', context: { file: 'train.sigstore.json' } } });
  });

  it('is for a payload that was altered', async () => {
    await made('attest', 'train.datasig.json', '--key', 'team.pem');
    const bundle = JSON.parse(workplace.read('train.sigstore.json')) as { dsseEnvelope: { payload: string } };
    const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString().replace('"recordCount":"20"', '"recordCount":"21"');
    workplace.write({ 'train.sigstore.json': JSON.stringify({ ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload: Buffer.from(payload).toString('base64') } }) });
    expect(await verify('train.sigstore.json', '--fingerprint', 'train.datasig.json')).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('[signature-invalid]') as string });
  });
});

describe('exit code 3', () => {
  it.each<[string, string, (path: string) => void]>([
    ['a file that is missing', 'source-not-found', () => undefined],
    ['a folder', 'source-unreadable', (path) => mkdirSync(path)],
    ['an empty file', 'attestation-malformed', (path) => writeFileSync(path, '')],
    ['100 MB', 'attestation-too-large', (path) => {
      writeFileSync(path, '{');
      truncateSync(path, 100_000_000);
    }],
    ['deep nesting', 'attestation-malformed', (path) => writeFileSync(path, '['.repeat(5_000_000))],
    ['a fingerprint', 'attestation-malformed', (path) => writeFileSync(path, workplace.read('train.datasig.json'))],
    ['a bundle of another version', 'attestation-unsupported', (path) => writeFileSync(path, '{"mediaType":"application/vnd.dev.sigstore.bundle+json;version=0.1"}')],
  ])('is for %s as the bundle', async (_, code, write) => {
    write(join(workplace.path, 'bundle.json'));
    expect(await verify('bundle.json')).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining(`[${code}]`) as string });
  });

  it.each<[string, string[]]>([
    ['a private key to verify with', ['verify-attestation', 'x.json', '--key', 'team.pem']],
    ['a public key to sign with', ['attest', 'train.datasig.json', '--key', 'team.pub.pem']],
    ['no key at all in the file', ['attest', 'train.datasig.json', '--key', 'train.csv']],
  ])('is for %s, and nothing is written', async (_, parameters) => {
    const before = workplace.list();
    expect(await workplace.run(parameters)).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('[invalid-signing-key]') as string });
    expect(workplace.list()).toEqual(before);
  });

  it('is for an output that is something else, which stays', async () => {
    expect(await workplace.run(['attest', 'train.datasig.json', '--key', 'team.pem', '-o', 'train.csv'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[output-exists]') as string });
    expect(await workplace.run(['attest', 'train.datasig.json', '--key', 'team.pem', '-o', 'train.datasig.json'])).toMatchObject({ code: 3 });
    expect(workplace.read('train.csv')).toBe(rows(20));
  });

  it('is for more than 1024 files', async () => {
    workplace.write(Object.fromEntries(Array.from({ length: 1025 }, (_, index) => [`many/${index}.bin`, String(index)])));
    expect(await workplace.run(['attest', 'train.datasig.json', '--key', 'team.pem', '--model', 'many'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[attestation-too-large]') as string });
  });

  it('is for a model that leads nowhere', async () => {
    symlinkSync('nowhere', join(workplace.path, 'link.bin'));
    expect(await workplace.run(['attest', 'train.datasig.json', '--key', 'team.pem', '--model', 'link.bin'])).toMatchObject({ code: 3, stderr: expect.stringContaining('[source-not-found]') as string });
  });
});

it.each<[string, string[]]>([
  ['nobody who signs', ['attest', 'train.datasig.json']],
  ['two who sign', ['attest', 'train.datasig.json', '--key', 'team.pem', '--fulcio', 'https://fulcio.example']],
  ['a log without an authority', ['attest', 'train.datasig.json', '--key', 'team.pem', '--rekor', 'https://rekor.example']],
  ['two datasets without a model', ['attest', 'train.datasig.json', 'test.datasig.json', '--key', 'team.pem']],
  ['data of a model', ['attest', 'train.datasig.json', '--model', 'model.bin', '--data', 'train.csv', '--key', 'team.pem']],
  ['standard output', ['attest', 'train.datasig.json', '--key', 'team.pem', '-o', '-']],
  ['nobody to trust', ['verify-attestation', 'x.json']],
  ['data by two fingerprints', ['verify-attestation', 'x.json', '--key', 'team.pub.pem', '--data', 'train.csv', '--fingerprint', 'train.datasig.json', '--fingerprint', 'test.datasig.json']],
  ['half an identity', ['verify-attestation', 'x.json', '--identity', 'me@example.org', '--trusted-root', 'root.json']],
  ['a key and an identity', ['verify-attestation', 'x.json', '--key', 'team.pub.pem', '--identity', 'me@example.org', '--issuer', 'x']],
])('%s is wrong usage', async (_, parameters) => {
  workplace.write({ 'root.json': '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}' });
  const before = workplace.list();
  const { code, stdout, stderr } = await workplace.run(parameters);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toBe('');
  expect(workplace.list()).toEqual(before);
});

describe('an identity', () => {
  const claims = { email: 'me@example.org', email_verified: true, iss: 'https://login.example.org', aud: 'sigstore' };
  const token = identityToken(claims);
  let instance: TestSigstore;
  beforeAll(async () => {
    instance = await startSigstore();
  });
  afterAll(() => instance.close());

  const services = (): string[] => ['--fulcio', instance.url, '--rekor', instance.url, '--tsa', instance.url];
  const identity = (name = claims.email, issuer = claims.iss): string[] => ['--identity', name, '--issuer', issuer, '--trusted-root', 'root.json'];

  it('signs by a token of a file or of the environment, and is verified by the trusted root', async () => {
    workplace.write({ token: `${token}\n`, 'root.json': instance.trustedRoot });
    const outcomes = [
      await workplace.run(['attest', 'train.datasig.json', ...services(), '--identity-token', 'token', '-o', 'file.json']),
      await workplace.run(['attest', 'train.datasig.json', ...services(), '-o', 'variable.json'], '', { SIGSTORE_ID_TOKEN: token }),
    ];
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    for (const bundle of ['file.json', 'variable.json']) {
      expect(outcomes.map(({ stdout, stderr }) => stdout + stderr).join('') + workplace.read(bundle)).not.toContain(token);
      const outcome = await workplace.run(['verify-attestation', bundle, ...identity(), '--fingerprint', 'train.datasig.json', '--json']);
      expect([outcome.code, JSON.parse(outcome.stdout)]).toMatchObject([0, { holds: true, signer: { kind: 'identity', identity: claims.email, issuer: claims.iss } }]);
      expect(await workplace.run(['verify-attestation', bundle, ...identity('you@example.org')])).toMatchObject({ code: 4, stdout: '' });
      expect(await workplace.run(['verify-attestation', bundle, '--key', 'team.pub.pem', '--trusted-root', 'root.json'])).toMatchObject({ code: 4, stdout: '' });
    }
  });

  it('needs a token', async () => {
    expect(await workplace.run(['attest', 'train.datasig.json', ...services()])).toMatchObject({ code: 3, stderr: expect.stringContaining('[invalid-identity-token]') as string });
  });

  it('is not told to a server that answers with a redirection, and what a server says is not shown', async () => {
    const other = await startSigstore({ answers: { '/api/v2/signingCert': { status: 302, body: '' } } });
    try {
      const { code, stderr } = await workplace.run(['attest', 'train.datasig.json', '--fulcio', other.url, '--rekor', other.url, '--json'], '', { SIGSTORE_ID_TOKEN: token });
      expect([code, stderr]).toEqual([3, expect.stringContaining('signing-failed')]);
      expect(stderr).not.toContain(token);
      expect(workplace.list()).not.toContain('train.sigstore.json');
    } finally {
      await other.close();
    }
  });

  it('does not sign when it is interrupted', async () => {
    const slow = await startSigstore({ silent: true });
    try {
      const child = workplace.start(['attest', 'train.datasig.json', '--fulcio', slow.url, '--rekor', slow.url], { SIGSTORE_ID_TOKEN: token });
      const outcome = outcomeOf(child);
      await slow.asked;
      child.kill('SIGINT');
      expect(await outcome).toMatchObject({ code: 130, stdout: '' });
      expect(workplace.list()).not.toContain('train.sigstore.json');
    } finally {
      await slow.close();
    }
  });
});
