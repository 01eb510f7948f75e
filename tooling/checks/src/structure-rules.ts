/** The arrows of the architecture, as data: what each package and each folder of core may import. */

/** What one package may use. */
export interface PackageRule {
  /** Packages of this workspace. */
  readonly workspace: readonly string[];
  /** Packages from outside. */
  readonly external: readonly string[];
  /** Whether `node:` modules are allowed; a list names the only files that may. */
  readonly node: boolean | readonly string[];
}

/** The others run in browsers, too. */
const runnerNodeFiles: readonly string[] = [
  'src/checkpoints/checkpoints.ts',
  'src/checkpoints/partial-file.ts',
  'src/checkpoints/plan-digest.ts',
  'src/terminal/palette.ts',
  'src/threads/node-entry.ts',
  'src/threads/node-thread.ts',
];

/** The others run in browsers, too: `@datasig/sqlite/web` is made of them. */
const sqliteNodeFiles: readonly string[] = ['check-file', 'check-process', 'file-version', 'index', 'leaf-columns', 'load-driver', 'location', 'lock-holders', 'open-file', 'page-file'].map((name) => `src/${name}.ts`);

/** Signing and verifying; what is signed runs in browsers, too. */
const aibomNodeFiles: readonly string[] = ['src/attest/node/keys.ts', 'src/attest/node/sign.ts', 'src/attest/node/verify.ts'];

/** Public packages, by folder under `packages/`. */
export const packageRules: Readonly<Record<string, PackageRule>> = {
  core: { workspace: [], external: ['@noble/hashes'], node: false },
  formats: { workspace: ['@datasig/core'], external: ['@zip.js/zip.js', 'apache-arrow', 'brotli-dec-wasm', 'fflate', 'flatbuffers', 'pako', 'zstddec'], node: false },
  runner: { workspace: ['@datasig/core'], external: [], node: runnerNodeFiles },
  files: { workspace: ['@datasig/core', '@datasig/formats'], external: ['tinyglobby'], node: true },
  sqlite: { workspace: ['@datasig/core'], external: ['better-sqlite3'], node: sqliteNodeFiles },
  huggingface: { workspace: ['@datasig/core', '@datasig/formats'], external: ['@huggingface/hub', '@noble/hashes', 'yaml'], node: false },
  tfjs: { workspace: ['@datasig/core'], external: ['@tensorflow/tfjs-core'], node: false },
  aibom: { workspace: ['@datasig/core'], external: ['@sigstore/bundle', '@sigstore/protobuf-specs', '@sigstore/sign', '@sigstore/verify'], node: aibomNodeFiles },
  report: { workspace: ['@datasig/core'], external: ['@observablehq/plot', '@upsetjs/venn.js'], node: false },
  cli: { workspace: ['@datasig/core', '@datasig/aibom', '@datasig/report', '@datasig/runner', '@datasig/files', '@datasig/formats'], external: ['commander', 'linkedom'], node: true },
};

/** Folders of a package's `src`: each may import those listed. */
export type FolderRules = Readonly<Record<string, readonly string[]>>;

const core: FolderRules = {
  spec: [],
  classic: [],
  canonical: ['spec'],
  json: ['spec'],
  kernel: ['classic'],
  sketch: ['classic'],
  schema: ['spec', 'canonical'],
  record: ['spec', 'canonical', 'kernel', 'schema'],
  identity: ['canonical'],
  estimate: ['classic', 'sketch'],
  fingerprint: ['spec', 'classic', 'canonical', 'json', 'kernel', 'sketch', 'schema', 'record', 'identity', 'estimate'],
  format: ['spec', 'classic', 'canonical', 'json', 'sketch', 'schema', 'identity', 'fingerprint'],
  'classic-pass': ['spec', 'classic', 'canonical', 'kernel', 'identity', 'fingerprint'],
  testing: ['spec', 'classic', 'kernel', 'record', 'fingerprint', 'format'],
};

const formats: FolderRules = {
  codecs: [],
  decompression: [],
  zip: ['codecs', 'decompression'],
  csv: [],
  json: [],
  arff: [],
  cifar: [],
  idx: [],
  image: ['codecs'],
  tar: ['json', 'image'],
  tfrecord: ['codecs', 'image'],
  columnar: ['image'],
  arrow: ['codecs', 'columnar'],
  parquet: ['codecs', 'columnar', 'arrow'],
  dataset: ['codecs', 'decompression', 'zip', 'csv', 'json', 'arff', 'cifar', 'idx', 'image', 'tar', 'tfrecord', 'columnar', 'arrow', 'parquet'],
};

/** Packages whose folders have arrows, in their order. */
export const folderRules: Readonly<Record<string, FolderRules>> = { core, formats };

/** Files longer than this hold more than one thing. */
export const lineLimit = 300;
