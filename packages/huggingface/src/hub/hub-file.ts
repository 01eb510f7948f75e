/** A file of a repository, as a listing at one commit tells of it. */

/** What identifies one file's bytes: its size and the digest that the Hub keeps of it. */
export interface HubFile {
  /** Path inside the repository with `/` between its segments, not encoded. */
  readonly path: string;
  readonly byteLength: number;
  /** SHA-1 of the git blob, 40 lower-case hex digits: `blob <size>\0` and the bytes; for an LFS file of its pointer. */
  readonly oid: string;
  /** SHA-256 of the bytes, 64 lower-case hex digits; present where the file is kept outside of git (LFS, Xet). */
  readonly sha256?: string;
}
