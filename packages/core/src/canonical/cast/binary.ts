/** Bytes from hexadecimal and base64 text (RFC 4648). */

/** Undefined unless `text` is pairs of hexadecimal digits, in either case. */
export function parseHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(2 * index, 2 * index + 2), 16));
}

/** Undefined unless `text` is padded base64 of the standard alphabet whose unused bits are zero: one text a value. */
export function parseBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return formatBase64(bytes) === text ? bytes : undefined;
}

/** Padded base64 (RFC 4648, section 4). */
export function formatBase64(bytes: Uint8Array): string {
  let binary = '';
  // In slices: a call's arguments stand on the stack.
  for (let start = 0; start < bytes.length; start += 8192) binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(binary);
}
