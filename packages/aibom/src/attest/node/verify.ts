/** Verifying a bundle: the signature first, then what it is over. */
import { verify } from 'node:crypto';
import { DatasigError } from '@datasig/core';
import { type Bundle, readBundle } from '../bundle.ts';
import { preAuthenticationEncoding } from '../envelope.ts';
import type { Statement } from '../model.ts';
import { readStatement } from '../read-statement.ts';
import { payloadType } from '../vocabulary.ts';
import type { TrustedKey } from './keys.ts';
import type { ExpectedIdentity, TrustedRoot } from './trusted-root.ts';

/** Whom to trust: one key, or an identity that a Sigstore instance vouches for. */
export type Trust =
  | { readonly kind: 'key'; readonly key: TrustedKey; /** Needed where the bundle has entries of a log or timestamps. */ readonly root?: TrustedRoot }
  | { readonly kind: 'identity'; readonly identity: ExpectedIdentity; readonly root: TrustedRoot };

/** Who signed, as was verified. */
export type VerifiedSigner = { readonly kind: 'key'; readonly keyId: string } | { readonly kind: 'identity'; readonly identity: string; readonly issuer: string };

/** A statement and who stands behind it. Whether it is true is another matter. */
export interface VerifiedStatement {
  readonly statement: Statement;
  readonly signer: VerifiedSigner;
}

/**
 * Verifies a bundle and reads its statement.
 *
 * @throws DatasigError `signature-invalid`, `signer-untrusted`; `attestation-malformed`, `attestation-too-large`,
 * `attestation-unsupported`
 */
export async function verifyBundle(bytes: Uint8Array, trust: Trust): Promise<VerifiedStatement> {
  const bundle = readBundle(bytes);
  const signer = trust.kind === 'key' ? await verifyByKey(bundle, trust.key, trust.root) : await verifyByIdentity(bundle, trust.identity, trust.root);
  if (bundle.envelope.payloadType !== payloadType) {
    throw new DatasigError('attestation-unsupported', `the payload is of the type ${JSON.stringify(bundle.envelope.payloadType)}; expected ${payloadType}`, { context: { payloadType: bundle.envelope.payloadType } });
  }
  return { statement: readStatement(bundle.envelope.payload), signer };
}

async function verifyByKey(bundle: Bundle, key: TrustedKey, root: TrustedRoot | undefined): Promise<VerifiedSigner> {
  const { envelope, signer, witnessCount } = bundle;
  if (signer.kind !== 'key') throw untrusted('the bundle was signed with a certificate; name the identity and the trusted root that it has to be of');
  const encoded = preAuthenticationEncoding(envelope.payloadType, envelope.payload);
  if (!verify('sha256', encoded, { key: key.publicKey, dsaEncoding: 'der' }, envelope.signature)) throw badSignature(signer.hint, key.keyId);
  if (witnessCount > 0) {
    if (root === undefined) throw untrusted('the bundle holds entries of a log or timestamps, which nothing but a trusted root can check');
    const { verifyWithRoot } = await import('./certificate.ts');
    verifyWithRoot(bundle, root, key);
  }
  return { kind: 'key', keyId: key.keyId };
}

async function verifyByIdentity(bundle: Bundle, identity: ExpectedIdentity, root: TrustedRoot): Promise<VerifiedSigner> {
  if (bundle.signer.kind !== 'certificate') throw untrusted('the bundle was signed with a key and names no identity; name the key that it has to be of');
  const { verifyCertificate } = await import('./certificate.ts');
  return { kind: 'identity', ...verifyCertificate(bundle, identity, root) };
}

/** Whoever signed may have used another key, or the contents are not those that were signed. */
function badSignature(hint: string, keyId: string): DatasigError {
  if (hint !== '' && hint !== keyId) return untrusted(`the signature is not by the given key ${keyId}; the bundle names the key ${JSON.stringify(hint.slice(0, 80))}`);
  return new DatasigError('signature-invalid', `the signature is not by the key ${keyId}, or not over this statement: it was altered after it was signed, or forged`, { context: { keyId } });
}

function untrusted(reason: string): DatasigError {
  return new DatasigError('signer-untrusted', reason);
}
