/** Whom a Sigstore instance's bundles are checked against: its trusted root, and an identity. */
import type { TrustedRoot as TrustedRootMessage } from '@sigstore/protobuf-specs';
import { InvalidArgumentError } from '@datasig/core';
import { Members } from '../members.ts';
import { parseStrictJson } from '../strict-json.ts';

/** Certificate authorities, logs and time-stamping authorities, as `trusted_root.json` lists them. */
export type TrustedRoot = TrustedRootMessage;

/** Who has to have signed, compared letter by letter. */
export interface ExpectedIdentity {
  /** The certificate's name: an address, or a URL such as that of a workflow. */
  readonly identity: string;
  /** URL of the OpenID Connect provider. */
  readonly issuer: string;
}

const mediaType = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.1|\.v0\.[12]\+json)$/;

/** What a root lists. Each list that is there asks more of a bundle, so that none may get lost by its name or form. */
const lists: readonly string[] = ['tlogs', 'certificateAuthorities', 'ctlogs', 'timestampAuthorities'];
const listLimit = 1024;

/** Reads a `trusted_root.json` of Sigstore, which has to come from somewhere that is trusted. @throws InvalidArgumentError `invalid-trusted-root` */
export async function readTrustedRoot(text: string): Promise<TrustedRoot> {
  // Loaded here: whoever verifies with a key needs none of it.
  const messages = await import('@sigstore/protobuf-specs');
  try {
    const json = parseStrictJson(new TextEncoder().encode(text), 'the trusted root');
    const root = new Members(json, 'trustedRoot').only('mediaType', ...lists);
    for (const list of lists) if (root.has(list)) root.objects(list, 0, listLimit);
    if (mediaType.test(root.string('mediaType'))) return messages.TrustedRoot.fromJSON(json);
  } catch {
    // What is wrong with it is said below; the library's message may quote it.
  }
  throw new InvalidArgumentError('invalid-trusted-root', 'expected the trusted root of a Sigstore instance (trusted_root.json), application/vnd.dev.sigstore.trustedroot+json;version=0.1');
}
