/** Kernels that take a pass apart: one does nothing, one keeps what a pass hands over, to be done again. */
import { defaultKernel, type Kernel, type KernelParameters, type KernelResult, type KernelSession } from '@datasig/core';

/** Records as a pass hands them over. */
interface Block {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** Takes records as the default kernel does, into its memory, and makes nothing of them. */
class IdleSession implements KernelSession {
  readonly columns: KernelSession['columns'];
  readonly #session: KernelSession;
  readonly #onBlock: (block: Block) => void;
  #buffer: Uint8Array = new Uint8Array(0);
  #recordCount = 0;

  /** A block's arrays are the session's and valid until `onBlock` returns. */
  constructor(parameters: KernelParameters, onBlock: (block: Block) => void) {
    this.#session = defaultKernel.open(parameters);
    this.#onBlock = onBlock;
    this.columns = this.#session.columns;
  }

  reserve(byteLength: number, kept: number): Uint8Array {
    this.#buffer = this.#session.reserve(byteLength, kept);
    return this.#buffer;
  }

  absorb(ends: Uint32Array, count: number): void {
    this.#recordCount += count;
    if (count > 0) this.#onBlock({ bytes: this.#buffer.subarray(0, ends[count - 1]), ends: ends.subarray(0, count) });
  }

  finish(): KernelResult {
    return { ...this.#session.finish(), recordCount: this.#recordCount };
  }
}

/** Costs nothing but the encoding of columns: a pass on it is all but digests, identity and sketches. */
export const idleKernel: Kernel = { name: 'idle', open: (parameters) => new IdleSession(parameters, () => {}) };

/** The blocks of one pass, kept so that any kernel can be given them. */
export class Recording {
  /** The kernel to make the pass on. */
  readonly kernel: Kernel = { name: 'recording', open: (parameters) => this.#open(parameters) };
  readonly #blocks: Block[] = [];
  #parameters: KernelParameters | undefined;
  #recordCount = 0;
  #byteLength = 0;

  get recordCount(): number {
    return this.#recordCount;
  }

  /** Length of all records together. */
  get byteLength(): number {
    return this.#byteLength;
  }

  #open(parameters: KernelParameters): KernelSession {
    this.#parameters = parameters;
    return new IdleSession(parameters, ({ bytes, ends }) => {
      this.#blocks.push({ bytes: bytes.slice(), ends: ends.slice() });
      this.#recordCount += ends.length;
      this.#byteLength += bytes.length;
    });
  }

  /** Gives all blocks to `kernel` with the parameters of the pass, or others where they are given. @throws Error before the pass */
  replay(kernel: Kernel, others: Partial<KernelParameters> = {}): KernelResult {
    if (this.#parameters === undefined) throw new Error('nothing has been recorded');
    const session = kernel.open({ ...this.#parameters, ...others });
    for (const { bytes, ends } of this.#blocks) {
      session.reserve(bytes.length, 0).set(bytes);
      session.absorb(ends, ends.length);
    }
    return session.finish();
  }
}
