/** Files that a user gave to a page, as a dataset: what `@datasig/files` is in browsers. */
export type { NamedBlob } from './blob-files.ts';
export { webFiles, type WebFilesOptions } from './source.ts';
