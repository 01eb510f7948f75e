/** Summaries as JSON: what a checkpoint keeps and what comes back from another process. */
import type { Summary } from '../../fingerprint/model.ts';
import type { Json } from '../../spec/v1/source.ts';
import { decodeSummary } from './decode.ts';
import { encodeSummary } from './encode.ts';

/** A summary as JSON. */
export function summaryToJson(summary: Summary): Json {
  return encodeSummary(summary);
}

/** A summary from untrusted JSON, checked as a file is. @throws DatasigError `fingerprint-malformed` */
export function summaryFromJson(json: unknown): Summary {
  return decodeSummary(json as Json);
}
