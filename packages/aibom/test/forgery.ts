/** Bundles that are put together by hand. */
import { sign, verify } from 'node:crypto';
import { preAuthenticationEncoding } from '../src/index.ts';
import type { SigningKey } from '../src/attest/node/index.ts';

/** A bundle whose members a test may change. */
export interface LooseBundle {
  mediaType: string;
  verificationMaterial: Record<string, unknown>;
  dsseEnvelope: { payloadType: string; payload: string; signatures: Record<string, unknown>[] };
}

/** The members of a bundle, to be changed. */
export function parseBundle(text: string): LooseBundle {
  return JSON.parse(text) as LooseBundle;
}

/** A bundle as bytes. */
export function toBytes(bundle: unknown): Uint8Array {
  return new TextEncoder().encode(typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
}

/** A bundle over any payload of any type, signed properly. */
export function signAnything(payload: string | Uint8Array, key: SigningKey, payloadType = 'application/vnd.in-toto+json'): LooseBundle {
  const bytes = Buffer.from(payload);
  const signature = sign('sha256', preAuthenticationEncoding(payloadType, bytes), key.privateKey);
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint: key.keyId }, tlogEntries: [], timestampVerificationData: { rfc3161Timestamps: [] } },
    dsseEnvelope: { payloadType, payload: bytes.toString('base64'), signatures: [{ sig: signature.toString('base64'), keyid: key.keyId }] },
  };
}

/** Whether nothing but Node's own functions finds the signature good; the encoding is written out here once more. */
export function isSigned({ dsseEnvelope: { payloadType, payload, signatures } }: LooseBundle, { publicKey }: SigningKey): boolean {
  const bytes = Buffer.from(payload, 'base64');
  const encoded = Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${bytes.length} `), bytes]);
  return verify('sha256', encoded, publicKey, Buffer.from(signatures[0]!['sig'] as string, 'base64'));
}
