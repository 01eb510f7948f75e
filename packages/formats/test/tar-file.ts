/** Writes tar archives, also such as no tool would write. */

/** An entry; what is left out is as in a plain file. */
export interface TarFileEntry {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  readonly type?: string;
  /** The twelve bytes of the size field, in place of the content's length in octal. */
  readonly size?: string;
  /** In place of `ustar\0` and `00`. */
  readonly magic?: string;
  readonly prefix?: string;
  /** The eight bytes of the checksum field, in place of the right ones. */
  readonly checksum?: string;
}

const encoder = new TextEncoder();

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? encoder.encode(content) : content;
}

/** The blocks of one entry. */
export function tarEntry({ name, content = '', type = '0', size, magic = 'ustar\x0000', prefix = '', checksum }: TarFileEntry): Uint8Array {
  const data = bytesOf(content);
  const bytes = new Uint8Array(512 + Math.ceil(data.length / 512) * 512);
  const put = (text: string, start: number): void => {
    for (let index = 0; index < text.length; index++) bytes[start + index] = text.charCodeAt(index);
  };
  bytes.set(bytesOf(name).subarray(0, 100));
  put('0000644\0', 100);
  put(size ?? `${data.length.toString(8).padStart(11, '0')}\0`, 124);
  put('00000000000\0        ', 136);
  put(type, 156);
  put(magic, 257);
  bytes.set(encoder.encode(prefix), 345);
  const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  put(checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `, 148);
  bytes.set(data, 512);
  return bytes;
}

/** An extended header that says `records` of the next entry. */
export function paxEntry(records: Readonly<Record<string, string>>, type = 'x'): Uint8Array {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    const byteLength = encoder.encode(rest).length;
    let length = byteLength + 1;
    while (byteLength + `${length}`.length !== length) length++;
    return `${length}${rest}`;
  });
  return tarEntry({ name: 'PaxHeader', type, content: lines.join('') });
}

/** Entries and the zeros at the end. */
export function tarFile(entries: readonly (TarFileEntry | Uint8Array)[], end = 1024): Uint8Array {
  const parts = [...entries.map((entry) => (entry instanceof Uint8Array ? entry : tarEntry(entry))), new Uint8Array(end)];
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let length = 0;
  for (const part of parts) {
    bytes.set(part, length);
    length += part.length;
  }
  return bytes;
}
