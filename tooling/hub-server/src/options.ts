/** What a test Hub is started with. */
import type { FaultRule } from './faults/rules.ts';
import type { RequestRecord } from './hub-request.ts';

/** The files of one commit: a folder, or paths with their contents (text is UTF-8). */
export type Files = { readonly folder: string } | { readonly files: Readonly<Record<string, string | Uint8Array>> };

/** Which files are kept outside of git. With neither member: the patterns of the Hub's own `.gitattributes`, or 10 MiB. */
export interface LfsOptions {
  /** Globs (`*` within a segment, `**` across) against the path, or without `/` against the file's name. */
  readonly patterns?: readonly string[];
  /** Files of so many bytes or more, whatever their name; `Infinity`: none, `0`: all that are not empty. */
  readonly thresholdBytes?: number;
}

/** Answers of the dataset viewer about a repository; its files come from the ref `refs/convert/parquet`. */
export interface ViewerOptions {
  readonly partial?: boolean;
  /** Configs or splits that the viewer has not converted, or could not. */
  readonly pending?: readonly unknown[];
  readonly failed?: readonly unknown[];
  /** Header `X-Revision`; the sha of `main` by default. */
  readonly revision?: string;
}

/** One dataset repository. `folder` or `files` is its branch `main`. */
export type RepositoryOptions = Files & {
  /** `owner/name`, or one word as the oldest datasets have it. */
  readonly name: string;
  /** More refs: a branch by its name, `refs/tags/v1`, `refs/pr/1`, `refs/convert/parquet`. */
  readonly revisions?: Readonly<Record<string, Files>>;
  /** Content needs a token with access; the listing stays open unless `closedListing`. */
  readonly gated?: boolean | 'auto' | 'manual';
  readonly closedListing?: boolean;
  /** To everyone without access it does not exist. */
  readonly private?: boolean;
  /** Former names, answered by a 307. */
  readonly renamedFrom?: readonly string[];
  readonly lfs?: LfsOptions;
  /** Files outside of git are offered over Xet, too. */
  readonly xet?: boolean;
  /** Files in git are answered by a 307 to `/api/resolve-cache/` first, as the Hub does now; default `false`. */
  readonly resolveCache?: boolean;
  /** Text in git comes gzip'd to those who accept it, without `Content-Length`, as the Hub's own CDN sends it; default `false`. */
  readonly compress?: boolean;
  readonly viewer?: ViewerOptions;
};

/** Someone whose token the Hub knows. */
export interface User {
  readonly name: string;
  readonly token: string;
  /** Gated and private repositories that the user may read; all by default. */
  readonly repositories?: readonly string[];
}

/** Options of `startHub`. */
export interface HubOptions {
  readonly repositories: readonly RepositoryOptions[];
  readonly faults?: readonly FaultRule[];
  /** The token that may read everything; default `hf_test`. */
  readonly token?: string;
  /** More tokens. */
  readonly users?: readonly User[];
  /** Port of the Hub; any free one by default. CDN, CAS and foreign origin always have free ones. */
  readonly port?: number;
  /** Most entries of a page of the listing; default 1000, 50 with `expand`. */
  readonly pageSize?: number;
  /** `s3` (default) refuses a signed link that comes with an `Authorization` header; `cloudfront` ignores the header, and calls itself by `X-Cache`. */
  readonly cdn?: 's3' | 'cloudfront';
  /** How long links to the CDN and to xorbs hold, unless a fault says less; default 3600. */
  readonly linkSeconds?: number;
  /** Called when a request has been answered, or has met its end. */
  readonly onAnswer?: (record: RequestRecord) => void;
  /** Bytes of a Xet chunk and chunks of a xorb; defaults 65536 and 128. */
  readonly xet?: { readonly chunkBytes?: number; readonly xorbChunks?: number };
}
