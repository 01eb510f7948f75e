/** The first line of lists and filters: JSON that says what they are. */
import { type Canonicalization, DatasigError, formatJson } from '@datasig/core';
import type { Json } from '@datasig/core/spec';

/** The error for a file that is none. */
export function listMalformed(reason: string, line?: number): DatasigError {
  return new DatasigError('record-list-malformed', `${line === undefined ? '' : `line ${line}: `}${reason}`, { context: line === undefined ? {} : { line } });
}

/** The line, without its end. */
export function formatHeader(format: string, canonicalization: Canonicalization, rest: { readonly [name: string]: Json } = {}): string {
  return formatJson({ ...rest, canonicalization: { ...canonicalization }, format });
}

/** Its members. @throws DatasigError `record-list-malformed` */
export function parseHeader(text: string, format: string): { readonly canonicalization: Canonicalization; readonly members: Readonly<Record<string, unknown>> } {
  let members: Record<string, unknown>;
  try {
    members = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw listMalformed('the first line is no JSON', 1);
  }
  const { canonicalization } = members ?? {};
  if (members?.['format'] !== format) throw listMalformed(`the first line does not say "format": "${format}"; another version of Datasig may have written it`, 1);
  return { canonicalization: readCanonicalization(canonicalization), members };
}

function readCanonicalization(value: unknown): Canonicalization {
  const { id, digest, keyId } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const isPlain = digest === 'sha-256' && keyId === null;
  const isKeyed = digest === 'hmac-sha-256' && typeof keyId === 'string' && /^[0-9a-f]{32}$/.test(keyId);
  if (id !== 'datasig-cbor/1' || !(isPlain || isKeyed)) throw listMalformed('the first line does not say how the records were digested', 1);
  return { id, digest: isPlain ? 'sha-256' : 'hmac-sha-256', keyId: isPlain ? null : (keyId as string) };
}
