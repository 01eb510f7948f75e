/** One call of the command: where it writes, how it may be interrupted. */
import { type Palette, paletteFor, ProgressLine } from '@datasig/runner/terminal';
import { toPrintable } from './render/printable.ts';

/** What every command can be asked. */
export interface OutputOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Standard output is for results, standard error for progress, warnings and errors. */
export class Session {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly palette: Palette = paletteFor(process.stdout);
  readonly progress: ProgressLine = new ProgressLine(process.stderr);
  readonly signal: AbortSignal;
  /** Absolute path that relative paths are relative to. */
  readonly workingDirectory: string;
  readonly #errorPalette: Palette = paletteFor(process.stderr);

  constructor({ json = false, quiet = false }: OutputOptions, signal: AbortSignal, workingDirectory: string = process.cwd()) {
    this.json = json;
    this.quiet = quiet;
    this.signal = signal;
    this.workingDirectory = workingDirectory;
  }

  /** The same session with paths relative to another folder; given as an absolute path. */
  in(folder: string): Session {
    return new Session({ json: this.json, quiet: this.quiet }, this.signal, folder);
  }

  /** Writes a result: as JSON when asked for, else as text unless quiet. */
  result(json: unknown, text: () => string): void {
    this.progress.clear();
    if (this.json) process.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`);
    else if (!this.quiet) process.stdout.write(text());
  }

  /** Writes a whole file to standard output. */
  content(text: string | Uint8Array): void {
    this.progress.clear();
    process.stdout.write(text);
  }

  /** A line that is no result: gone with `--quiet`. */
  note(text: string): void {
    this.progress.clear();
    if (!this.quiet) process.stderr.write(`${text}\n`);
  }

  /** Something that the user should know though the command goes on. */
  warn(message: string): void {
    this.note(`${this.#errorPalette.heading('warning')}: ${toPrintable(message)}`);
  }
}
