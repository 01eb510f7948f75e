/** What answers which path. */
import { createHash } from 'node:crypto';
import { fulcioHandler, type HandlerFn, rekorHandler, tsaHandler } from '@sigstore/mock';
import type { Authorities } from './authorities.ts';

/** A path and what answers a POST to it. */
export interface Handler {
  readonly path: string;
  readonly fn: HandlerFn;
}

/** Fulcio, Rekor and the time-stamping authority. */
export function handlersOf({ ca, tlog, tsa }: Authorities): readonly Handler[] {
  return [fulcioHandler(ca, { subjectClaim: 'email' }), rekorHandler({ ...tlog, publicKey: tlog.publicKey, log: (entry: object) => tlog.log(asRekorKeeps(entry as ProposedEntry)), logV2: (entry) => tlog.logV2(entry) }), tsaHandler(tsa)];
}

interface ProposedEntry {
  readonly kind: string;
  readonly spec: { readonly proposedContent?: { readonly envelope: string; readonly verifiers: readonly string[] } };
}

/** Of an envelope Rekor keeps digests and signatures, and not the payload. */
function asRekorKeeps(entry: ProposedEntry): object {
  const { proposedContent } = entry.spec;
  if (entry.kind !== 'dsse' || proposedContent === undefined) return entry;
  const envelope = JSON.parse(proposedContent.envelope) as { readonly payload: string; readonly signatures: readonly { readonly sig: string }[] };
  const digest = (bytes: Buffer): object => ({ algorithm: 'sha256', value: createHash('sha256').update(bytes).digest('hex') });
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: digest(Buffer.from(proposedContent.envelope)),
      payloadHash: digest(Buffer.from(envelope.payload, 'base64')),
      signatures: envelope.signatures.map(({ sig }) => ({ signature: sig, verifier: proposedContent.verifiers[0] })),
    },
  };
}
