/** Adding what is known of datasets to CycloneDX documents that others made; nothing else in them changes. */
import type { DatasetClaim } from '../claims/dataset-claim.ts';
import { DocumentEditor } from '../document/editor.ts';
import { type Insertion, itemsOf, type JsonObjectNode, memberAt, memberOf, memberText, textOf, Verbatim } from '../document/json-node.ts';
import { isFingerprintEvidence } from './claims.ts';
import { ancestorComponents, claimProperties, datasetComponent, embeddedEntries, embeddedName, fileComponents, fingerprintEvidence } from './dataset-component.ts';
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
 */
export function enrichCycloneDx(document: CycloneDxDocument, claims: readonly DatasetClaim[]): Enrichment {
  const pass = new EnrichingPass(document);
  const enriched = claims.filter((claim) => pass.enrich(claim)).map(({ name }) => name);
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

  finish(): string {
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
    this.#replaceOrAdd(component, 'properties', claimProperties(claim), (item, addition) => memberText(item, 'name') === (addition as { readonly name: string }).name);
    this.#replaceOrAdd(component, 'externalReferences', [fingerprintEvidence(claim)], isFingerprintEvidence);
    this.#replaceOrAdd(component, 'components', fileComponents(claim), (item, addition) => memberText(item, 'type') === 'file' && memberText(item, 'name') === (addition as { readonly name: string }).name);
    const needsData = itemsOf(memberOf(component, 'data')).length === 0;
    this.#replaceOrAdd(component, 'data', [...(needsData ? (datasetComponent(claim, reference)['data'] as readonly Insertion[]).slice(0, 1) : []), ...embeddedEntries(claim)], (item) => memberText(item, 'name') === embeddedName);
    this.#addMissing(component, claim);
    this.#declare(claim, reference);
  }

  /** What the document says itself stays. */
  #addMissing(component: JsonObjectNode, claim: DatasetClaim): void {
    const made = datasetComponent(claim, undefined);
    for (const name of ['supplier', 'version', 'licenses', 'pedigree']) {
      if (memberOf(component, name) === undefined && made[name] !== undefined) this.#editor.set(component, name, made[name]);
    }
    const pedigree = memberOf(component, 'pedigree');
    if (pedigree?.kind === 'object') this.#replaceOrAdd(pedigree, 'ancestors', ancestorComponents(claim), (item, addition) => memberText(item, 'name') === (addition as { readonly name: string }).name);
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
      if (present === undefined) this.#declared[name].push(value);
      else this.#setAll(present, value);
    }
  }

  #addDeclarations(): void {
    const { claims, evidence } = this.#declared;
    if (claims.length + evidence.length === 0) return;
    const declarations = memberOf(this.#document.root, 'declarations');
    if (declarations?.kind !== 'object') return this.#editor.set(this.#document.root, 'declarations', { claims, evidence });
    for (const [name, items] of Object.entries(this.#declared)) for (const item of items) this.#add(declarations, name, item);
  }

  /** Items of ours take the place of older ones of ours. */
  #replaceOrAdd(object: JsonObjectNode, name: string, additions: readonly Insertion[], isSame: (item: JsonObjectNode, addition: Insertion) => boolean): void {
    const present = itemsOf(memberOf(object, name));
    for (const addition of additions) {
      const same = present.find((item) => item.kind === 'object' && isSame(item, addition));
      if (same === undefined) this.#add(object, name, addition);
      else this.#setAll(same, addition as { readonly [name: string]: Insertion });
    }
  }

  #setAll(node: ReturnType<typeof itemsOf>[number], value: { readonly [name: string]: Insertion }): void {
    if (node.kind !== 'object') return;
    for (const [name, each] of Object.entries(value)) if (typeof each !== 'string' || textOf(memberOf(node, name)) !== each) this.#editor.set(node, name, each);
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
