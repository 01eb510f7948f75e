/** Adding what is known of datasets to SPDX documents that others made; nothing else in them changes. */
import type { DatasetClaim } from '../claims/dataset-claim.ts';
import { DocumentEditor } from '../document/editor.ts';
import { type Insertion, type JsonNode, type JsonObjectNode, memberOf, memberText, textOf, valuesOf, Verbatim } from '../document/json-node.ts';
import { embeddedLocator, fingerprintFiles, propertyNodes } from './claims.ts';
import { ancestorElements, incomplete, requiredOfDatasets } from './dataset-elements.ts';
import { type ElementContext, embeddedPrefix, embeddedReference, fileElements, fingerprintElements, type Members, propertiesExtension, propertyEntry, sha256Hash, uidComment, uidHash, uidIdentifier } from './elements.ts';
import { idOf, type SpdxDocument } from './read.ts';

/**
 * Gives the dataset packages of a document their claims, by their names.
 *
 * @throws DatasigError `document-incomplete` where a package lacks what its profile requires and the claim does not say it
 */
export function enrichSpdx(document: SpdxDocument, claims: readonly DatasetClaim[]): { readonly text: string; readonly enriched: readonly string[] } {
  const editor = new DocumentEditor(document.text, document.root);
  const enriched = claims.filter((claim) => {
    const packages = document.datasets.filter((dataset) => memberText(dataset, 'name') === claim.name);
    for (const dataset of packages) new DatasetEnrichment(document, editor, dataset, claim).run();
    return packages.length > 0;
  });
  return { text: editor.finish(), enriched: enriched.map(({ name }) => name) };
}

class DatasetEnrichment {
  readonly #document: SpdxDocument;
  readonly #editor: DocumentEditor;
  readonly #dataset: JsonObjectNode;
  readonly #claim: DatasetClaim;
  readonly #id: string;
  readonly #context: ElementContext;

  constructor(document: SpdxDocument, editor: DocumentEditor, dataset: JsonObjectNode, claim: DatasetClaim) {
    this.#document = document;
    this.#editor = editor;
    this.#dataset = dataset;
    this.#claim = claim;
    this.#id = idOf(dataset) ?? '';
    const creationInfo = memberOf(dataset, 'creationInfo');
    this.#context = { creationInfo: creationInfo === undefined ? null : (textOf(creationInfo) ?? new Verbatim(document.text, creationInfo)) };
  }

  run(): void {
    const { uid } = this.#claim;
    this.#addRequired();
    if (uid !== null) {
      this.#setOwn('verifiedUsing', 'hashValue', uid, uidHash(uid));
      this.#setOwn('externalIdentifier', 'identifier', uid, uidIdentifier(uid));
    }
    this.#setProperties();
    if (this.#claim.version !== undefined) this.#addMissing('software_packageVersion', this.#claim.version);
    this.#setFingerprint();
    for (const element of [...fileElements(this.#claim, this.#id, this.#context), ...ancestorElements(this.#claim, this.#id, this.#context, (name) => this.#agent(name))]) this.#addElement(element);
  }

  /** What the schema lets pass and the profile requires. */
  #addRequired(): void {
    const { location, supplier, builtTime, releaseTime } = this.#claim;
    const known: Readonly<Record<keyof typeof requiredOfDatasets, () => Insertion | undefined>> = {
      software_downloadLocation: () => location,
      originatedBy: () => (supplier === undefined ? undefined : [this.#agent(supplier)]),
      builtTime: () => builtTime,
      releaseTime: () => releaseTime,
    };
    const missing: (keyof typeof requiredOfDatasets)[] = [];
    for (const member of Object.keys(known) as (keyof typeof requiredOfDatasets)[]) {
      if (memberOf(this.#dataset, member) !== undefined) continue;
      const value = known[member]();
      if (value === undefined) missing.push(member);
      else this.#editor.set(this.#dataset, member, value);
    }
    if (missing.length > 0) throw incomplete(this.#claim.name, missing.map((member) => ({ member, option: requiredOfDatasets[member] })), this.#document.file);
    this.#addMissing('software_primaryPurpose', 'data');
    this.#addMissing('dataset_datasetType', ['noAssertion']);
  }

  #addMissing(name: string, value: Insertion): void {
    if (memberOf(this.#dataset, name) === undefined) this.#editor.set(this.#dataset, name, value);
  }

  /** An organisation of the document, or a new one. */
  #agent(name: string): string {
    for (const [id, element] of this.#document.elements) {
      if (memberText(element, 'type') === 'Organization' && memberText(element, 'name') === name) return id;
    }
    const spdxId = `${this.#id}-agent-${encodeURIComponent(name)}`;
    this.#addElement({ type: 'Organization', spdxId, creationInfo: this.#context.creationInfo, name });
    return spdxId;
  }

  readonly #added = new Set<string>();

  /** Elements that an earlier run added stay as they are. */
  #addElement(element: Members): void {
    const id = element['spdxId'] as string;
    if (this.#document.elements.has(id) || this.#added.has(id)) return;
    this.#added.add(id);
    this.#editor.append(this.#document.graph, element);
  }

  /** The entry with our comment takes the new value; where there is none it is added to the others. */
  #setOwn(list: string, member: string, value: string, entry: Members): void {
    const present = valuesOf(memberOf(this.#dataset, list)).find((each) => memberText(each, 'comment') === uidComment);
    if (present?.kind === 'object') return this.#setText(present, member, value);
    this.#addTo(this.#dataset, list, [entry]);
  }

  #setProperties(): void {
    const { uid, properties } = this.#claim;
    const present = propertyNodes(this.#dataset);
    const extension = valuesOf(memberOf(this.#dataset, 'extension')).find((each) => memberOf(each, 'extension_cdxProperty') !== undefined);
    if (extension?.kind !== 'object') return this.#addTo(this.#dataset, 'extension', [propertiesExtension(this.#claim)]);
    const entries: Members[] = [];
    for (const [name, value] of [...(uid === null ? [] : [['datasig:uid', uid] as const]), ...properties]) {
      const same = present.find((property) => memberText(property, 'extension_cdxPropName') === name);
      if (same?.kind === 'object') this.#setText(same, 'extension_cdxPropValue', value);
      else entries.push(propertyEntry(name, value));
    }
    if (entries.length > 0) this.#addTo(extension, 'extension_cdxProperty', entries);
  }

  #setFingerprint(): void {
    const [present] = fingerprintFiles(this.#document, this.#id);
    const { location, sha256, content } = this.#claim.fingerprint;
    if (present === undefined) {
      for (const element of fingerprintElements(this.#claim, this.#id, this.#context)) this.#addElement(element);
      return;
    }
    this.#setText(present, 'name', location);
    const hash = valuesOf(memberOf(present, 'verifiedUsing')).find((each) => memberText(each, 'algorithm') === 'sha256');
    if (hash?.kind === 'object') this.#setText(hash, 'hashValue', sha256);
    else this.#addTo(present, 'verifiedUsing', [sha256Hash(sha256)]);
    const locator = embeddedLocator(present);
    // The older one would no longer have the digest that is claimed.
    if (locator !== undefined) this.#editor.replace(locator, content === undefined ? location : `${embeddedPrefix}${content}`);
    else if (content !== undefined) this.#addTo(present, 'externalRef', [embeddedReference(content)]);
  }

  #setText(object: JsonObjectNode, name: string, value: string): void {
    if (memberText(object, name) !== value) this.#editor.set(object, name, value);
  }

  /** JSON-LD writes one value without an array. */
  #addTo(object: JsonObjectNode, name: string, items: readonly Insertion[]): void {
    const present: JsonNode | undefined = memberOf(object, name);
    if (present?.kind === 'array') for (const item of items) this.#editor.append(present, item);
    else if (present === undefined) this.#editor.set(object, name, items);
    else this.#editor.replace(present, [new Verbatim(this.#document.text, present), ...items]);
  }
}
