/** The verb `bom` and what stands below it. */
import type { Command } from 'commander';
import type { DefineTools } from './define.ts';

/** Defines the verb. */
export function defineBom(program: Command, tools: DefineTools): void {
  const { group, subverb, withSource, collect, perform } = tools;
  const bom = group(program, 'bom', 'write, enrich and verify bills of materials');
  const create = subverb(bom, 'create', 'make a bill of materials of datasets, and of a model made of them', [
    ['datasig bom create train.datasig.json --model model.safetensors --url https://example.org/train.csv', 'CycloneDX 1.7: model.cdx.json'],
    ['datasig bom create train.datasig.json test.datasig.json --model m.onnx --tested-on test --license CC-BY-4.0', 'two datasets, one of them for tests'],
    ['datasig bom create clean.datasig.json --derived-from raw.datasig.json --file clean.csv', 'what it was derived from, and the SHA-256 of its file'],
    ['datasig bom create train.datasig.json --format spdx --timestamp now --supplier Example --url https://example.org/train.csv --built-time 2026-01-02 --release-time 2026-01-03', 'SPDX 3.0.1 asks for more'],
  ]).argument('<fingerprint...>', 'fingerprint files, FILE#part, or NAME=FILE to call the dataset NAME');
  withDatasets(create, collect)
    .option('-o, --output <file>', 'where to write it; - for standard output (default: ./NAME.cdx.json or ./NAME.spdx.json)')
    .option('--format <format>', 'cyclonedx or spdx', 'cyclonedx')
    .option('--tested-on <name>', 'a dataset that the model was tested on, not trained; may be repeated', collect)
    .option('--model <location>', "the model's file; of a folder or several files the first is named")
    .option('--model-name <name>', "the model's name (default: that of its file)")
    .option('--model-version <version>', "the model's version")
    .option('--model-license <expression>', "the model's licence, an SPDX expression")
    .option('--model-supplier <name>', 'who supplies the model')
    .option('--model-url <url>', 'where the model can be had')
    .option('--model-release-time <time>', 'when the model was published')
    .option('--timestamp <time>', 'when the document was made: a time, or now; otherwise it says none, and is the same each time')
    .option('--serial-number <urn>', 'urn:uuid:…, or random; otherwise it has none')
    .action((fingerprints, options) => perform(options, async (session) => (await import('../commands/bom/create.ts')).bomCreateCommand(fingerprints, options, session)));
  const enrich = subverb(bom, 'enrich', 'add fingerprints to a document of another tool; all else keeps its bytes', [
    ['datasig bom enrich aibom.json wikitext=wikitext.datasig.json -o aibom.json', 'the dataset "wikitext" of a CycloneDX document, in place'],
    ['datasig bom enrich aibom.json train.datasig.json --add -o aibom.json', 'a document that names no data'],
    ['datasig bom enrich dataset.spdx.json train.datasig.json -o out.json', 'a dataset package of SPDX 3.0.1'],
    ['datasig bom enrich croissant.json data.datasig.json > out.json', 'a Croissant file has one dataset'],
  ])
    .argument('<document>', 'a CycloneDX (1.5 to 1.7), SPDX 3.0.1 or Croissant (1.0, 1.1) document')
    .argument('<fingerprint...>', 'fingerprint files, FILE#part, or NAME=FILE where the document calls the dataset NAME');
  withDatasets(enrich, collect)
    .option('-o, --output <file>', 'where to write it; may be the document itself', '-')
    .option('--add', 'add datasets that a CycloneDX document does not have; its one model then refers to them')
    .option('--format <format>', 'cyclonedx, spdx or croissant (default: what the document says)')
    .action((document, fingerprints, options) => perform(options, async (session) => (await import('../commands/bom/enrich.ts')).bomEnrichCommand(document, fingerprints, options, session)));
  const verify = subverb(bom, 'verify', 'check whether datasets still are what a document claims', [
    ['datasig bom verify model.cdx.json train=train.csv', 'exit code 0 when all claims hold, 1 when one is broken, 3 when one could not be checked'],
    ['datasig bom verify model.cdx.json new.datasig.json', 'by a fingerprint, without the data'],
    ['datasig bom verify model.cdx.json --lock datasig.lock', 'by what a lock says'],
    ['datasig bom verify model.cdx.json train.csv --model model.safetensors --partial', "the model's file too; datasets that nothing was given for are only named"],
  ])
    .argument('<document>', 'the document')
    .argument('[evidence...]', 'a fingerprint file or a location, or NAME= before it; several locations of one name are one dataset')
    .option('--document-format <format>', 'cyclonedx, spdx or croissant (default: what the document says)')
    .option('--fingerprints <folder>', 'where the fingerprint files are that the document names (default: its own folder)')
    .option('--lock <file>', 'hold datasets against the entries of this lock')
    .option('--model <file>', "hold the model's digest against this file")
    .option('--file <file>', 'hold the digest of a file of the data against this file; NAME= before it; may be repeated', collect)
    .option('--partial', 'let datasets pass that nothing was given for');
  withSource(verify).action((document, evidence, options) => perform(options, async (session) => (await import('../commands/bom/verify.ts')).bomVerifyCommand(document, evidence, options, session)));
  subverb(bom, 'list', 'list what a document claims', [
    ['datasig bom list model.cdx.json', 'datasets, UIDs, fingerprints, models'],
    ['datasig bom list croissant.json', 'also what it describes, as locations for datasig fingerprint'],
  ])
    .argument('<document>', 'the document')
    .option('--format <format>', 'cyclonedx, spdx or croissant (default: what the document says)')
    .action((document, options) => perform(options, async (session) => (await import('../commands/bom/list.ts')).bomListCommand(document, options, session)));
  const fingerprint = subverb(bom, 'fingerprint', 'make the fingerprint of the data that a Croissant file describes', [
    ['datasig bom fingerprint croissant.json', 'all data of its record sets; writes NAME.datasig.json'],
    ['datasig bom fingerprint croissant.json --record-set default', 'those of one record set'],
  ])
    .argument('<document>', 'a Croissant document; relative paths in it are relative to its folder')
    .option('-o, --output <file>', 'where to write it; - for standard output (default: ./NAME.datasig.json)')
    .option('--name <name>', "the dataset's name (default: that in the document)")
    .option('--record-set <id>', 'only what this record set comes from')
    .option('--sketch <scheme:size>', 'bottom-k:K, scaled:S or one-permutation:K; may be repeated (default: bottom-k:1024)', collect);
  withSource(tools.withPreparation(fingerprint)).action((document, options) => perform(options, async (session) => (await import('../commands/bom/fingerprint.ts')).bomFingerprintCommand(document, options, session)));
}

/** What can be said of each dataset; NAME= before a value says of which. */
function withDatasets(command: Command, collect: DefineTools['collect']): Command {
  return command
    .option('--url <url>', 'where the data can be had; NAME= before it says of which dataset, as with all that follow', collect)
    .option('--dataset-version <version>', 'its version (default: the revision that was read, where there is one)', collect)
    .option('--license <expression>', 'its licence, an SPDX expression', collect)
    .option('--supplier <name>', 'who supplies it', collect)
    .option('--built-time <time>', 'when the data were made', collect)
    .option('--release-time <time>', 'when they were published', collect)
    .option('--file <location>', 'a file or folder of the data, for the SHA-256 of its files; may be repeated', collect)
    .option('--fingerprint-url <url>', 'where the fingerprint file can be had (default: its name, beside the document)', collect)
    .option('--derived-from <fingerprint>', 'what it was derived from; may be repeated', collect)
    .option('--no-uid', 'leave out the UID, by which whoever guesses the records can tell that they are these')
    .option('--embed-fingerprint', 'put the whole fingerprint into the document: its sketch tells about single records, too');
}
