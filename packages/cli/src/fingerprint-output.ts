/** Where `fingerprint` and `merge` put what they made: a file and a word about it, or standard output. */
import { type Fingerprint, InvalidArgumentError, writeFingerprint } from '@datasig/core';
import type { RunStatistics } from '@datasig/runner';
import { describeFingerprint } from './describe.ts';
import { OutputFile } from './output-file.ts';
import { showWritten } from './render/fingerprint.ts';
import type { Session } from './session.ts';

const standardOutput = '-';

/** What a run adds to the description. */
export interface RunReport {
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly statistics: RunStatistics;
  readonly verified: 'full' | 'structural';
}

/** The place for one fingerprint. */
export class FingerprintOutput {
  readonly #session: Session;
  #file: OutputFile | undefined;
  readonly #choosesName: boolean;

  private constructor(session: Session, file: OutputFile | undefined, choosesName: boolean) {
    this.#session = session;
    this.#file = file;
    this.#choosesName = choosesName;
  }

  /** Checks what `-o` names before any work; without `-o` the dataset's name decides. @throws DatasigError */
  static open(output: string | undefined, session: Session): FingerprintOutput {
    if (output === standardOutput && session.json) {
      throw new InvalidArgumentError('invalid-argument', 'standard output takes one thing: the fingerprint (-o -) or what --json tells of it', { context: { parameter: '--json' } });
    }
    const file = output === undefined || output === standardOutput ? undefined : OutputFile.prepare(output, session.workingDirectory);
    return new FingerprintOutput(session, file, output === undefined);
  }

  /** Names the file after the dataset where `-o` did not. @throws DatasigError */
  nameAfter(datasetName: string): void {
    if (this.#choosesName) this.#file = OutputFile.prepare(fileNameOf(datasetName), this.#session.workingDirectory);
  }

  /** Writes the fingerprint. @throws DatasigError `output-failed` */
  deliver(fingerprint: Fingerprint, run?: RunReport): void {
    const text = writeFingerprint(fingerprint);
    const file = this.#file;
    if (file === undefined) return this.#session.content(text);
    file.write(text);
    const description = describeFingerprint(fingerprint);
    this.#session.result(
      { file: file.shown, ...description, ...(run !== undefined && { warnings: run.warnings, verified: run.verified, run: roundElapsed(run.statistics) }) },
      () => showWritten({ file: file.shown, byteLength: Buffer.byteLength(text) }, description, this.#session.palette, run),
    );
  }
}

/** File systems take names of up to 255 bytes. */
const nameByteLimit = 240;

/** The dataset's name as a file name: what no file system likes becomes a hyphen, and it is cut to what they take. */
export function fileNameOf(name: string, ending = '.datasig.json'): string {
  const characters = [...name.replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-')];
  while (Buffer.byteLength(characters.join('')) > nameByteLimit) characters.pop();
  const safe = characters.join('').replace(/^[.\s]+|[.\s]+$/gu, '');
  return `${safe === '' ? 'dataset' : safe}${ending}`;
}

function roundElapsed(statistics: RunStatistics): RunStatistics {
  return { ...statistics, elapsedMs: Math.round(statistics.elapsedMs) };
}
