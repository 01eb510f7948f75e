/** Connectors: packages that make sources of locations. */
import type { Json, Source } from './source.ts';

/** What the user asked to open; structured-cloneable, so that another thread can open it again. */
export interface OpenRequest {
  /** Locations as given; relative paths are relative to `workingDirectory`. */
  readonly locations: readonly string[];
  /** Absolute path. */
  readonly workingDirectory: string;
  /** The connector's own options, as its page documents them. */
  readonly options: { readonly [name: string]: Json | undefined };
}

/** The default export of a connector package. */
export interface Connector {
  readonly specVersion: 'v1';
  /** Name in fingerprints, such as `files`. */
  readonly name: string;
  /** Location schemes that it opens, without the colon: `['sqlite']`. */
  readonly schemes: readonly string[];
  /**
   * Whether it takes the option `pixels`: `true` decodes images to tensors and is refused where there are none,
   * `'where-images'` decodes them where there are some.
   */
  readonly decodesImages?: boolean;
  open(request: OpenRequest): Promise<Source>;
}
