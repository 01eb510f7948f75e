/** One line of a terminal that is written over and over, and gone when there is something to say. */
import type { Progress } from '@datasig/runner';
import { lineWidth } from './layout.ts';
import { formatByteLength, formatCount } from './number-text.ts';

const barWidth = 10;
/** ECMA-48: carriage return, erase in line. */
const eraseLine = '\r\u001B[2K';

/** The line; silent where the stream is no terminal. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #shown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Shows `text` in place of what the line showed. */
  show(text: string): void {
    if (!this.#stream.isTTY || process.env['TERM'] === 'dumb') return;
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

/** `mnist-train  ━━━━━─────  34,000 records  27.1 MB  45.2 MB/s  1.2 s left`. */
export function describeReading(name: string, { recordCount, byteLength, totalByteLength, bytesPerSecond, remainingMs }: Progress): string {
  const words = [`${formatCount(recordCount)} records`, formatByteLength(byteLength), `${formatByteLength(bytesPerSecond)}/s`];
  if (totalByteLength !== undefined && totalByteLength > 0) words.unshift(bar(byteLength / totalByteLength));
  if (remainingMs !== undefined) words.push(`${(remainingMs / 1000).toFixed(1)} s left`);
  return `  ${name}  ${words.join('  ')}`;
}

function bar(share: number): string {
  const done = Math.round(Math.min(share, 1) * barWidth);
  return '━'.repeat(done) + '─'.repeat(barWidth - done);
}
