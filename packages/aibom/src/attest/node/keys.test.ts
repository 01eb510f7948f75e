/** Keys: which are taken, and that others are refused by their names. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DatasigError } from '@datasig/core';
import { generateSigningKey, readSigningKey, readTrustedKey } from './keys.ts';

const pair = generateSigningKey();
const pkcs8 = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;
const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }) as string;

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (DatasigError.is(error) && error.code === 'invalid-signing-key') return error.message;
    throw error;
  }
  return 'none';
}

it('reads what it makes, and names both halves alike', () => {
  expect(pair.privatePem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(pair.publicPem).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  expect([readSigningKey(pair.privatePem).keyId, readTrustedKey(pair.publicPem).keyId]).toEqual([pair.keyId, pair.keyId]);
  expect(generateSigningKey().keyId).not.toBe(pair.keyId);
});

it('reads the older form of a private key, and Windows line ends', () => {
  const sec1 = createPrivateKey(pair.privatePem).export({ type: 'sec1', format: 'pem' }) as string;
  expect(readSigningKey(sec1).keyId).toBe(pair.keyId);
  expect(readTrustedKey(pair.publicPem.replaceAll('\n', '\r\n')).keyId).toBe(pair.keyId);
});

describe.each<[string, () => { privateKey: KeyObject; publicKey: KeyObject }]>([
  ['rsa', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['ed25519', () => generateKeyPairSync('ed25519')],
  ['ECDSA on secp384r1', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ['ECDSA on secp256k1', () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' })],
  ['x25519', () => generateKeyPairSync('x25519')],
])('a key of %s', (name, generate) => {
  const { privateKey, publicKey } = generate();

  it('is refused by its name', () => {
    expect(messageOf(() => readSigningKey(pkcs8(privateKey)))).toContain(`the key is ${name}; expected ECDSA on P-256`);
    expect(messageOf(() => readTrustedKey(spki(publicKey)))).toContain(`the key is ${name}; expected ECDSA on P-256`);
  });
});

it.each<[string, () => unknown, string]>([
  ['a private key to verify with', () => readTrustedKey(pair.privatePem), 'never give it away'],
  ['a public key to sign with', () => readSigningKey(pair.publicPem), 'this is a public key'],
  ['two public keys', () => readTrustedKey(pair.publicPem + generateSigningKey().publicPem), 'one public key'],
  ['text before the key', () => readTrustedKey(`my key\n${pair.publicPem}`), 'one public key'],
  ['a PEM of damaged base64', () => readTrustedKey(pair.publicPem.replace('MFkw', 'MFkx')), 'expected a public key'],
  ['a certificate', () => readTrustedKey(pair.publicPem.replaceAll('PUBLIC KEY', 'CERTIFICATE')), 'one public key'],
  ['an RSA public key in its own form', () => readTrustedKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'pkcs1', format: 'pem' }) as string), 'one public key'],
  ['nothing', () => readTrustedKey(''), 'one public key'],
  ['something else', () => readSigningKey('hello'), 'a private key in PEM'],
  ['a key with a passphrase', () => readSigningKey(createPrivateKey(pair.privatePem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string), 'passphrase'],
  ['a megabyte', () => readTrustedKey(`-----BEGIN PUBLIC KEY-----\n${'A'.repeat(1 << 20)}\n-----END PUBLIC KEY-----\n`), 'one public key'],
])('%s is refused', (_, read, message) => {
  expect(messageOf(read)).toContain(message);
});

it('has no part of a private key in a message', () => {
  const broken = pair.privatePem.replace('MIG', 'MIH');
  const secret = pair.privatePem.split('\n')[1]!.slice(8, 40);
  const message = messageOf(() => readSigningKey(broken));
  expect(message).not.toBe('none');
  expect(message).not.toContain(secret);
});

it('takes the public half of a key for what it is', () => {
  expect(spki(createPublicKey(createPrivateKey(pair.privatePem)))).toBe(pair.publicPem);
});
