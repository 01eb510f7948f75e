/** Adding what is known of a dataset to the Croissant document that describes it; nothing else in it changes. */
import type { DatasetClaim } from '../claims/dataset-claim.ts';
import { propertyNames } from '../claims/dataset-claim.ts';
import { parseSha256 } from '../claims/digest.ts';
import { DocumentEditor } from '../document/editor.ts';
import { documentFault } from '../document/faults.ts';
import { type Insertion, type JsonObjectNode, memberOf, memberText, Verbatim } from '../document/json-node.ts';
import { fileNameOf, uidIdentifiers } from './claims.ts';
import { contextObject, type CroissantDocument } from './read.ts';
import { fingerprintId, namespace, provenance, uidPropertyId } from './terms.ts';

/** Gives the dataset of a document the claim of its name. */
export function enrichCroissant(document: CroissantDocument, claims: readonly DatasetClaim[]): { readonly text: string; readonly enriched: readonly string[] } {
  const claim = claims.find(({ name }) => name === document.name);
  if (claim === undefined) return { text: document.text, enriched: [] };
  return { text: new CroissantEnrichment(document, claim).run(), enriched: [claim.name] };
}

class CroissantEnrichment {
  readonly #document: CroissantDocument;
  readonly #claim: DatasetClaim;
  readonly #editor: DocumentEditor;

  constructor(document: CroissantDocument, claim: DatasetClaim) {
    this.#document = document;
    this.#claim = claim;
    this.#editor = new DocumentEditor(document.text, document.root);
  }

  run(): string {
    const { root } = this.#document;
    const { uid, properties, version, location } = this.#claim;
    const terms = uid === null ? properties : [[propertyNames.uid, uid] as const, ...properties];
    this.#addTerms(terms.map(([name]) => name));
    if (uid !== null) this.#setIdentifier(uid);
    for (const [name, value] of terms) this.#setText(root, name, value);
    if (version !== undefined && memberOf(root, 'version') === undefined) this.#editor.set(root, 'version', version);
    if (location !== undefined && /^https?:/.test(location) && memberOf(root, 'url') === undefined) this.#editor.set(root, 'url', location);
    this.#setFingerprint();
    this.#setDigests();
    this.#addAncestors();
    return this.#editor.finish();
  }

  /** A language of the document would make the values texts of that language: `@language: null` takes it away. */
  #addTerms(names: readonly string[]): void {
    const context = contextObject(this.#document.root);
    if (context === undefined) throw documentFault('document-malformed', '@context', 'expected an object, which terms can be added to', this.#document.file);
    const own = memberText(context, 'datasig');
    if (own !== undefined && own !== namespace) throw documentFault('document-malformed', '@context', 'the prefix "datasig" stands for something else', this.#document.file);
    this.#setText(context, 'datasig', namespace);
    for (const name of names) {
      if (memberOf(context, name) === undefined) this.#editor.set(context, name, { '@id': `${namespace}${name.slice('datasig:'.length)}`, '@language': null });
    }
    if (this.#claim.derivedFrom.length > 0 && memberOf(context, 'prov') === undefined) this.#editor.set(context, 'prov', provenance);
  }

  #setIdentifier(uid: string): void {
    const [present] = uidIdentifiers(this.#document.root);
    if (present !== undefined) return this.#setText(present, 'value', uid);
    this.#addTo(this.#document.root, 'identifier', [{ '@type': 'PropertyValue', propertyID: uidPropertyId, name: 'Datasig UID', value: uid }]);
  }

  #setFingerprint(): void {
    const { location, sha256 } = this.#claim.fingerprint;
    const present = this.#document.distribution.get(fingerprintId);
    if (present === undefined) {
      return this.#addTo(this.#document.root, 'distribution', [
        { '@type': 'cr:FileObject', '@id': fingerprintId, name: fingerprintId, description: 'Datasig fingerprint of the records', contentUrl: location, encodingFormat: 'application/json', sha256 },
      ]);
    }
    this.#setText(present, 'contentUrl', location);
    this.#setText(present, 'sha256', sha256);
  }

  /** What is no digest gives way to one, such as the address that the Hub writes there. */
  #setDigests(): void {
    for (const { name, sha256 } of this.#claim.files) {
      for (const [id, resource] of this.#document.distribution) {
        const path = fileNameOf(id, resource);
        if (id === fingerprintId || (path !== name && !path.endsWith(`/${name}`))) continue;
        const written = memberText(resource, 'sha256');
        if (parseSha256(written) === undefined) this.#editor.set(resource, 'sha256', sha256);
        else if (parseSha256(written) !== sha256) throw documentFault('document-malformed', id, `its sha256 is not that of the file ${name}; the file is another one, or the document is old`, this.#document.file);
      }
    }
  }

  #addAncestors(): void {
    const { derivedFrom } = this.#claim;
    if (derivedFrom.length === 0) return;
    const present = memberOf(this.#document.root, 'prov:wasDerivedFrom');
    const text = present === undefined ? '' : this.#document.text.slice(present.start, present.end);
    const entries = derivedFrom.filter(({ fingerprint }) => !text.includes(fingerprint.sha256)).map((ancestor): Insertion => ({
      '@type': 'sc:Dataset',
      name: ancestor.name,
      version: ancestor.version,
      url: ancestor.location,
      identifier: [
        ...(ancestor.uid === null ? [] : [{ '@type': 'PropertyValue', propertyID: uidPropertyId, name: 'Datasig UID', value: ancestor.uid }]),
        { '@type': 'PropertyValue', propertyID: `${namespace}fingerprint`, name: 'SHA-256 of the Datasig fingerprint', value: ancestor.fingerprint.sha256 },
      ],
    }));
    if (entries.length > 0) this.#addTo(this.#document.root, 'prov:wasDerivedFrom', entries);
  }

  #setText(object: JsonObjectNode, name: string, value: string): void {
    if (memberText(object, name) !== value) this.#editor.set(object, name, value);
  }

  #addTo(object: JsonObjectNode, name: string, items: readonly Insertion[]): void {
    const present = memberOf(object, name);
    if (present?.kind === 'array') for (const item of items) this.#editor.append(present, item);
    else if (present === undefined) this.#editor.set(object, name, items);
    else this.#editor.replace(present, [new Verbatim(this.#document.text, present), ...items]);
  }
}
