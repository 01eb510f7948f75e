/** All formats of one stream, and which one a file name stands for. */
import { arff } from './arff/index.ts';
import { arrow } from './arrow/index.ts';
import { type Compression, splitCompression } from './compression.ts';
import { csv, tsv } from './csv/index.ts';
import type { Format } from './format.ts';
import { json } from './json/json.ts';
import { jsonl } from './json/jsonl.ts';
import { parquet } from './parquet/index.ts';
import { tar } from './tar/index.ts';
import { text } from './text.ts';

/** Every format, by name. */
export const formats: readonly Format[] = [csv, tsv, json, jsonl, text, parquet, arrow, arff, tar];

/** The format and compression that a file name stands for; undefined when its ending is not known. */
export function formatOfName(name: string): { readonly format: Format; readonly compression: Compression | null } | undefined {
  const { name: plain, compression } = splitCompression(name);
  const format = formats.find(({ extensions }) => extensions.some((extension) => plain.toLowerCase().endsWith(extension)));
  return format === undefined ? undefined : { format, compression };
}
