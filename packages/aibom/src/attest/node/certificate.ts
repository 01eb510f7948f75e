/** Certificates, logs and timestamps: what `@sigstore/verify` makes of a bundle. */
import { bundleFromJSON } from '@sigstore/bundle';
import { PolicyError, toSignedEntity, toTrustMaterial, type Signer, VerificationError, Verifier } from '@sigstore/verify';
import { DatasigError } from '@datasig/core';
import type { Bundle } from '../bundle.ts';
import { assertP256, type TrustedKey } from './keys.ts';
import type { ExpectedIdentity, TrustedRoot } from './trusted-root.ts';

/** Verifies a certificate's bundle, and that it is of this identity. @throws DatasigError `signature-invalid`, `signer-untrusted` */
export function verifyCertificate(bundle: Bundle, expected: ExpectedIdentity, root: TrustedRoot): ExpectedIdentity {
  const { identity, key } = verifyWithRoot(bundle, root);
  const signer = { identity: identity?.subjectAlternativeName ?? '', issuer: identity?.extensions?.issuer ?? '' };
  if (signer.identity !== expected.identity || signer.issuer !== expected.issuer) {
    throw new DatasigError('signer-untrusted', `signed by ${JSON.stringify(signer.identity)} of ${JSON.stringify(signer.issuer)}; expected ${JSON.stringify(expected.identity)} of ${JSON.stringify(expected.issuer)}`, { context: signer });
  }
  try {
    assertP256(key);
  } catch (cause) {
    throw new DatasigError('signer-untrusted', `the certificate: ${(cause as Error).message}`, { cause });
  }
  return signer;
}

/**
 * Verifies everything in the bundle: each log entry and timestamp has to be good. Of certificates one timestamp is
 * needed, and of logs that the root has one entry.
 *
 * @throws DatasigError `signature-invalid`, `signer-untrusted`
 */
export function verifyWithRoot(bundle: Bundle, root: TrustedRoot, key?: TrustedKey): Signer {
  const hint = bundle.signer.kind === 'key' ? bundle.signer.hint : '';
  const isCertificate = bundle.signer.kind === 'certificate';
  const thresholds = { ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0, tlogThreshold: root.tlogs.length > 0 ? 1 : 0, timestampThreshold: isCertificate ? 1 : 0 };
  try {
    const material = toTrustMaterial(root, key === undefined ? undefined : { [hint]: { rawBytes: key.publicKey.export({ type: 'spki', format: 'der' }), keyDetails: 'PKIX_ECDSA_P256_SHA_256' as never } });
    return new Verifier(material, thresholds).verify(toSignedEntity(bundleFromJSON(bundle.json)));
  } catch (error) {
    throw failure(error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  CERTIFICATE_ERROR: 'the certificate is not of an authority of the trusted root, or was not valid when it was used',
  PUBLIC_KEY_ERROR: 'the key is not the one that was given',
  TIMESTAMP_ERROR: 'no timestamp of the trusted root says when it was signed',
};

function failure(error: unknown): DatasigError {
  const { code, message } = error as VerificationError;
  const isKnown = error instanceof VerificationError || error instanceof PolicyError;
  // Whatever a library throws at bytes of unknown origin, nothing was verified.
  if (!isKnown) return new DatasigError('signature-invalid', 'the certificate, the log entries or the timestamps of the bundle cannot be read', { cause: error });
  const reason = reasons[code];
  if (reason !== undefined) return new DatasigError('signer-untrusted', `${reason} (${message})`, { cause: error });
  return new DatasigError('signature-invalid', `the signature, or an entry of the log, is not good (${message})`, { cause: error });
}
