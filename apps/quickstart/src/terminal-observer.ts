/** Shows the demo on a terminal, or as plain lines where the output is none. */
import { dirname } from 'node:path';
import { type Palette, ProgressLine } from '@datasig/runner/terminal';
import type { Observer } from './observer.ts';
import { showBetween, showComparison, showFingerprint } from './page.ts';

/** An observer that writes the page to standard output and progress to standard error. */
export class TerminalObserver implements Observer {
  readonly #palette: Palette;
  readonly #progress: ProgressLine = new ProgressLine(process.stderr);

  constructor(palette: Palette) {
    this.#palette = palette;
  }

  status: Observer['status'] = (text) => this.#progress.show(text);

  fingerprinted: Observer['fingerprinted'] = (entry) => this.print(showFingerprint(entry));

  allFingerprinted: Observer['allFingerprinted'] = (entries) => this.print(showBetween(dirname(entries[0]!.file), entries, this.#palette));

  compared: Observer['compared'] = (entry) => this.print(showComparison(entry, this.#palette));

  /** Writes a piece of the page in place of the progress line. */
  print(text: string): void {
    this.#progress.clear();
    process.stdout.write(text);
  }
}
