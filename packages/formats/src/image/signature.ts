/** What kind of image bytes are, by how they begin. */

/** Kinds that are told apart; the first four are decoded. */
export type ImageKind = 'png' | 'bmp' | 'tiff' | 'webp' | 'jpeg' | 'gif';

interface Signature {
  readonly kind: ImageKind;
  /** Bytes in their places; undefined where any byte may stand. */
  readonly bytes: readonly (number | undefined)[];
}

const signatures: readonly Signature[] = [
  { kind: 'png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: 'bmp', bytes: [0x42, 0x4d] },
  { kind: 'tiff', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { kind: 'tiff', bytes: [0x49, 0x49, 0x2b, 0x00] },
  { kind: 'tiff', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { kind: 'tiff', bytes: [0x4d, 0x4d, 0x00, 0x2b] },
  { kind: 'webp', bytes: [0x52, 0x49, 0x46, 0x46, undefined, undefined, undefined, undefined, 0x57, 0x45, 0x42, 0x50] },
  { kind: 'jpeg', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'gif', bytes: [0x47, 0x49, 0x46, 0x38] },
];

/** The kind of image; undefined for what is none of these. */
export function imageKindOf(bytes: Uint8Array): ImageKind | undefined {
  return signatures.find((signature) => signature.bytes.every((byte, index) => byte === undefined ? index < bytes.length : bytes[index] === byte))?.kind;
}
