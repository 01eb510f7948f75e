/**
 * Measures what one parser takes for a file, in a process of its own, and prints it as JSON.
 *
 * Arguments: `csv` or `jsonl`, the parser's name, a short file of the same kind that warms it up, the file.
 */
import { csvParsers } from '../parsers/csv.ts';
import { jsonlParsers } from '../parsers/jsonl.ts';
import type { RunCosts } from './costs.ts';

const [kind, name, warmUpFile, file] = process.argv.slice(2) as [string, string, string, string];
const parser = (kind === 'csv' ? csvParsers : jsonlParsers).find((each) => each.name === name)!;
await parser.count(warmUpFile);
globalThis.gc?.();
const startedMs = performance.now();
const started = process.cpuUsage();
const recordCount = await parser.count(file);
const { user, system } = process.cpuUsage(started);
const elapsedMs = performance.now() - startedMs;
const costs: RunCosts = { recordCount, cpuNs: ((user + system) * 1000) / recordCount, clockNs: (elapsedMs * 1e6) / recordCount };
process.stdout.write(JSON.stringify(costs));
