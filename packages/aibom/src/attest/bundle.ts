/** Sigstore bundles, version 0.3, with a DSSE envelope of one signature. */
import { DatasigError, formatBase64, formatJson } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import type { Envelope } from './envelope.ts';
import { Members } from './members.ts';
import { parseStrictJson } from './strict-json.ts';
import { bundleByteLimit, bundleMediaType } from './vocabulary.ts';

/** What a bundle says who signed; nothing of it is certain before the signature was verified. */
export type Signer = { readonly kind: 'key'; /** Of the key, as whoever signed named it; may be empty. */ readonly hint: string } | { readonly kind: 'certificate'; readonly der: Uint8Array };

/** A bundle whose form was checked, and nothing else. */
export interface Bundle {
  readonly envelope: Envelope;
  readonly signer: Signer;
  /** Entries of transparency logs, and timestamps. */
  readonly witnessCount: number;
  /** The whole, for the library that verifies entries and certificates. */
  readonly json: Json;
}

const entryLimit = 16;

/**
 * Reads a bundle. Members of other names are refused: other programs may read them under these names.
 *
 * @throws DatasigError `attestation-malformed`, `attestation-too-large`; `attestation-unsupported` for another version
 */
export function readBundle(bytes: Uint8Array): Bundle {
  if (bytes.length > bundleByteLimit) throw tooLarge(bytes.length);
  const json = parseStrictJson(bytes, 'the bundle');
  const bundle = new Members(json, 'bundle');
  const mediaType = bundle.string('mediaType');
  if (mediaType !== bundleMediaType) {
    throw new DatasigError('attestation-unsupported', `the file has the media type ${JSON.stringify(mediaType)}; expected a Sigstore bundle, ${bundleMediaType}`, { context: { mediaType } });
  }
  if (bundle.has('messageSignature')) throw new DatasigError('attestation-unsupported', 'the bundle holds the signature of a file; expected one of a statement (dsseEnvelope)');
  bundle.only('mediaType', 'verificationMaterial', 'dsseEnvelope');
  const material = bundle.object('verificationMaterial').only('publicKey', 'certificate', 'tlogEntries', 'timestampVerificationData');
  return { envelope: readEnvelope(bundle.object('dsseEnvelope')), signer: readSigner(material), witnessCount: countWitnesses(material), json };
}

function tooLarge(byteLength: number): DatasigError {
  return new DatasigError('attestation-too-large', `the bundle has ${byteLength} bytes; bundles have at most ${bundleByteLimit}`, { context: { byteLength } });
}

function readEnvelope(envelope: Members): Envelope {
  envelope.only('payloadType', 'payload', 'signatures');
  const [signature] = envelope.objects('signatures', 1, 1);
  signature!.only('sig', 'keyid').optionalString('keyid');
  return { payloadType: envelope.string('payloadType'), payload: envelope.bytes('payload'), signature: signature!.bytes('sig') };
}

function readSigner(material: Members): Signer {
  const kind = material.oneOf('publicKey', 'certificate');
  if (kind === 'certificate') return { kind, der: material.object(kind).only('rawBytes').bytes('rawBytes') };
  return { kind: 'key', hint: material.object(kind).only('hint').optionalString('hint') ?? '' };
}

function countWitnesses(material: Members): number {
  const entries = material.has('tlogEntries') ? material.objects('tlogEntries', 0, entryLimit).length : 0;
  if (!material.has('timestampVerificationData')) return entries;
  const timestamps = material.object('timestampVerificationData').only('rfc3161Timestamps');
  return entries + (timestamps.has('rfc3161Timestamps') ? timestamps.objects('rfc3161Timestamps', 0, entryLimit).length : 0);
}

/** The bundle of a signature by a key of the signer's own; `keyId` helps to find the key and proves nothing. */
export function writeKeyBundle({ payloadType, payload, signature }: Envelope, keyId: string): string {
  return formatBundle({
    mediaType: bundleMediaType,
    verificationMaterial: { publicKey: { hint: keyId }, tlogEntries: [], timestampVerificationData: { rfc3161Timestamps: [] } },
    dsseEnvelope: { payloadType, payload: formatBase64(payload), signatures: [{ sig: formatBase64(signature), keyid: keyId }] },
  });
}

/** A bundle as it stands in a file. */
export function formatBundle(bundle: Json): string {
  return `${formatJson(bundle, 2)}\n`;
}
