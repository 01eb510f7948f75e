/** DSSE: what exactly is signed of a payload (DSSE protocol, version 1). */

/** A payload, what it says it is, and one signature over both. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** ECDSA in DER. */
  readonly signature: Uint8Array;
}

/** The bytes that are signed: `DSSEv1 LENGTH TYPE LENGTH PAYLOAD`, with lengths in bytes. */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const type = encoder.encode(payloadType);
  const start = encoder.encode(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const encoded = new Uint8Array(start.length + payload.length);
  encoded.set(start);
  encoded.set(payload, start.length);
  return encoded;
}
