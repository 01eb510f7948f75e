/** A connector for FASTA files: `fasta:FILE` or `fasta:FOLDER`. */
import type { Connector } from '@datasig/core/spec';
import { parseLocation } from './options.ts';
import { FastaSource } from './source.ts';

const connector: Connector = {
  specVersion: 'v1',
  name: 'fasta',
  schemes: ['fasta'],
  open: async (request) => new FastaSource(parseLocation(request), { connector: import.meta.url, request }),
};

export default connector;
