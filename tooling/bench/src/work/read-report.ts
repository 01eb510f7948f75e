/** What `read-file.ts` is asked and what it answers. */

/** A way to read a file. */
export type ReadMode = 'hash' | 'read' | 'without-identity' | 'fingerprint';

/** What reading took. */
export interface ReadReport {
  /** CPU time of all threads of the process, from when all was loaded to the end of the work. */
  readonly cpuMs: number;
  readonly recordCount: number;
}
