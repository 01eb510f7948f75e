/**
 * Measures what one parser takes for a file, in a process of its own, and prints it as JSON.
 *
 * Arguments: `csv` or `jsonl`, the parser's name, a short file of the same kind that warms it up, the file.
 */
import { csvParsers } from '../parsers/csv.ts';
import { jsonlParsers } from '../parsers/jsonl.ts';
import { printCosts } from './print-costs.ts';

const [kind, name, warmUpFile, file] = process.argv.slice(2) as [string, string, string, string];
const parser = (kind === 'csv' ? csvParsers : jsonlParsers).find((each) => each.name === name)!;
await parser.count(warmUpFile);
globalThis.gc?.();
await printCosts(() => parser.count(file));
