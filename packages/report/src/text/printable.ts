/** Names and messages made safe to show: files of any origin may hold control sequences and marks that turn text. */

/** Controls, and marks that turn the direction of text; line ends too. */
const unsafe = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The text with such characters written as escapes. */
export function toPrintable(text: string): string {
  return text.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same of a text that may be of any length, cut to `width` characters. */
export function toShortPrintable(text: string, width: number): string {
  const printable = toPrintable(text.slice(0, width + 1));
  return printable.length > width ? `${printable.slice(0, width - 1)}…` : printable;
}
