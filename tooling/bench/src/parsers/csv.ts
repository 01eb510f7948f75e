/**
 * Parsers of CSV in JavaScript, each as its page says to use it and with what it gives by default. Where it takes a text as
 * well as a stream, both.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { countItems } from './count-items.ts';
import { datasig } from './datasig.ts';
import type { Parser } from './parser.ts';

const lists = 'lists of texts';
const objects = 'objects of texts';

/** All of them; ours first. */
export const csvParsers: readonly Parser[] = [
  datasig,
  {
    name: 'udsv',
    gives: lists,
    count: async (file) => {
      const { inferSchema, initParser } = await import('udsv');
      const text = readFileSync(file, 'utf8');
      return initParser(inferSchema(text)).stringArrs(text).length;
    },
  },
  {
    name: 'udsv stream',
    gives: lists,
    count: async (file) => {
      const { inferSchema, initParser } = await import('udsv');
      let parser: ReturnType<typeof initParser> | undefined;
      let count = 0;
      for await (const chunk of createReadStream(file, 'utf8')) {
        parser ??= initParser(inferSchema(String(chunk)));
        parser.chunk<string[]>(String(chunk), parser.stringArrs, () => void count++);
      }
      parser?.end();
      return count;
    },
  },
  {
    name: 'csv-simple-parser',
    gives: lists,
    count: async (file) => {
      const { default: parse } = await import('csv-simple-parser');
      // The text ends in a line end, after which it sees one more record.
      return parse(readFileSync(file, 'utf8').trimEnd()).length - 1;
    },
  },
  {
    name: 'papaparse',
    gives: lists,
    count: async (file) => {
      const { default: papa } = await import('papaparse');
      return papa.parse(readFileSync(file, 'utf8'), { skipEmptyLines: true }).data.length - 1;
    },
  },
  {
    name: 'papaparse stream',
    gives: lists,
    count: async (file) => {
      const { default: papa } = await import('papaparse');
      let count = -1;
      return new Promise((resolve, reject) => {
        papa.parse<string[]>(createReadStream(file), { skipEmptyLines: true, chunk: ({ data }) => void (count += data.length), complete: () => resolve(count), error: reject });
      });
    },
  },
  {
    name: 'd3-dsv',
    gives: objects,
    count: async (file) => {
      const { csvParse } = await import('d3-dsv');
      return csvParse(readFileSync(file, 'utf8')).length;
    },
  },
  {
    name: 'csv-parser stream',
    gives: objects,
    count: async (file) => {
      const { default: csv } = await import('csv-parser');
      return countItems(createReadStream(file), csv());
    },
  },
  {
    name: 'csv-parse',
    gives: lists,
    count: async (file) => {
      const { parse } = await import('csv-parse/sync');
      return parse(readFileSync(file)).length - 1;
    },
  },
  {
    name: 'fast-csv stream',
    gives: lists,
    count: async (file) => {
      const { parseFile } = await import('@fast-csv/parse');
      return (await countItems(parseFile(file))) - 1;
    },
  },
];
