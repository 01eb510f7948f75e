/** Signing with a key of one's own. */
import { sign } from 'node:crypto';
import { writeKeyBundle } from '../bundle.ts';
import { preAuthenticationEncoding } from '../envelope.ts';
import type { Statement } from '../model.ts';
import { payloadType } from '../vocabulary.ts';
import { encodeStatement } from '../write-statement.ts';
import type { SigningKey } from './keys.ts';

/** The text of a Sigstore bundle with the signed statement. @throws DatasigError `attestation-too-large` */
export function signStatement(statement: Statement, { privateKey, keyId }: SigningKey): string {
  const payload = encodeStatement(statement);
  const signature = sign('sha256', preAuthenticationEncoding(payloadType, payload), { key: privateKey, dsaEncoding: 'der' });
  return writeKeyBundle({ payloadType, payload, signature }, keyId);
}
