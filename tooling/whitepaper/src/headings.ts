/** Headings of a page, and the anchors that hosts of Markdown give them. */

/** One heading. */
export interface Heading {
  /** 1 for the title. */
  readonly depth: number;
  readonly text: string;
  readonly anchor: string;
}

/** All headings, outside code. */
export function headingsOf(page: string): Heading[] {
  return [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^(#+) (.*)$/gm)].map(([, marks, text]) => ({ depth: marks!.length, text: text!, anchor: anchorOf(text!) }));
}

/** The anchor of a heading's text. */
export function anchorOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}
