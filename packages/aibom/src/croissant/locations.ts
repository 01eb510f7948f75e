/** What a Croissant document describes, as locations that Datasig can read. */
import { parseSha256 } from '../claims/digest.ts';
import { type JsonObjectNode, memberOf, memberText, textOf, valuesOf } from '../document/json-node.ts';
import { fingerprintId } from './terms.ts';
import { type CroissantDocument, idOf, sourcesOf } from './read.ts';

/** A FileObject or FileSet. */
export interface CroissantResource {
  readonly id: string;
  /** Where Datasig can read it: a path or glob relative to the document, or `hf:…`; null where it cannot. */
  readonly location: string | null;
  /** 64 hex digits of the one file; null of sets, and where there is none that is one. */
  readonly sha256: string | null;
  /** Why there is no location, or why what stands in `sha256` does not count. */
  readonly remark: string | null;
  /** Whether others are inside of it, so that it is read through them. */
  readonly isContainer: boolean;
}

/** One record set. */
export interface CroissantRecordSet {
  readonly id: string;
  /** Identifiers of the resources that its fields come from. */
  readonly resources: readonly string[];
}

/** All that can be fingerprinted. */
export interface CroissantContents {
  readonly name: string;
  readonly resources: readonly CroissantResource[];
  readonly recordSets: readonly CroissantRecordSet[];
}

const hubAddress = /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/datasets\//;

/** The contents of a document; fingerprints that it names are left out. */
export function describeContents(document: CroissantDocument): CroissantContents {
  const resources = [...document.distribution].filter(([id]) => id !== fingerprintId);
  const containers = new Set(resources.flatMap(([, resource]) => valuesOf(memberOf(resource, 'containedIn')).map(idOf)));
  return {
    name: document.name,
    resources: resources.map(([id, resource]) => ({ ...describeResource(id, resource, document), isContainer: containers.has(id) })),
    recordSets: document.recordSets.map((recordSet, index) => ({ id: idOf(recordSet) ?? `#${index}`, resources: sourcesOf(recordSet) })).filter(({ resources: sources }) => sources.length > 0),
  };
}

/** The resources of a record set, or all that hold records: those that record sets use, or that nothing is contained in. */
export function resourcesToRead(contents: CroissantContents, recordSet?: string): readonly CroissantResource[] {
  const wanted = recordSet === undefined ? contents.recordSets : contents.recordSets.filter(({ id }) => id === recordSet);
  const named = new Set(wanted.flatMap(({ resources }) => resources));
  if (named.size > 0) return contents.resources.filter(({ id }) => named.has(id));
  return contents.resources.filter(({ isContainer }) => !isContainer);
}

function describeResource(id: string, resource: JsonObjectNode, document: CroissantDocument): Omit<CroissantResource, 'isContainer'> {
  const written = memberText(resource, 'sha256');
  const sha256 = parseSha256(written) ?? null;
  const place = locate(resource, document);
  const remark = place.remark ?? (written !== undefined && sha256 === null ? 'its sha256 is no digest of 64 hex digits, and does not count' : null);
  return { id, location: place.location, sha256, remark };
}

interface Place {
  readonly location: string | null;
  readonly remark: string | null;
}

function locate(resource: JsonObjectNode, document: CroissantDocument): Place {
  const containers = valuesOf(memberOf(resource, 'containedIn')).flatMap((each) => document.distribution.get(idOf(each) ?? '') ?? []);
  const includes = valuesOf(memberOf(resource, 'includes')).flatMap((each) => textOf(each) ?? []);
  const url = memberText(resource, 'contentUrl');
  const [container] = containers;
  if (containers.length > 1 || includes.length > 1) return nowhere('it is made of several places; name them to datasig fingerprint one by one');
  const inner = includes[0] ?? url;
  if (inner === undefined) return nowhere('it says neither contentUrl nor includes');
  if (container === undefined) return placeOf(inner);
  const outer = placeOf(memberText(container, 'contentUrl') ?? '');
  if (outer.location === null) return outer;
  if (outer.location.startsWith('hf:')) return found(`${outer.location}/${inner}`);
  // What is in an archive is read as the archive.
  return { location: outer.location, remark: `it is inside of ${outer.location}, which is read as a whole` };
}

function placeOf(url: string): Place {
  if (hubAddress.test(url)) return hubPlace(url);
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return nowhere(`${url.slice(0, url.indexOf(':'))} addresses are not fetched; get the file, and name it to datasig fingerprint`);
  if (url === '' || url.startsWith('/') || url.includes('\\') || url.split('/').includes('..')) return nowhere('its path leads out of the folder of the document');
  return found(decode(url));
}

/** `…/datasets/owner/name[/tree|resolve|blob/revision[/path]]` */
function hubPlace(url: string): Place {
  const [path = ''] = url.replace(hubAddress, '').split(/[?#]/);
  const [, name, revision, rest] = /^([^/]+\/[^/]+|[^/]+)(?:\/(?:tree|resolve|blob|raw)\/(refs\/(?:convert\/[^/]+|pr\/\d+)|[^/]+)(?:\/(.+?))?)?\/?$/.exec(decode(path)) ?? [];
  if (name === undefined) return nowhere('its address on the Hub is not understood');
  return found(`hf:${name}${revision === undefined ? '' : `@${revision.startsWith('refs/') ? revision : encodeURIComponent(revision)}`}${rest === undefined ? '' : `/${rest}`}`);
}

function found(location: string): Place {
  return { location, remark: null };
}

function nowhere(remark: string): Place {
  return { location: null, remark };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
