/** How wide texts are, as far as that is known without a font, and their lines. */

/** Of the font size; more than most letters of common fonts take. */
const letterShare = 0.56;
const boldShare = 0.64;

/** About the width of a text in pixels, rather too large. */
export function textWidth(text: string, fontSize: number, isBold = false): number {
  return text.length * fontSize * (isBold ? boldShare : letterShare);
}

/** The text in at most `most` characters: what is cut out of its middle leaves both ends, which tell versions apart. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) / 2);
  const head = Math.max(1, most - 1 - tail);
  return `${text.slice(0, head).replace(/[\ud800-\udbff]$/, '')}…${tail > 0 ? text.slice(-tail).replace(/^[\udc00-\udfff]/, '') : ''}`;
}

/** The text in lines that are no wider than `width`, broken at spaces; a longer word stays whole, and so do a range and a number with its `%`. */
export function wrapText(text: string, fontSize: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ (?![%–])(?<!– )/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)!} ${word}`;
    if (lines.length > 0 && textWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
