/** Bundles that are signed with a key: others find them good too, and nothing that was altered is. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { failureOf } from '@datasig/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSigned, type LooseBundle, parseBundle, signAnything, toBytes } from '../../../test/forgery.ts';
import { datasetStatement, trainingStatement } from '../../../test/samples.ts';
import { encodeStatement, preAuthenticationEncoding, statementToJson } from '../index.ts';
import { generateSigningKey, readSigningKey, readTrustedKey, signStatement, type Trust, verifyBundle } from './index.ts';

const pair = generateSigningKey();
const key = readSigningKey(pair.privatePem);
const trust: Trust = { kind: 'key', key: readTrustedKey(pair.publicPem) };
const other = readSigningKey(generateSigningKey().privatePem);
const text = signStatement(datasetStatement(), key);
const json = statementToJson(datasetStatement());

async function codeOf(bundle: unknown, trusted: Trust = trust): Promise<string> {
  return (await failureOf(verifyBundle(bundle instanceof Uint8Array ? bundle : toBytes(bundle), trusted))).code;
}

/** A copy of the good bundle, changed. */
function changed(change: (bundle: LooseBundle) => void): LooseBundle {
  const bundle = parseBundle(text);
  change(bundle);
  return bundle;
}

describe('a good bundle', () => {
  it.each([datasetStatement(), trainingStatement()])('gives the statement and who signed', async (statement) => {
    expect(await verifyBundle(toBytes(signStatement(statement, key)), trust)).toEqual({ statement, signer: { kind: 'key', keyId: pair.keyId } });
  });

  it('is good for Node alone, and its payload is the canonical statement', () => {
    const bundle = parseBundle(text);
    expect(isSigned(bundle, key)).toBe(true);
    expect(isSigned(bundle, other)).toBe(false);
    expect(Buffer.from(bundle.dsseEnvelope.payload, 'base64')).toEqual(Buffer.from(encodeStatement(datasetStatement())));
  });

  it("is good for Sigstore's own library", () => {
    const finder = { [pair.keyId]: { rawBytes: key.publicKey.export({ type: 'spki', format: 'der' }) as Buffer<ArrayBuffer>, keyDetails: 5, validFor: undefined } };
    const material = (keys: typeof finder): ReturnType<typeof toTrustMaterial> => toTrustMaterial({ mediaType: '', tlogs: [], certificateAuthorities: [], ctlogs: [], timestampAuthorities: [] }, keys);
    const thresholds = { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 0 };
    const bundle = bundleFromJSON(JSON.parse(text));
    expect(new Verifier(material(finder), thresholds).verify(toSignedEntity(bundle)).key.equals(key.publicKey)).toBe(true);
    finder[pair.keyId]!.rawBytes = other.publicKey.export({ type: 'spki', format: 'der' }) as Buffer<ArrayBuffer>;
    expect(() => new Verifier(material(finder), thresholds).verify(toSignedEntity(bundle))).toThrow('signature verification failed');
  });

  it('is good without hints, which prove nothing', async () => {
    const bare = changed((bundle) => {
      bundle.verificationMaterial = { publicKey: {} };
      bundle.dsseEnvelope.signatures = [{ sig: bundle.dsseEnvelope.signatures[0]!['sig'] }];
    });
    expect((await verifyBundle(toBytes(bare), trust)).signer).toEqual({ kind: 'key', keyId: pair.keyId });
  });

  it('encodes what is signed as DSSE has it in its own example', () => {
    expect(new TextDecoder().decode(preAuthenticationEncoding('http://example.com/HelloWorld', new TextEncoder().encode('hello world')))).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
    expect(Buffer.from(preAuthenticationEncoding('ü', Uint8Array.of(255)))).toEqual(Buffer.from([...Buffer.from('DSSEv1 2 ü 1 '), 255]));
  });
});

describe('another signer', () => {
  it('is not trusted', async () => {
    expect(await codeOf(signStatement(datasetStatement(), other))).toBe('signer-untrusted');
  });

  it('is not trusted under the hint of the right key', async () => {
    const forged = changed((bundle) => (bundle.dsseEnvelope.signatures = [{ ...signAnything(encodeStatement(datasetStatement()), other).dsseEnvelope.signatures[0], keyid: pair.keyId }]));
    expect(await codeOf(forged)).toBe('signature-invalid');
  });

  it('is not trusted with a key of another kind in the place of the hint', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const payload = encodeStatement(datasetStatement());
    const forged = changed((bundle) => (bundle.dsseEnvelope.signatures[0]!['sig'] = sign(null, preAuthenticationEncoding('application/vnd.in-toto+json', payload), privateKey).toString('base64')));
    expect(await codeOf(forged)).toBe('signature-invalid');
  });

  it('needs a trusted root where a certificate, or entries of a log, are to be checked', async () => {
    expect(await codeOf(changed((bundle) => (bundle.verificationMaterial = { certificate: { rawBytes: 'AAAA' } })))).toBe('signer-untrusted');
    expect(await codeOf(changed((bundle) => (bundle.verificationMaterial['tlogEntries'] = [{ logIndex: '1' }])))).toBe('signer-untrusted');
    expect(await codeOf(changed((bundle) => (bundle.verificationMaterial['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }] })))).toBe('signer-untrusted');
  });
});

describe('what was signed', () => {
  it.each<[string, (bundle: LooseBundle) => void]>([
    ['another type of payload', (bundle) => (bundle.dsseEnvelope.payloadType = 'application/vnd.in-toto.provenance+json')],
    ['another payload', (bundle) => (bundle.dsseEnvelope.payload = Buffer.from(encodeStatement(trainingStatement())).toString('base64'))],
    ['a digest in the payload', (bundle) => (bundle.dsseEnvelope.payload = Buffer.from(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString().replace(/[0-9a-f]{64}/, 'f'.repeat(64))).toString('base64'))],
    ['an empty signature', (bundle) => (bundle.dsseEnvelope.signatures[0]!['sig'] = '')],
    ['a signature of zeros (r = s = 0)', (bundle) => (bundle.dsseEnvelope.signatures[0]!['sig'] = Buffer.from('3006020100020100', 'hex').toString('base64'))],
    ['a signature as two numbers without DER', (bundle) => (bundle.dsseEnvelope.signatures[0]!['sig'] = sign('sha256', preAuthenticationEncoding(bundle.dsseEnvelope.payloadType, encodeStatement(datasetStatement())), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64'))],
    ['bytes behind the signature', (bundle) => (bundle.dsseEnvelope.signatures[0]!['sig'] = Buffer.concat([Buffer.from(bundle.dsseEnvelope.signatures[0]!['sig'] as string, 'base64'), Buffer.from([0])]).toString('base64'))],
    ['the payload alone, without its type', (bundle) => (bundle.dsseEnvelope.signatures[0]!['sig'] = sign('sha256', encodeStatement(datasetStatement()), key.privateKey).toString('base64'))],
  ])('%s is no longer signed', async (_, change) => {
    expect(await codeOf(changed(change))).toBe('signature-invalid');
  });

  it('is no longer so after one bit was flipped, anywhere in it', async () => {
    const { payload, signatures } = parseBundle(text).dsseEnvelope;
    const flipped = (base64: string, bit: number): string => {
      const bytes = Buffer.from(base64, 'base64');
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      return bytes.toString('base64');
    };
    const sig = signatures[0]!['sig'] as string;
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.nat(), async (inPayload, position) => {
        const bit = position % (Buffer.from(inPayload ? payload : sig, 'base64').length * 8);
        const bundle = changed((copy) => {
          if (inPayload) copy.dsseEnvelope.payload = flipped(payload, bit);
          else copy.dsseEnvelope.signatures[0]!['sig'] = flipped(sig, bit);
        });
        expect(await codeOf(bundle)).toBe('signature-invalid');
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('a trusted key over something else', () => {
  it.each<[string, LooseBundle]>([
    ['a payload of another type', signAnything(encodeStatement(datasetStatement()), key, 'application/vnd.datasig+json')],
    ['no type of payload', signAnything(encodeStatement(datasetStatement()), key, '')],
    ['an older statement', signAnything(JSON.stringify({ ...json, _type: 'https://in-toto.io/Statement/v0.1' }), key)],
    ['another predicate', signAnything(JSON.stringify({ ...json, predicateType: 'https://slsa.dev/provenance/v1' }), key)],
    ['a later version of the predicate', signAnything(JSON.stringify({ ...json, predicateType: 'https://www.npmjs.com/package/@datasig/aibom#dataset-v2' }), key)],
  ])('%s is not read', async (_, bundle) => {
    expect(await codeOf(bundle)).toBe('attestation-unsupported');
  });

  it.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['text', 'hello'],
    ['an array', '[]'],
    ['JSON with something behind it', `${JSON.stringify(json)}x`],
    ['two statements', JSON.stringify(json) + JSON.stringify(json)],
    ['a byte order mark', `\ufeff${JSON.stringify(json)}`],
    ['no UTF-8', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')])],
    ['one name twice', JSON.stringify(json).replace('{', '{"predicateType":"x",')],
    ['one name twice, once with an escape', JSON.stringify(json).replace('{', String.raw`{"predicate\u0054ype":"x",`)],
    ['100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['no subject', JSON.stringify({ ...json, subject: [] })],
    ['a subject without SHA-256', JSON.stringify({ ...json, subject: [{ name: 'a', digest: { sha512: '00' } }] })],
    ['1025 subjects', JSON.stringify({ ...json, subject: Array.from({ length: 1025 }, () => ({ name: 'a', digest: { sha256: 'a'.repeat(64) } })) })],
    ['the other predicate under this type', JSON.stringify({ ...json, predicate: statementToJson(trainingStatement())['predicate'] })],
  ])('a payload of %s is refused', async (_, payload) => {
    expect(await codeOf(signAnything(payload, key))).toBe('attestation-malformed');
  });
});

describe('the form of a bundle', () => {
  const signature = (): Record<string, unknown> => parseBundle(text).dsseEnvelope.signatures[0]!;
  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', text.slice(0, -3)],
    ['something behind it', `${text}{}`],
    ['a NUL behind it', `${text}\0`],
    ['a byte order mark', `\ufeff${text}`],
    ['one name twice', text.replace('"payload":', '"payload": "", "payload":')],
    ['no signature', changed((bundle) => (bundle.dsseEnvelope.signatures = []))],
    ['two signatures', changed((bundle) => bundle.dsseEnvelope.signatures.push(signature()))],
    ['two signatures, the good one second', changed((bundle) => bundle.dsseEnvelope.signatures.unshift({ sig: 'AAAA', keyid: 'x' }))],
    ['base64 for URLs', changed((bundle) => (bundle.dsseEnvelope.signatures[0]!['sig'] = (signature()['sig'] as string).replaceAll('+', '-').replaceAll('/', '_').replace(/^M/, '_')))],
    ['base64 without padding', changed((bundle) => (bundle.dsseEnvelope.payload = Buffer.from('abcd').toString('base64').replaceAll('=', '')))],
    ['base64 with a line end', changed((bundle) => (bundle.dsseEnvelope.payload = `${bundle.dsseEnvelope.payload.slice(0, 64)}\n${bundle.dsseEnvelope.payload.slice(64)}`))],
    ['base64 with unused bits set', changed((bundle) => (bundle.dsseEnvelope.payload = Buffer.from('ab').toString('base64').replace('I=', 'J=')))],
    ['a payload that is no text', changed((bundle) => (bundle.dsseEnvelope.payload = 5 as unknown as string))],
    ['a member of another name in the envelope', changed((bundle) => ((bundle.dsseEnvelope as unknown as Record<string, unknown>)['payload_type'] = 'x'))],
    ['a member of another name in the bundle', { ...parseBundle(text), dsse_envelope: {} }],
    ['a key and a certificate', changed((bundle) => (bundle.verificationMaterial['certificate'] = { rawBytes: 'AAAA' }))],
    ['neither', changed((bundle) => (bundle.verificationMaterial = {}))],
    ['17 log entries', changed((bundle) => (bundle.verificationMaterial['tlogEntries'] = Array.from({ length: 17 }, () => ({}))))],
    ['a million levels', `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`],
    ['a million brackets that are never closed', '['.repeat(1_000_000)],
    ['a string that is never closed', `{"a${'\\'.repeat(1_000_001)}`],
  ])('%s is refused', async (_, bundle) => {
    expect(await codeOf(bundle)).toBe('attestation-malformed');
  });

  it.each<[string, unknown]>([
    ['version 0.2', changed((bundle) => (bundle.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.2'))],
    ['a later version', changed((bundle) => (bundle.mediaType = 'application/vnd.dev.sigstore.bundle.v0.4+json'))],
    ['the signature of a file', { ...parseBundle(text), messageSignature: {} }],
  ])('%s is not read', async (_, bundle) => {
    expect(await codeOf(bundle)).toBe('attestation-unsupported');
  });

  it('of more than 16 MiB is refused before it is looked at', async () => {
    expect(await codeOf(new Uint8Array(100 * 1024 * 1024))).toBe('attestation-too-large');
  });

  it('of just under 16 MiB is looked at, and quickly refused', async () => {
    const padded = changed((bundle) => (bundle.dsseEnvelope.payload = 'A'.repeat(12 * 1024 * 1024)));
    expect(await codeOf(padded)).toBe('signature-invalid');
  });

  it('may be written by another tool: on one line, members in another order', async () => {
    const { mediaType, verificationMaterial, dsseEnvelope } = parseBundle(text);
    expect((await verifyBundle(toBytes({ verificationMaterial, mediaType, dsseEnvelope }), trust)).statement).toEqual(datasetStatement());
  });
});
