/** Signing by an identity, with a Sigstore instance behind real HTTP, and verifying it by that instance's trusted root. */
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot as TrustedRootMessage } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { identityToken, startSigstore, type TestSigstore } from '@datasig/sigstore-server';
import { DatasigError } from '@datasig/core';
import { failureOf } from '@datasig/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LooseBundle, parseBundle, toBytes } from '../../../test/forgery.ts';
import { datasetStatement, trainingStatement } from '../../../test/samples.ts';
import { generateSigningKey, type KeylessOptions, readSigningKey, readTrustedKey, readTrustedRoot, signKeyless, signStatement, type Trust, verifyBundle } from './index.ts';

const email = 'me@example.org';
const issuer = 'https://login.example.org';
const token = identityToken({ email, email_verified: true, iss: issuer, aud: 'sigstore' });
const servers: TestSigstore[] = [];
let instance: TestSigstore;
let trust: Trust;
let text: string;

async function start(...options: Parameters<typeof startSigstore>): Promise<TestSigstore> {
  const server = await startSigstore(...options);
  servers.push(server);
  return server;
}

async function trustIn({ trustedRoot }: TestSigstore, identity: string = email, from: string = issuer): Promise<Trust> {
  return { kind: 'identity', identity: { identity, issuer: from }, root: await readTrustedRoot(trustedRoot) };
}

const optionsFor = ({ url }: TestSigstore, more: Partial<KeylessOptions> = {}): KeylessOptions => ({ fulcioUrl: url, rekorUrl: url, tsaUrl: url, identityToken: token, retryCount: 0, ...more });
const codeOf = async (bundle: unknown, trusted: Trust = trust): Promise<string> => (await failureOf(verifyBundle(toBytes(bundle), trusted))).code;

function changed(change: (bundle: LooseBundle) => void): LooseBundle {
  const bundle = parseBundle(text);
  change(bundle);
  return bundle;
}

beforeAll(async () => {
  instance = await start();
  trust = await trustIn(instance);
  text = await signKeyless(datasetStatement(), optionsFor(instance));
});
afterAll(async () => {
  for (const server of servers) await server.close();
});

describe('a bundle without a key', () => {
  it('asks all three services, and says who signed', async () => {
    expect(instance.requests.slice(0, 3).sort()).toEqual(['/api/v1/log/entries', '/api/v1/timestamp', '/api/v2/signingCert']);
    expect(await verifyBundle(toBytes(text), trust)).toEqual({ statement: datasetStatement(), signer: { kind: 'identity', identity: email, issuer } });
  });

  it("is good for Sigstore's own library at its own thresholds", () => {
    const material = toTrustMaterial(TrustedRootMessage.fromJSON(JSON.parse(instance.trustedRoot)));
    const signer = new Verifier(material).verify(toSignedEntity(bundleFromJSON(JSON.parse(text))), { subjectAlternativeName: `^${email}$`, extensions: { issuer } });
    expect(signer.identity?.subjectAlternativeName).toBe(email);
  });

  it.each<[string, (server: TestSigstore) => Partial<KeylessOptions>]>([['the log only', ({ url }) => ({ rekorUrl: `${url}/`, tsaUrl: undefined as never })]])('is good with %s', async (_, more) => {
    const bundle = await signKeyless(trainingStatement(), optionsFor(instance, more(instance)));
    expect((await verifyBundle(toBytes(bundle), trust)).statement).toEqual(trainingStatement());
  });

  it('needs an entry in the log where the trusted root has one', async () => {
    const { rekorUrl: _, ...withoutLog } = optionsFor(instance);
    const bundle = await signKeyless(datasetStatement(), withoutLog);
    expect(await codeOf(bundle)).toBe('signature-invalid');
    const root = JSON.stringify({ ...(JSON.parse(instance.trustedRoot) as object), tlogs: [] });
    expect((await verifyBundle(toBytes(bundle), await trustIn({ ...instance, trustedRoot: root }))).statement).toEqual(datasetStatement());
  });
});

describe('whoever else signs', () => {
  it.each<[string, () => Promise<Trust>]>([
    ['another identity', () => trustIn(instance, 'you@example.org')],
    ['the beginning of an identity', () => trustIn(instance, 'me@example')],
    ['a pattern', () => trustIn(instance, '.*')],
    ['another issuer', () => trustIn(instance, email, 'https://login.example.com')],
    ['the authorities of another instance', async () => trustIn(await start())],
    ['a key', async () => ({ kind: 'key', key: readTrustedKey(generateSigningKey().publicPem), root: await readTrustedRoot(instance.trustedRoot) })],
  ])('is not trusted: %s', async (_, trusted) => {
    expect(await codeOf(text, await trusted())).toBe('signer-untrusted');
  });

  it('is not trusted with a key where an identity is asked for', async () => {
    expect(await codeOf(signStatement(datasetStatement(), readSigningKey(generateSigningKey().privatePem)))).toBe('signer-untrusted');
  });

  it('is not trusted with a certificate that had expired when it was used, or was not valid yet', async () => {
    for (const minutes of [-20, 20]) {
      const late = await start({ certificateTime: new Date(Date.now() + minutes * 60_000) });
      expect(await codeOf(await signKeyless(datasetStatement(), optionsFor(late)), await trustIn(late))).toBe('signer-untrusted');
    }
  });

  it('is not trusted with the certificate of another bundle', async () => {
    const other = parseBundle(await signKeyless(trainingStatement(), optionsFor(instance, { identityToken: identityToken({ sub: 'x', email: 'evil@example.org', email_verified: true, iss: issuer }) })));
    expect(await codeOf(other)).toBe('signer-untrusted');
    expect(await codeOf({ ...parseBundle(text), dsseEnvelope: other.dsseEnvelope })).toMatch(/^sign/);
    expect(await codeOf(changed((bundle) => (bundle.verificationMaterial['tlogEntries'] = other.verificationMaterial['tlogEntries'])))).toBe('signature-invalid');
    expect(await codeOf(changed((bundle) => (bundle.verificationMaterial['timestampVerificationData'] = other.verificationMaterial['timestampVerificationData'])))).toBe('signer-untrusted');
  });
});

describe('what was altered', () => {
  it.each<[string, (bundle: LooseBundle) => void]>([
    ['the payload', (bundle) => (bundle.dsseEnvelope.payload = Buffer.from('{}').toString('base64'))],
    ['its type', (bundle) => (bundle.dsseEnvelope.payloadType = 'text/plain')],
    ['the certificate', (bundle) => (bundle.verificationMaterial['certificate'] = { rawBytes: Buffer.from('no certificate').toString('base64') })],
    ['no log entry', (bundle) => (bundle.verificationMaterial['tlogEntries'] = [])],
    ['no timestamps and no entry', (bundle) => (bundle.verificationMaterial = { certificate: bundle.verificationMaterial['certificate'], tlogEntries: [] })],
    ['a time of the log', (bundle) => ((bundle.verificationMaterial['tlogEntries'] as { integratedTime: string }[])[0]!.integratedTime = '1')],
    ['a timestamp that is none', (bundle) => (bundle.verificationMaterial['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }] })],
    ['an entry that is none', (bundle) => (bundle.verificationMaterial['tlogEntries'] = [{}])],
    ['one entry twice', (bundle) => (bundle.verificationMaterial['tlogEntries'] as unknown[]).push((bundle.verificationMaterial['tlogEntries'] as unknown[])[0])],
  ])('%s: nothing is verified', async (_, change) => {
    expect(await codeOf(changed(change))).toMatch(/^signature-invalid$|^signer-untrusted$/);
  });
});

describe('signing', () => {
  const failure = (more: Partial<KeylessOptions>, server: TestSigstore = instance): Promise<DatasigError> => failureOf(signKeyless(datasetStatement(), optionsFor(server, more)));

  it.each(['', 'hello', 'a.b', `${token}.x`, 'a.b.c', identityToken({}), identityToken({ email, email_verified: false }), `${'a'.repeat(70_000)}.b.c`])('refuses a token that is none, without a word of it (%#)', async (wrong) => {
    const error = await failure({ identityToken: wrong });
    expect(error.code).toBe('invalid-identity-token');
    if (wrong.length > 5) expect(JSON.stringify([error.message, error.context, error.stack])).not.toContain(wrong);
  });

  it.each(['http://fulcio.example.org', 'ftp://127.0.0.1', 'fulcio', 'http://127.0.0.1.example.org', 'http://user@localhost.example.org'])('sends no token to %s', async (fulcioUrl) => {
    expect((await failure({ fulcioUrl })).code).toBe('invalid-argument');
  });

  it('needs a log or a time-stamping authority', async () => {
    const { rekorUrl: _, tsaUrl: _tsa, ...alone } = optionsFor(instance);
    expect((await failureOf(signKeyless(datasetStatement(), alone))).code).toBe('invalid-argument');
  });

  it.each<[string, string, number, string]>([
    ['Fulcio refuses', '/api/v2/signingCert', 403, 'Fulcio gave no certificate (HTTP 403)'],
    ['Rekor fails', '/api/v1/log/entries', 500, 'Rekor took no entry (HTTP 500)'],
    ['the time-stamping authority fails', '/api/v1/timestamp', 400, 'the time-stamping authority gave no timestamp (HTTP 400)'],
    ['Fulcio answers something else', '/api/v2/signingCert', 200, 'nothing was signed'],
    ['Rekor answers something else', '/api/v1/log/entries', 200, 'nothing was signed'],
  ])('says so when %s, and tells nothing of the token', async (_, path, status, message) => {
    const server = await start({ answers: { [path]: { status, body: JSON.stringify({ message: `bad token ${token}` }) } } });
    const error = await failure({}, server);
    expect([error.code, error.message]).toEqual(['signing-failed', expect.stringContaining(message)]);
    expect(JSON.stringify([error.message, error.context, error.stack, String(error.cause)])).not.toContain(token);
  });

  it('says so when nobody is there', async () => {
    const gone = await startSigstore();
    await gone.close();
    expect(await failure({}, gone)).toMatchObject({ code: 'signing-failed', message: expect.stringContaining('ECONNREFUSED') as string });
  });
});

it.each(['', '{}', '[]', 'null', '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.9"}', '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":5}'])('refuses a trusted root that is none (%#)', async (wrong) => {
  expect((await failureOf(readTrustedRoot(wrong))).code).toBe('invalid-trusted-root');
});
