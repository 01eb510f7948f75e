/**
 * Ways to read JSON Lines in JavaScript. Packages for it are one of these: ndjson takes split2, jsonl-parse-stringify splits
 * a text. All but ours end in `JSON.parse`, which rounds integers above 2^53.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { countItems } from './count-items.ts';
import { datasig } from './datasig.ts';
import type { Parser } from './parser.ts';

const objects = 'objects';

/** All of them; ours first. */
export const jsonlParsers: readonly Parser[] = [
  datasig,
  {
    name: 'JSON.parse, split',
    gives: objects,
    count: async (file) => {
      const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as unknown).length;
    },
  },
  {
    name: 'JSON.parse, indexOf stream',
    gives: objects,
    count: async (file) => {
      let count = 0;
      let rest = '';
      for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
        const text = rest + String(chunk);
        let start = 0;
        for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
          JSON.parse(text.slice(start, end));
          count++;
          start = end + 1;
        }
        rest = text.slice(start);
      }
      return count;
    },
  },
  {
    name: 'JSON.parse, readline',
    gives: objects,
    count: async (file) => {
      let count = 0;
      return new Promise((resolve, reject) => {
        const input = createReadStream(file).on('error', reject);
        createInterface({ input, crlfDelay: Infinity })
          .on('line', (line) => {
            JSON.parse(line);
            count++;
          })
          .on('close', () => resolve(count));
      });
    },
  },
  {
    name: 'JSON.parse, split2',
    gives: objects,
    count: async (file) => {
      const { default: split } = await import('split2');
      return countItems(createReadStream(file), split((line) => JSON.parse(line) as unknown));
    },
  },
  {
    name: 'stream-chain',
    gives: 'objects with their number',
    count: async (file) => {
      const { default: parserStream } = await import('stream-chain/jsonl/parserStream.js');
      return countItems(createReadStream(file), parserStream());
    },
  },
];
