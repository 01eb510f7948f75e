/** Bills of materials and dataset descriptions in any format that is known: told apart, read, enriched. */
import type { DatasetClaim } from './claims/dataset-claim.ts';
import type { DocumentClaims } from './claims/claimed-dataset.ts';
import { claimsOfCroissant, enrichCroissant, isCroissant, readCroissant } from './croissant/index.ts';
import { type CroissantContents, describeContents } from './croissant/locations.ts';
import { claimsOfCycloneDx } from './cyclonedx/claims.ts';
import { enrichCycloneDx } from './cyclonedx/enrich.ts';
import { isCycloneDx, readCycloneDx } from './cyclonedx/read.ts';
import { documentFault } from './document/faults.ts';
import { decodeDocument, parseDocument } from './document/parse.ts';
import { claimsOfSpdx, enrichSpdx, isSpdx, readSpdx } from './spdx/index.ts';

/** Formats by their names. */
export const billFormats = ['cyclonedx', 'spdx', 'croissant'] as const;

/** One of them. */
export type BillFormat = (typeof billFormats)[number];

/** A document after claims were added. */
export interface Enrichment {
  readonly text: string;
  /** Names of the claims whose datasets the document has. */
  readonly enriched: readonly string[];
}

/** How claims are added. */
export interface EnrichOptions {
  /** Whether datasets that the document does not have are added; to CycloneDX only. */
  readonly adds?: boolean;
}

/** A document that was read and is sound. */
export interface BillDocument {
  readonly format: BillFormat;
  /** What it claims now. */
  readonly claims: DocumentClaims;
  /** What a Croissant document says of where the data are; null of other formats. */
  readonly contents: CroissantContents | null;
  /** Adds claims to the datasets of their names; all else keeps its bytes. @throws DatasigError `document-incomplete` */
  enrich(claims: readonly DatasetClaim[], options?: EnrichOptions): Enrichment;
}

/**
 * Reads a document.
 *
 * @param format where it is known; otherwise the document says it itself
 * @throws DatasigError `unknown-document`, `document-malformed`, `document-version`, `document-too-large`,
 * `duplicate-reference`, `dangling-reference`; InvalidDataError `invalid-utf8`, `invalid-json`, `duplicate-key`,
 * `lone-surrogate`, `depth-exceeded`
 */
export function readBill(content: Uint8Array, options: { readonly file?: string; readonly format?: BillFormat } = {}): BillDocument {
  const { file } = options;
  const text = decodeDocument(content, file);
  if (/^\uFEFF?\s*</.test(text.slice(0, 1024))) throw documentFault('document-version', '', 'this is XML; expected JSON: convert it with a tool of its format', file);
  return withoutOldUids(open(text, options), file);
}

/** A UID that is to be left out may not be there already: what is written would say one thing and the fingerprint another. */
function withoutOldUids(document: BillDocument, file: string | undefined): BillDocument {
  return {
    ...document,
    enrich(claims, options) {
      const stale = claims.find(({ name, uid }) => uid === null && document.claims.datasets.some((dataset) => dataset.name === name && dataset.uid !== null));
      if (stale !== undefined) throw documentFault('document-malformed', JSON.stringify(stale.name), 'it has a UID, and the new claim has none; take the UID out first', file);
      return document.enrich(claims, options);
    },
  };
}

function open(text: string, options: { readonly file?: string; readonly format?: BillFormat }): BillDocument {
  const { file } = options;
  const root = parseDocument(text, file);
  const format = options.format ?? detectFormat(root, file);
  if (format === 'cyclonedx') {
    const document = readCycloneDx(text, root, file);
    return { format, claims: claimsOfCycloneDx(document), contents: null, enrich: (claims, how) => enrichCycloneDx(document, claims, how) };
  }
  if (format === 'spdx') {
    const document = readSpdx(text, root, file);
    return { format, claims: claimsOfSpdx(document), contents: null, enrich: (claims) => enrichSpdx(document, claims) };
  }
  const document = readCroissant(text, root, file);
  return { format, claims: claimsOfCroissant(document), contents: describeContents(document), enrich: (claims) => enrichCroissant(document, claims) };
}

function detectFormat(root: ReturnType<typeof parseDocument>, file: string | undefined): BillFormat {
  if (isCycloneDx(root)) return 'cyclonedx';
  if (isSpdx(root)) return 'spdx';
  if (isCroissant(root)) return 'croissant';
  throw documentFault('unknown-document', '', 'neither CycloneDX, SPDX 3 nor Croissant; name the format with --format', file);
}
