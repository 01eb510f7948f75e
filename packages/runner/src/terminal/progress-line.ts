/** One line of a terminal that is written over and over, and gone when there is something to say. */

const lineWidth = 80;
/** ECMA-48: carriage return, erase in line. */
const eraseLine = '\r\u001B[2K';

/** The line; silent where the stream is no terminal. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #shown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Whether the stream is a terminal that shows the line. */
  get isVisible(): boolean {
    return this.#stream.isTTY && process.env['TERM'] !== 'dumb';
  }

  /** Shows `text` in place of what the line showed. */
  show(text: string): void {
    if (!this.isVisible) return;
    const width = Math.min(lineWidth, this.#stream.columns) - 1;
    this.#stream.write(eraseLine + text.slice(0, width));
    this.#shown = true;
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown) this.#stream.write(eraseLine);
    this.#shown = false;
  }
}
