/** What the verbs do, and what all of them need: loaded together when one of them is called. */
export { reportError } from '../report-error.ts';
export { Session } from '../session.ts';
export { compareCommand } from './compare.ts';
export { fingerprintCommand } from './fingerprint.ts';
export { inspectCommand } from './inspect.ts';
export { keygenCommand } from './keygen.ts';
export { mergeCommand } from './merge.ts';
export { reportCommand } from './report.ts';
export { verifyCommand } from './verify.ts';
