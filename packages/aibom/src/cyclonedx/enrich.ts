/** Adding what is known of datasets to CycloneDX documents that others made; nothing else in them changes. */
import type { DatasetClaim } from '../claims/dataset-claim.ts';
import { DocumentEditor } from '../document/editor.ts';
import { type Insertion, itemsOf, type JsonNode, type JsonObjectNode, memberAt, memberOf, memberText, Verbatim } from '../document/json-node.ts';
import { claimProperties, datasetComponent, embeddedEntries, embeddedName, fileComponents, fingerprintEvidence, isFingerprintEvidence, type Members } from './dataset-component.ts';
import { declare } from './declarations.ts';
import { freeReference } from './free-reference.ts';
import type { CycloneDxDocument, InlineDataset } from './read.ts';

/** What was done. */
export interface Enrichment {
  readonly text: string;
  /** Names of datasets that have a claim now, in the order of the claims. */
  readonly enriched: readonly string[];
}

/**
 * Gives the datasets of a document their claims, by the names that the document has for them. Datasets that stand
 * inside of a model card move into components of their own, and the card refers to them.
 *
 * @param options `adds`: datasets that the document does not have are added, and its one model refers to them
 */
export function enrichCycloneDx(document: CycloneDxDocument, claims: readonly DatasetClaim[], { adds = false }: { readonly adds?: boolean } = {}): Enrichment {
  const pass = new EnrichingPass(document);
  const enriched = claims.filter((claim) => pass.enrich(claim) || (adds && pass.addNew(claim))).map(({ name }) => name);
  return { text: pass.finish(), enriched };
}

class EnrichingPass {
  readonly #document: CycloneDxDocument;
  readonly #editor: DocumentEditor;
  readonly #taken: Set<string>;
  /** New items by the array that they come to: its name, and the object that has it. */
  readonly #additions = new Map<JsonObjectNode, Map<string, Insertion[]>>();
  /** References that the dependencies of a model lack. */
  readonly #dependencies = new Map<string, string[]>();
  readonly #newReferences: string[] = [];
  /** Entries that the card of the one model lacks. */
  readonly #newDatasets: { readonly ref: string }[] = [];
  readonly #declared: { readonly claims: Insertion[]; readonly evidence: Insertion[] } = { claims: [], evidence: [] };

  constructor(document: CycloneDxDocument) {
    this.#document = document;
    this.#editor = new DocumentEditor(document.text, document.root);
    this.#taken = new Set(document.references);
  }

  /** Whether the document has such a dataset. */
  enrich(claim: DatasetClaim): boolean {
    const components = this.#document.datasets.filter((component) => memberText(component, 'name') === claim.name);
    const inline = this.#document.inlineDatasets.filter(({ name }) => name === claim.name);
    for (const component of components) this.#enrichComponent(component, claim);
    for (const entries of this.#equalEntries(inline)) this.#moveOut(entries, claim);
    return components.length + inline.length > 0;
  }

  /** Adds a dataset, of which the model was made if there is only one. */
  addNew(claim: DatasetClaim): true {
    const reference = freeReference('dataset', claim, this.#taken);
    const [model, ...others] = this.#document.models;
    if (model !== undefined && others.length === 0) {
      this.#newDatasets.push({ ref: reference });
      this.#depend(model, reference);
    }
    this.#add(this.#document.root, 'components', datasetComponent(claim, reference));
    this.#newReferences.push(reference);
    this.#declare(claim, reference);
    return true;
  }

  finish(): string {
    this.#addToCard();
    this.#addDependencies();
    this.#addDeclarations();
    for (const [object, lists] of this.#additions) for (const [name, items] of lists) this.#addTo(object, name, items);
    return this.#editor.finish();
  }

  #enrichComponent(component: JsonObjectNode, claim: DatasetClaim): void {
    let reference = memberText(component, 'bom-ref');
    if (reference === undefined) {
      reference = freeReference('dataset', claim, this.#taken);
      this.#editor.set(component, 'bom-ref', reference);
    }
    this.#addFacts(component, claim);
    this.#declare(claim, reference);
  }

  /** Facts of ours take the place of older ones of ours; what the document says itself stays. */
  #addFacts(component: JsonObjectNode, claim: DatasetClaim): void {
    const made = datasetComponent(claim, undefined);
    for (const name of ['supplier', 'version', 'licenses', 'pedigree']) {
      if (memberOf(component, name) === undefined && made[name] !== undefined) this.#editor.set(component, name, made[name]);
    }
    this.#replaceOrAdd(component, 'properties', claimProperties(claim), 'name');
    this.#replaceOrAdd(component, 'externalReferences', [fingerprintEvidence(claim)], 'comment', isFingerprintEvidence);
    this.#replaceOrAdd(component, 'components', fileComponents(claim), 'name', (item) => memberText(item, 'type') === 'file');
    if (itemsOf(memberOf(component, 'data')).length === 0) this.#add(component, 'data', (made['data'] as readonly Insertion[])[0]!);
    this.#replaceEmbedded(component, claim);
    const pedigree = memberOf(component, 'pedigree');
    if (pedigree?.kind === 'object') this.#addAncestors(pedigree, claim);
  }

  #addAncestors(pedigree: JsonObjectNode, claim: DatasetClaim): void {
    const present = itemsOf(memberOf(pedigree, 'ancestors'));
    for (const ancestor of claim.derivedFrom) {
      const same = present.find((item) => memberText(item, 'name') === ancestor.name);
      if (same?.kind === 'object') this.#addFacts(same, ancestor);
      else this.#add(pedigree, 'ancestors', datasetComponent(ancestor, undefined));
    }
  }

  #replaceEmbedded(component: JsonObjectNode, claim: DatasetClaim): void {
    const [entry] = embeddedEntries(claim);
    const present = itemsOf(memberOf(component, 'data')).find((item) => memberText(item, 'name') === embeddedName);
    if (present !== undefined) this.#editor.replace(present, entry ?? { type: 'other', name: embeddedName });
    else if (entry !== undefined) this.#add(component, 'data', entry);
  }

  #moveOut(entries: readonly InlineDataset[], claim: DatasetClaim): void {
    const reference = freeReference('dataset', claim, this.#taken);
    const [first] = entries;
    for (const { node, model } of entries) {
      this.#editor.replace(node, { ref: reference });
      this.#depend(model, reference);
    }
    this.#add(this.#document.root, 'components', datasetComponent(claim, reference, new Verbatim(this.#document.text, first!.node)));
    this.#newReferences.push(reference);
    this.#declare(claim, reference);
  }

  /** Entries that say the same in the same words are one dataset. */
  #equalEntries(entries: readonly InlineDataset[]): readonly (readonly InlineDataset[])[] {
    return [...Map.groupBy(entries, ({ node }) => this.#document.text.slice(node.start, node.end).replace(/\s+/g, ' ')).values()];
  }

  #depend(model: JsonObjectNode, reference: string): void {
    const from = memberText(model, 'bom-ref');
    if (from === undefined) return;
    const list = this.#dependencies.get(from);
    if (list === undefined) this.#dependencies.set(from, [reference]);
    else list.push(reference);
  }

  /** Cards need not be there, nor what is in them. */
  #addToCard(): void {
    const [model] = this.#document.models;
    if (this.#newDatasets.length === 0 || model === undefined) return;
    const card = memberOf(model, 'modelCard');
    const parameters = memberOf(card, 'modelParameters');
    if (card?.kind !== 'object') this.#editor.set(model, 'modelCard', { modelParameters: { datasets: this.#newDatasets } });
    else if (parameters?.kind !== 'object') this.#editor.set(card, 'modelParameters', { datasets: this.#newDatasets });
    else for (const entry of this.#newDatasets) this.#add(parameters, 'datasets', entry);
  }

  #addDependencies(): void {
    const present = itemsOf(memberOf(this.#document.root, 'dependencies'));
    for (const [from, references] of this.#dependencies) {
      const entry = present.find((dependency) => memberText(dependency, 'ref') === from);
      if (entry?.kind === 'object') for (const reference of references) this.#add(entry, 'dependsOn', reference);
      else this.#add(this.#document.root, 'dependencies', { ref: from, dependsOn: references });
    }
    for (const ref of this.#newReferences) this.#add(this.#document.root, 'dependencies', { ref });
  }

  #declare(claim: DatasetClaim, reference: string): void {
    // Declarations came with 1.6.
    if (this.#document.version === '1.5') return;
    const made = declare(claim, reference);
    for (const name of ['claims', 'evidence'] as const) {
      const value = name === 'claims' ? made.claim : made.evidence;
      const present = itemsOf(memberAt(this.#document.root, 'declarations', name)).find((item) => memberText(item, 'bom-ref') === value['bom-ref']);
      if (present?.kind === 'object') this.#setAll(present, value);
      else this.#declared[name].push(value);
    }
  }

  #addDeclarations(): void {
    const { claims, evidence } = this.#declared;
    if (claims.length + evidence.length === 0) return;
    const declarations = memberOf(this.#document.root, 'declarations');
    if (declarations?.kind !== 'object') return this.#editor.set(this.#document.root, 'declarations', { claims, evidence });
    for (const [name, items] of Object.entries(this.#declared)) for (const item of items) this.#add(declarations, name, item);
  }

  /** An item takes the texts of the one with the same key, and its digests; otherwise it is added. */
  #replaceOrAdd(object: JsonObjectNode, list: string, additions: readonly Members[], key: string, isOurs: (item: JsonNode) => boolean = () => true): void {
    const present = itemsOf(memberOf(object, list));
    for (const addition of additions) {
      const same = present.find((item) => memberText(item, key) === addition[key] && isOurs(item));
      if (same?.kind === 'object') this.#setAll(same, addition);
      else this.#add(object, list, addition);
    }
  }

  #setAll(object: JsonObjectNode, value: Members): void {
    for (const [name, each] of Object.entries(value)) {
      if (name === 'hashes') this.#replaceOrAdd(object, name, each as readonly Members[], 'alg');
      else if (typeof each === 'string' && memberText(object, name) !== each) this.#editor.set(object, name, each);
    }
  }

  #add(object: JsonObjectNode, name: string, item: Insertion): void {
    const lists = this.#additions.get(object) ?? new Map<string, Insertion[]>();
    this.#additions.set(object, lists);
    lists.set(name, [...(lists.get(name) ?? []), item]);
  }

  #addTo(object: JsonObjectNode, name: string, items: readonly Insertion[]): void {
    const list = memberOf(object, name);
    if (list?.kind === 'array') for (const item of items) this.#editor.append(list, item);
    else this.#editor.set(object, name, items);
  }
}
