/** Where reports for other programs go: a file, which is replaced if it is such a report, or standard output. */
import { readOpening } from './input/small-file.ts';
import { OutputFile, type Replaceable } from './output-file.ts';
import type { Session } from './session.ts';

const openingByteLength = 512;

/** A kind of file that is known by its beginning. */
export function beginningWith(pattern: RegExp, noun: string): Replaceable {
  return { noun, matches: (path) => pattern.test(readOpening(path, openingByteLength).toString()) };
}

/** SARIF logs. */
export const sarifFile: Replaceable = beginningWith(/^\s*\{\s*"(?:\$schema|version)"\s*:[^{[]*sarif/, 'no SARIF file');
/** JUnit reports. */
export const junitFile: Replaceable = beginningWith(/^(?:<\?xml[^>]*>)?\s*<testsuites?[\s>]/, 'no JUnit report');

/** The place for one report. */
export class ReportOutput {
  readonly #write: (text: string | Uint8Array) => void;

  private constructor(write: (text: string | Uint8Array) => void) {
    this.#write = write;
  }

  /** Checks the place before the work begins. @throws DatasigError `output-exists`, `output-failed` */
  static prepare(output: string, kind: Replaceable, session: Session): ReportOutput {
    if (output === '-') return new ReportOutput((text) => session.content(text));
    const file = OutputFile.prepare(output, session.workingDirectory, kind);
    return new ReportOutput((text) => file.write(text));
  }

  /** Writes the report. @throws DatasigError `output-failed` */
  write(text: string | Uint8Array): void {
    this.#write(text);
  }
}
