/** Bytes to batches of typed records, exactly; knows nothing of where bytes are. */
export type { ByteRange, ByteSource } from './byte-source.ts';
export { type Compression, splitCompression } from './compression.ts';
export type { Declaration, Format, FormatName, FormatReadOptions, GroupPiece, IndexedFormat, IndexedReadOptions, StreamFormat, StreamPiece, StreamReadOptions } from './format.ts';
export { idxHeaderByteLimit, type IdxHeader, looksLikeIdx, readIdxHeader } from './idx/header.ts';
export { type IdxPairName, parseIdxName } from './idx/names.ts';
export { checkIdxHeaders, type IdxHeaders, type IdxStreams, idxByteRange, idxSchema, readIdx, readIdxRows, type RowRange } from './idx/read.ts';
export { decodeImage } from './image/decode.ts';
export { decodeImageColumns } from './image/decode-columns.ts';
export { imageExtensions, isImageName } from './image/file-names.ts';
export { formatOfName, formats } from './registry.ts';
