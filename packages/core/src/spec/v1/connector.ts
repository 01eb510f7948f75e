/** Connectors: packages that make sources of locations. */
import type { OpenRequest, Source } from './source.ts';

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
  /**
   * Whether it takes the option `types`: `declared` and `declared-unix` type values as the source declares them, which
   * the transform `declared-types/1` or the description's `textCasts` then tell.
   */
  readonly readsDeclaredTypes?: boolean;
  open(request: OpenRequest): Promise<Source>;
}
