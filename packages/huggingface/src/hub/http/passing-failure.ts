/** Failures that may be over at the next try; none of them leaves the client as it is. */
import { type ErrorCode, SourceError } from '@datasig/core';

/** What may go with a failure. */
export interface FailureDetails {
  readonly code?: ErrorCode;
  readonly status?: number;
  /** How long the server asks to wait, in milliseconds. */
  readonly wait?: number;
  /** The next try needs no wait: it asks another server. */
  readonly atOnce?: boolean;
  readonly cause?: unknown;
}

/** One try that failed. The message is a clause of which the host is the subject: `broke the connection`. */
export class PassingFailure extends Error {
  override readonly name = 'PassingFailure';
  readonly host: string;
  readonly details: FailureDetails;

  constructor(host: string, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.host = host;
    this.details = details;
  }

  /** What is said when the last try has failed. @param subject what the message begins with */
  toError(subject: string | undefined, tries: number): SourceError {
    const code = this.details.code ?? 'hub-unreachable';
    const times = tries === 1 ? '' : ` (${tries} tries)`;
    const advice = code === 'hub-rate-limited' ? 'wait some minutes and run again; a token (HF_TOKEN) raises the limit' : 'check the connection, HF_ENDPOINT and https://status.huggingface.co, and run again';
    return new SourceError(code, `${subject === undefined ? '' : `${subject}: `}${this.host} ${this.message}${times}; ${advice}`, {
      cause: this.details.cause,
      context: { host: this.host, status: this.details.status, tries },
      retryable: true,
    });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'is not known by that name (DNS)',
  EAI_AGAIN: 'cannot be looked up (DNS)',
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'broke the connection',
  UND_ERR_SOCKET: 'broke the connection',
  UND_ERR_CONNECT_TIMEOUT: 'cannot be reached in time',
  ETIMEDOUT: 'cannot be reached in time',
  ENETUNREACH: 'cannot be reached: there is no network',
  EHOSTUNREACH: 'cannot be reached: there is no network',
};

/** What `fetch` or the reader of a body threw, as a failure; certificates do not mend themselves. */
export function networkFailure(host: string, cause: unknown): PassingFailure | SourceError {
  const code = codeOf(cause) ?? codeOf((cause as { readonly cause?: unknown } | null)?.cause);
  if (code !== undefined && /CERT|SIGNATURE|TLS|ISSUER/.test(code)) {
    return new SourceError('hub-unreachable', `${host}: its certificate is not trusted (${code}); where a proxy has its own, name it in NODE_EXTRA_CA_CERTS`, { cause, context: { host, errno: code } });
  }
  return new PassingFailure(host, code === undefined ? 'cannot be reached, or broke the connection' : (reasons[code] ?? `failed with ${code}`), { cause });
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
