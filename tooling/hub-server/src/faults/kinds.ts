/** The faults that a rule can inject. */
import type { Files } from '../options.ts';

/** One fault. Lengths and offsets are bytes of the body as it would be sent. */
export type Fault =
  /** 200 with the whole file, whatever range was asked for. */
  | { readonly kind: 'ignored-range' }
  /** The right bytes under a `Content-Range` that is moved by `shift` (default 1), or tells another `total`. */
  | { readonly kind: 'wrong-content-range'; readonly shift?: number; readonly total?: number }
  /** The body ends after `after` bytes (default: half), and `Content-Length` agrees. */
  | { readonly kind: 'short-body'; readonly after?: number }
  /** `extra` (default 1) zero bytes follow the body, and `Content-Length` agrees. */
  | { readonly kind: 'long-body'; readonly extra?: number }
  /** `Content-Length` is right, the connection is closed after `after` bytes (default: half). */
  | { readonly kind: 'cut-body'; readonly after?: number }
  /** TCP reset: before any answer, or after `after` bytes of the body. */
  | { readonly kind: 'reset'; readonly after?: number }
  /** Nothing more comes: before any answer, or after `after` bytes of the body. Ends when the client leaves. */
  | { readonly kind: 'stall'; readonly after?: number }
  /** The answer comes later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Another status. `body`: the Hub's JSON (default), a page of HTML, or a text of that content. */
  | {
    readonly kind: 'status'; readonly status: number; readonly body?: 'json' | 'html' | { readonly text: string };
    /** Header `Retry-After`, seconds or a date. */
    readonly retryAfter?: number | string;
    /** Header `RateLimit: "api";r=0;t=…`, seconds; with status 429 it is 55 by default, `null` leaves it as on any answer. */
    readonly rateLimit?: number | null;
    readonly headers?: Readonly<Record<string, string>>;
  }
  /** The CDN link in this answer holds for so many uses (default 1) or milliseconds; later it gets 403. */
  | { readonly kind: 'expiring-link'; readonly uses?: number; readonly milliseconds?: number }
  /** The `Link` to the next page leads to this page again, even from the last. */
  | { readonly kind: 'looping-cursor' }
  /** 302 to the same URL. */
  | { readonly kind: 'redirect-loop' }
  /** 302 to another origin, by default one that this Hub runs and logs as `foreign`, which answers rightly. */
  | { readonly kind: 'foreign-redirect'; readonly to?: string }
  /** 200 and gzip'd, whatever was accepted and whatever range asked for; `declared: false` leaves out `Content-Encoding`. */
  | { readonly kind: 'gzip'; readonly declared?: boolean }
  /** The text of the LFS pointer in place of the file's bytes. */
  | { readonly kind: 'lfs-pointer' }
  /** Before the request is answered, a branch (default `main`) is moved to other files. */
  | { readonly kind: 'moved-branch'; readonly repository: string; readonly branch?: string; readonly to: Files }
  /** Listings and headers tell other digests than before, at the same commit. */
  | { readonly kind: 'changed-object' }
  /** One bit of the body's byte `at` (default: the middle) is another. */
  | { readonly kind: 'flipped-byte'; readonly at?: number }
  /** Headers are set, or left out where `null`. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string | null>> };
