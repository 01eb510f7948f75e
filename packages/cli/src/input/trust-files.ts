/** Files that say who signs and whom to trust: keys, identity tokens, trusted roots, and bundles. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bundleByteLimit } from '@datasig/aibom';
import { readSigningKey, readTrustedKey, readTrustedRoot, type SigningKey, type Trust, type TrustedKey, type TrustedRoot } from '@datasig/aibom/attest';
import { DatasigError, InvalidArgumentError, SourceError } from '@datasig/core';
import type { Session } from '../session.ts';
import { readSmallFile } from './small-file.ts';

/** No key, token or trusted root is as large. */
const byteLimit = 4 * 1024 * 1024;
const tokenVariable = 'SIGSTORE_ID_TOKEN';

/** The private key of a file; one that others may read is warned of. @throws DatasigError `invalid-signing-key`, `source-not-found` */
export async function readSigningKeyFile(file: string, session: Session): Promise<SigningKey> {
  const key = await parseFile(file, session, readSigningKey);
  const { mode } = await stat(resolve(session.workingDirectory, file));
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) session.warn(`key file ${file} can be read by others; use chmod 600 ${file}`);
  return key;
}

/** Whom the options say to trust. */
export interface TrustOptions {
  readonly key?: string;
  readonly identity?: string;
  readonly issuer?: string;
  readonly trustedRoot?: string;
}

/** @throws DatasigError `invalid-argument` unless there is a key, or an identity, its issuer and a trusted root; `invalid-signing-key`, `invalid-trusted-root` */
export async function readTrust({ key, identity, issuer, trustedRoot }: TrustOptions, session: Session): Promise<Trust> {
  const root: TrustedRoot | undefined = trustedRoot === undefined ? undefined : await parseFile(trustedRoot, session, readTrustedRoot);
  if (key !== undefined && identity === undefined && issuer === undefined) {
    const trusted: TrustedKey = await parseFile(key, session, readTrustedKey);
    return { kind: 'key', key: trusted, ...(root !== undefined && { root }) };
  }
  if (key === undefined && identity !== undefined && issuer !== undefined && root !== undefined) return { kind: 'identity', identity: { identity, issuer }, root };
  throw new InvalidArgumentError('invalid-argument', 'say whom to trust: --key with a public key, or --identity, --issuer and --trusted-root together', { context: { parameter: '--key' } });
}

/** The identity token of a file or of SIGSTORE_ID_TOKEN; it goes into no message. @throws DatasigError `invalid-identity-token` */
export async function readIdentityToken(file: string | undefined, session: Session): Promise<string> {
  const token = file === undefined ? process.env[tokenVariable] : await readText(file, session);
  if (token === undefined || token.trim() === '') throw new InvalidArgumentError('invalid-identity-token', `no identity token: name a file with --identity-token, or set ${tokenVariable}`);
  return token.trim();
}

/** The bytes of a bundle, looked at before they are read. @throws DatasigError `attestation-too-large`, `source-not-found` */
export async function readBundleFile(file: string, session: Session): Promise<Uint8Array> {
  return readBytes(file, session, bundleByteLimit, (size) => new DatasigError('attestation-too-large', `${file}: the file has ${size} bytes; bundles have at most ${bundleByteLimit}`, { context: { file } }));
}

async function parseFile<Parsed>(file: string, session: Session, parse: (text: string) => Parsed | Promise<Parsed>): Promise<Parsed> {
  const text = await readText(file, session);
  try {
    return await parse(text);
  } catch (error) {
    if (!DatasigError.is(error)) throw error;
    throw new InvalidArgumentError(error.code, `${file}: ${error.message}`, { context: { ...error.context, file } });
  }
}

async function readText(file: string, session: Session): Promise<string> {
  const bytes = readBytes(file, session, byteLimit, (size) => new InvalidArgumentError('invalid-argument', `${file}: the file has ${size} bytes; expected at most ${byteLimit}`, { context: { file } }));
  return Buffer.from(bytes).toString();
}

function readBytes(file: string, { workingDirectory }: Session, limit: number, tooLarge: (byteLength: number) => DatasigError): Uint8Array {
  return readSmallFile(resolve(workingDirectory, file), limit, {
    tooLarge,
    unreadable: (reason) => new SourceError(reason === 'ENOENT' ? 'source-not-found' : 'source-unreadable', `${file}: cannot be read (${reason}); check the path and who may read it`, { context: { file } }),
  });
}
