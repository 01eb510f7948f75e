/** A program that fingerprints its standard input: `read-standard-input.ts LOCATION [FORMAT]`. */
import { DatasigError, InvalidDataError } from '@datasig/core';
import { summarize } from '@datasig/core/testing';
import { files, type FormatName } from '../src/index.ts';

const [location = '', format] = process.argv.slice(2);
const source = files({ locations: location, ...(format !== undefined && { format: format as FormatName }) });
try {
  const { name, location: told } = await source.describe();
  const summary = await summarize(source);
  process.stdout.write(`${name} ${told} ${summary.identity!.uid}\n`);
} catch (error) {
  if (!DatasigError.is(error)) throw error;
  const place = error instanceof InvalidDataError ? await source.locate!((await source.shards())[0]!, error.position) : {};
  process.stdout.write(`${[error.code, place.file, place.line].filter((word) => word !== undefined).join(' ')}\n`);
  process.exitCode = 3;
}
