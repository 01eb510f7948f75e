/** SHA-256 digests as documents write them, and names made of them. */
/** What a SHA-256 looks like here: 64 lower-case hex digits. */
const sha256Pattern: RegExp = /^[0-9a-f]{64}$/;

/** A digest as others write it, in lower case; undefined where it is none. */
export function parseSha256(text: string | undefined): string | undefined {
  const lower = text?.toLowerCase();
  return lower !== undefined && sha256Pattern.test(lower) ? lower : undefined;
}

/** A UUID of version 8 (RFC 9562, section 5.8) from a SHA-256: the same for the same contents. */
export function uuidOf(digest: string): string {
  const variant = ((Number.parseInt(digest[16]!, 16) & 0x3) | 0x8).toString(16);
  return [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}
