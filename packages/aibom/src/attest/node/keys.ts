/** Signing keys: ECDSA on P-256 and nothing else, in PEM. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { InvalidArgumentError } from '@datasig/core';

/** OpenSSL's name of P-256. */
const curve = 'prime256v1';

/** What a PEM file of a public key is: one block, nothing around it but white space. */
const publicKeyPem = /^\s*-----BEGIN PUBLIC KEY-----\r?\n(?:[A-Za-z0-9+/=]+\r?\n)+-----END PUBLIC KEY-----\s*$/;

/** No key is as long. */
const pemLengthLimit = 16 * 1024;

/** A key that signs. Its text never goes into a message. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER): 64 hex digits. */
  readonly keyId: string;
}

/** A key that signatures are verified with. */
export interface TrustedKey {
  readonly publicKey: KeyObject;
  /** As in {@link SigningKey}. */
  readonly keyId: string;
}

/** A new key pair: the private key as PKCS#8, the public one as SubjectPublicKeyInfo, both in PEM. */
export function generateSigningKey(): { readonly privatePem: string; readonly publicPem: string; readonly keyId: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  return { privatePem: toText(privateKey.export({ type: 'pkcs8', format: 'pem' })), publicPem: toText(publicKey.export({ type: 'spki', format: 'pem' })), keyId: keyIdOf(publicKey) };
}

/** Reads a private key. @throws InvalidArgumentError `invalid-signing-key` unless it is one on P-256, without a passphrase */
export function readSigningKey(pem: string): SigningKey {
  if (/-----BEGIN (?:ENCRYPTED PRIVATE KEY|RSA PUBLIC KEY|PUBLIC KEY|CERTIFICATE)-----/.test(pem) || pem.includes('Proc-Type: 4,ENCRYPTED')) {
    throw invalidKey(pem.includes('ENCRYPTED') ? 'the private key has a passphrase; expected one without, in a file that nobody else can read' : 'expected a private key, and this is a public key or a certificate');
  }
  const privateKey = parse(pem, 'a private key in PEM (PKCS#8)', createPrivateKey);
  assertP256(privateKey);
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, keyId: keyIdOf(publicKey) };
}

/** Reads a public key. @throws InvalidArgumentError `invalid-signing-key` unless it is one on P-256 */
export function readTrustedKey(pem: string): TrustedKey {
  if (pem.includes('PRIVATE KEY-----')) throw invalidKey('expected the public key, and this is a private one; never give it away');
  if (pem.length > pemLengthLimit || !publicKeyPem.test(pem)) throw invalidKey('expected one public key in PEM (BEGIN PUBLIC KEY) and nothing else');
  const publicKey = parse(pem, 'a public key in PEM (BEGIN PUBLIC KEY)', createPublicKey);
  assertP256(publicKey);
  return { publicKey, keyId: keyIdOf(publicKey) };
}

/** Refuses by its name what is no ECDSA key on P-256. @throws InvalidArgumentError `invalid-signing-key` */
export function assertP256(key: KeyObject): void {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: { namedCurve } = {} } = key;
  if (type === 'ec' && namedCurve === curve) return;
  const name = type === 'ec' ? `ECDSA on ${namedCurve ?? 'a curve without a name'}` : type;
  throw invalidKey(`the key is ${name}; expected ECDSA on P-256`);
}

function parse(pem: string, expected: string, create: (pem: string) => KeyObject): KeyObject {
  try {
    if (pem.length > pemLengthLimit) throw new Error('too long');
    return create(pem);
  } catch {
    // OpenSSL's message is of no help to anyone, and the cause is not carried on: it has to do with a secret.
    throw invalidKey(`expected ${expected}`);
  }
}

function keyIdOf(publicKey: KeyObject): string {
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'hex');
}

function toText(pem: string | Buffer): string {
  return typeof pem === 'string' ? pem : pem.toString('latin1');
}

function invalidKey(reason: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-signing-key', reason);
}
