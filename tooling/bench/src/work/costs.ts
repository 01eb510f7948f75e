/** What the scripts of this folder answer. */

/** What `measure-costs.ts` answers: CPU time that a record of a dataset takes, in nanoseconds, of all threads of the process. */
export interface Costs {
  readonly recordCount: number;
  /** Mean length of the canonical encoding. */
  readonly canonicalByteLength: number;
  /** Reading it and doing nothing with its records. */
  readonly readerNs: number;
  /** Reading it, encoding its records and counting its fields: all but the kernel. */
  readonly encodedNs: number;
  /** The kernel on the same canonical bytes, which are in memory. */
  readonly kernelNs: number;
  /** The whole way from files to the fingerprint. */
  readonly fingerprintNs: number;
}

/** What one run over an input takes; times in nanoseconds a record. */
export interface RunCosts {
  readonly recordCount: number;
  /** CPU time of all threads of the process. */
  readonly cpuNs: number;
  readonly clockNs: number;
}
