/** Datasets of files, wherever the files are: recognised, put together, looked at, cut and read. */
export { datasetFormats, type DatasetFormat, formatNameOf, isFingerprintName, stemOf } from './format-name.ts';
export { FileDataset, type DatasetOptions, type DatasetSetup, type FilesDescription } from './file-dataset.ts';
export type { DataFile } from './recognize.ts';
export { countRows, rowRange } from './row-range.ts';
export type { FileReference, FileStore, FileVersion, OnceStream, OpenedFile, StoredFile, VersionedFile } from './stored-file.ts';
export { inGroups } from './in-groups.ts';
