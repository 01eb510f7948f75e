/** A fingerprint as `--json` tells it. */
export { describeFingerprint, type FieldDescription, type FingerprintDescription, type SummaryDescription } from '@datasig/report/describe';
