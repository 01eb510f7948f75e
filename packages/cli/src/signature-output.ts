/** Where `fingerprint --raw` puts a bare signature: a new file, or standard output. */
import { classicSketches, type ClassicSketch, type Fingerprint, InvalidArgumentError } from '@datasig/core';
import { fileNameOf, type RunReport } from './fingerprint-output.ts';
import { signatureEnding } from './input/signature-file.ts';
import { parseClassic } from './input/source-options.ts';
import { assertNew, writeNew } from './output-file.ts';
import { toPrintable } from './render/printable.ts';
import type { Session } from './session.ts';

/** The options that matter for it. */
interface RawOptions {
  readonly output?: string;
  readonly sketch?: readonly string[];
  readonly classic?: readonly string[];
}

/** The place for one signature. */
export class SignatureOutput {
  readonly #session: Session;
  #file: string | undefined;
  readonly #choosesName: boolean;

  private constructor(session: Session, file: string | undefined, choosesName: boolean) {
    this.#session = session;
    this.#file = file;
    this.#choosesName = choosesName;
  }

  /** @throws InvalidArgumentError unless one classic sketch is asked for, and there is no such file */
  static open(options: RawOptions, session: Session): SignatureOutput {
    if (options.sketch !== undefined || classicSketches(parseClassic(options)).length !== 1) {
      throw new InvalidArgumentError('invalid-argument', '--raw writes one bare signature: name one scheme with --classic', { context: { parameter: '--raw' } });
    }
    const { output } = options;
    if (output === '-' && session.json) {
      throw new InvalidArgumentError('invalid-argument', 'standard output takes one thing: the signature (-o -) or what --json tells of it', { context: { parameter: '--json' } });
    }
    if (output !== undefined && output !== '-') assertNew(output, session.workingDirectory);
    return new SignatureOutput(session, output === '-' ? undefined : output, output === undefined);
  }

  /** Names the file after the dataset where `-o` did not. @throws InvalidArgumentError */
  nameAfter(datasetName: string): void {
    if (!this.#choosesName) return;
    this.#file = fileNameOf(datasetName, signatureEnding);
    assertNew(this.#file, this.#session.workingDirectory);
  }

  /** Writes the signature. @throws DatasigError `output-exists`, `output-failed` */
  deliver({ sketches, records }: Fingerprint, run: RunReport): void {
    const [{ scheme, k, signature }] = sketches as unknown as readonly [ClassicSketch];
    const file = this.#file;
    if (file === undefined) return this.#session.content(signature);
    writeNew(file, this.#session.workingDirectory, signature);
    const { count, classicUid = null } = records;
    const { palette } = this.#session;
    this.#session.result(
      { file, scheme, k, byteLength: signature.length, recordCount: count.toString(), classicUid, warnings: run.warnings, verified: run.verified },
      () => `\n  ${palette.good('✓')} ${palette.heading(toPrintable(file))}  ${palette.quiet(`${scheme}:${k}, ${signature.length} bytes, UID ${classicUid ?? 'unknown'}`)}\n\n`,
    );
  }
}
