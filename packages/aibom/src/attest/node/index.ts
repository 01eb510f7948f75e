/** Signing and verifying attestations, on Node: `@datasig/aibom/attest`. */
export { generateSigningKey, readSigningKey, readTrustedKey, type SigningKey, type TrustedKey } from './keys.ts';
export { type KeylessOptions, type SigstoreInstance, signKeyless } from './keyless.ts';
export { signStatement } from './sign.ts';
export { type ExpectedIdentity, readTrustedRoot, type TrustedRoot } from './trusted-root.ts';
export { type Trust, type VerifiedSigner, type VerifiedStatement, verifyBundle } from './verify.ts';
