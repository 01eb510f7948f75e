/** What the user asked for, checked. */
import { resolve } from 'node:path';
import { InvalidArgumentError } from '@datasig/core';
import type { OpenRequest } from '@datasig/core/spec';

/**
 * The absolute path in `fasta:PATH`.
 *
 * @throws InvalidArgumentError for several locations, and for options: this connector has none
 */
export function parseLocation({ locations, workingDirectory, options }: OpenRequest): string {
  const [location = '', ...others] = locations;
  if (!location.startsWith('fasta:') || others.length > 0) {
    throw new InvalidArgumentError('invalid-location', 'expected one location, such as fasta:genes.fasta or fasta:folder');
  }
  const [option] = Object.keys(options);
  if (option !== undefined) throw new InvalidArgumentError('invalid-argument', `FASTA files are read without options; leave out ${JSON.stringify(option)}`);
  return resolve(workingDirectory, location.slice('fasta:'.length));
}
