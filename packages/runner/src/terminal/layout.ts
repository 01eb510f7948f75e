/** Text in columns and paragraphs of at most 80 characters. Every character used is one column wide. */

/** The width that all output keeps to. */
export const lineWidth = 80;

/** A column of a table; numbers are aligned to the right. */
export interface TableColumn {
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** One line of a table, indented by two; text that is too wide is shortened. */
export function tableLine(columns: readonly TableColumn[], cells: readonly string[]): string {
  return `  ${columns.map((column, index) => fit(cells[index] ?? '', column)).join('  ')}`.trimEnd();
}

function fit(text: string, { width, align }: TableColumn): string {
  const short = text.length > width ? `${text.slice(0, width - 1)}…` : text;
  return align === 'left' ? short.padEnd(width) : short.padStart(width);
}

/** A paragraph whose every line begins with `indent` spaces. */
export function paragraph(text: string, indent: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && indent + last.length + 1 + word.length <= lineWidth) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => ' '.repeat(indent) + line).join('\n');
}

/** A line across the page. */
export const rule: string = `  ${'─'.repeat(lineWidth - 2)}`;
