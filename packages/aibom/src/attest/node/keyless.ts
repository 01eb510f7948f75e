/** Signing with a certificate of a Sigstore instance, which vouches for an identity instead of a key. */
import type { InternalError, Witness } from '@sigstore/sign';
import { DatasigError, InvalidArgumentError } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import { formatBundle } from '../bundle.ts';
import type { Statement } from '../model.ts';
import { payloadType } from '../vocabulary.ts';
import { encodeStatement } from '../write-statement.ts';

/** Where a Sigstore instance is. */
export interface SigstoreInstance {
  /** URL of Fulcio, which gives certificates. */
  readonly fulcioUrl: string;
  /** URL of Rekor (version 1 of its interface), the log that everyone can read; it or a time-stamping authority is needed. */
  readonly rekorUrl?: string;
  /** URL of a time-stamping authority (RFC 3161). */
  readonly tsaUrl?: string;
}

/** An instance and who signs. */
export interface KeylessOptions extends SigstoreInstance {
  /** An OpenID Connect token (JWT) for that instance. It goes to Fulcio, and into no message. */
  readonly identityToken: string;
  /** Tried again so often; otherwise 2. */
  readonly retryCount?: number;
}

const requestTimeoutMs = 30_000;

/** The text of a Sigstore bundle. @throws DatasigError `signing-failed`, `attestation-too-large`; InvalidArgumentError `invalid-argument`, `invalid-identity-token` */
export async function signKeyless(statement: Statement, options: KeylessOptions): Promise<string> {
  const { fulcioUrl, rekorUrl, tsaUrl, identityToken } = options;
  for (const url of [fulcioUrl, rekorUrl, tsaUrl]) if (url !== undefined) checkUrl(url);
  checkToken(identityToken);
  // Loaded here: whoever signs with a key needs none of it.
  const [{ bundleToJSON }, { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness }] = await Promise.all([import('@sigstore/bundle'), import('@sigstore/sign')]);
  const requests = { retry: { retries: options.retryCount ?? 2 }, timeout: requestTimeoutMs };
  const witnesses: Witness[] = [
    ...(rekorUrl === undefined ? [] : [new RekorWitness({ rekorBaseURL: withoutSlash(rekorUrl), ...requests })]),
    ...(tsaUrl === undefined ? [] : [new TSAWitness({ tsaBaseURL: withoutSlash(tsaUrl), ...requests })]),
  ];
  if (witnesses.length === 0) throw new InvalidArgumentError('invalid-argument', 'a certificate lasts ten minutes: a log (Rekor) or a time-stamping authority has to say when it was used');
  const signer = new FulcioSigner({ fulcioBaseURL: withoutSlash(fulcioUrl), identityProvider: { getToken: async () => identityToken }, ...requests });
  const payload = Buffer.from(encodeStatement(statement));
  try {
    const bundle = await new DSSEBundleBuilder({ signer, witnesses }).create({ data: payload, type: payloadType });
    return formatBundle(bundleToJSON(bundle) as unknown as Json);
  } catch (error) {
    throw signingFailed(error);
  }
}

/** A token must not cross a network that others can read. */
function checkUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return;
  throw new InvalidArgumentError('invalid-argument', `${JSON.stringify(text)}: expected an https URL (http for this machine only)`, { context: { value: text } });
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/** Of the form only: Fulcio verifies it. The library would quote a token that it cannot read. */
function checkToken(token: string): void {
  if (token.length <= 65_536 && /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) && hasSubject(token.split('.')[1]!)) return;
  throw new InvalidArgumentError('invalid-identity-token', 'the identity token is no OpenID Connect token with a subject or a verified address (three parts of base64url with dots between them)');
}

function hasSubject(claimsPart: string): boolean {
  try {
    const claims = JSON.parse(Buffer.from(claimsPart, 'base64url').toString()) as { readonly email?: unknown; readonly email_verified?: unknown; readonly sub?: unknown };
    return claims.email === undefined ? typeof claims.sub === 'string' && claims.sub !== '' : Boolean(claims.email_verified);
  } catch {
    return false;
  }
}

const steps: Readonly<Record<string, string>> = {
  CA_CREATE_SIGNING_CERTIFICATE_ERROR: 'Fulcio gave no certificate',
  TLOG_CREATE_ENTRY_ERROR: 'Rekor took no entry',
  TLOG_FETCH_ENTRY_ERROR: 'Rekor gave no entry',
  TSA_CREATE_TIMESTAMP_ERROR: 'the time-stamping authority gave no timestamp',
};

/** Without what the server said or the library knows: both may quote the token. */
function signingFailed(error: unknown): DatasigError {
  const { code, cause } = error as Partial<InternalError>;
  const step = steps[String(code)] ?? 'the services gave no valid answer';
  return new DatasigError('signing-failed', `nothing was signed: ${step}${detailOf(cause)}`);
}

function detailOf(cause: unknown): string {
  const { statusCode, code } = (cause ?? {}) as { readonly statusCode?: unknown; readonly code?: unknown };
  if (typeof statusCode === 'number') return ` (HTTP ${statusCode})`;
  return typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code) ? ` (${code})` : '';
}
