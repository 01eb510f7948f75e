/**
 * What a file of the format `json` holds: a document, or a record a line. Its ending does not tell: on the Hub many
 * files named .json hold lines, and Hugging Face datasets looks at what is in them.
 */

/** Bytes of the beginning of a file that {@link jsonKindOf} needs to see at most. */
export const jsonHeadByteLength: number = 64 * 1024;

const byteOrderMark: readonly number[] = [0xef, 0xbb, 0xbf];
const [lineFeed, quote, openBracket, backslash, closeBracket, openBrace, closeBrace] = [0x0a, 0x22, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d];

/**
 * `json` for an array, and for a value that spans lines; else `jsonl`. A value whose end is not in `head` spans lines
 * where a line ends inside of it.
 *
 * @param head the first bytes of the file, decompressed
 */
export function jsonKindOf(head: Uint8Array): 'json' | 'jsonl' {
  let position = byteOrderMark.every((byte, index) => head[index] === byte) ? byteOrderMark.length : 0;
  while (isSpace(head[position])) position++;
  if (head[position] === openBracket) return 'json';
  if (head[position] !== openBrace) return 'jsonl';
  let [depth, inText, spansLines] = [0, false, false];
  for (; position < head.length; position++) {
    const byte = head[position];
    if (inText) {
      if (byte === backslash) position++;
      else if (byte === quote) inText = false;
    } else if (byte === quote) {
      inText = true;
    } else if (byte === openBrace || byte === openBracket) {
      depth++;
    } else if (byte === closeBrace || byte === closeBracket) {
      if (--depth === 0) break;
    } else if (byte === lineFeed) {
      spansLines = true;
    }
  }
  return spansLines ? 'json' : 'jsonl';
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === lineFeed;
}
