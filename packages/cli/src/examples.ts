/** Examples under each help text. */

const list = (...lines: readonly (readonly [string, string])[]): string => `\nExamples:\n${lines.map(([command, meaning]) => `  ${command}\n      ${meaning}`).join('\n')}\n`;

/** What the command can be asked to do. */
export type Verb = 'fingerprint' | 'compare' | 'inspect' | 'merge' | 'verify' | 'keygen' | 'report' | 'attest' | 'verify-attestation' | 'bom' | 'lock' | 'history' | 'screen';

/** By verb; `datasig` is for the command itself. */
export const examples: Readonly<Record<Verb | 'datasig', string>> = {
  datasig: list(
    ['datasig fingerprint train.csv', 'reads the file once and writes train.datasig.json'],
    ['datasig compare train.datasig.json test.datasig.json', 'how much the two have in common, without the data'],
    ['datasig verify train.datasig.json train.csv', 'whether the file is still the same data'],
  ),
  fingerprint: list(
    ['datasig fingerprint data/', 'all files of a folder as one dataset'],
    ['datasig fingerprint my.csv --cast id=integer --null NA', 'a typed column, and NA for null'],
    ['datasig fingerprint my.csv --like my.datasig.json', 'text read with the types of another fingerprint'],
    ['datasig fingerprint my.parquet --columns id,day', 'some columns; the others are not read'],
    ['datasig fingerprint pictures/ --pixels', 'the pixels of images, labelled by their folders, not the bytes of the files'],
    ['datasig fingerprint hf:ylecun/mnist --pixels', 'a dataset of the Hugging Face Hub by its name, each split a part'],
    ['datasig fingerprint hf:nyu-mll/glue --config cola --split train --dry-run', 'which files that would read'],
    ['datasig fingerprint sqlite:data.db', 'all tables of a database, each a part'],
    ['datasig fingerprint data.db --query "SELECT * FROM runs WHERE ok"', 'what a query gives'],
    ['datasig fingerprint tfjs:./my-dataset.mjs#trainData', 'a tf.data dataset or tensors that a module exports; this runs the code of that module'],
    ['zcat logs.jsonl.gz | datasig fingerprint - --format jsonl --name logs', 'standard input'],
    ['datasig fingerprint huge.csv --resume', 'go on where an interrupted run stopped'],
    ['datasig fingerprint train.csv --classic keyed-sha256', 'the sketch of the original Python tool, of its own serialisation'],
    ['datasig fingerprint train.csv --classic keyed-sha256 --raw', 'its bare signature, byte for byte, as train.sig'],
    ['datasig fingerprint huge.csv --threads 4', 'on four threads; any number gives the same file'],
  ),
  compare: list(
    ['datasig compare a.datasig.json b.datasig.json', 'two fingerprint files'],
    ["datasig compare 'mnist.datasig.json#train' mnist.datasig.json#test", 'two parts of one'],
    ['datasig compare v1.datasig.json v2.csv', 'a fingerprint and data, read the way the fingerprint was made'],
    ['datasig compare v1.datasig.json v2.datasig.json --fail-under 0.95', 'for pipelines: exit code 1 unless the similarity is surely 95 % or more'],
    ['datasig compare hf:owner/name@v1 hf:owner/name@v2', 'two revisions of a Hub dataset'],
    ['datasig compare old.sig new.csv --classic keyed-sha256', 'a bare signature of the original Python tool, and data'],
    ["datasig compare 'sqlite:old.db#runs' 'sqlite:new.db#runs'", 'a table of two databases'],
    ['datasig compare v1.datasig.json huge.csv --threads 4', 'data read on four threads'],
  ),
  inspect: list(['datasig inspect train.datasig.json', 'records, UID, fields, parts, how it was made'], ['datasig inspect train.datasig.json --json', 'the same for programs']),
  merge: list(['datasig merge train.datasig.json test.datasig.json -o all.datasig.json --name all', 'what fingerprinting both together would give']),
  verify: list(
    ['datasig verify train.datasig.json train.csv', 'exit code 0 when the data are the same, 1 when not'],
    ['datasig verify name.datasig.json hf:owner/name', 'whether a dataset on the Hub is still what it was'],
    ['datasig verify model/train.datasig.json mnist/', 'whether a model was trained on these data, by the fingerprint that a tap left beside it'],
    ['datasig verify secret.datasig.json data/ --key-file datasig.key', 'a keyed fingerprint'],
    ['datasig verify huge.datasig.json huge.csv --threads 1', 'on one thread, to leave the others to other work'],
  ),
  keygen: list(['datasig keygen -o team.key', 'a new key, readable by you alone'], ['datasig fingerprint secret.csv --key-file team.key', 'fingerprints that only holders of the key can make and compare'], ['datasig keygen --signing -o team.pem', 'team.pem and team.pub.pem, to sign attestations with']),
  report: list(
    ['datasig report a.datasig.json b.datasig.json -o report.html', 'a page that shows what two datasets have in common: one file, for any browser'],
    ['datasig report train.csv test.csv', 'the same from the data; writes datasig-report.html'],
    ['datasig report *.datasig.json -o all.html', 'more than two: how similar each is to each, and which are nearest'],
    ['datasig report v1.datasig.json v2.datasig.json v3.datasig.json --timeline', 'versions of one dataset, oldest first: what was added and removed'],
    ['datasig report a.datasig.json b.datasig.json -o - > report.html', 'to standard output'],
  ),
  attest: list(
    ['datasig attest train.datasig.json --key team.pem', 'states what the dataset is, by its fingerprint; writes train.sigstore.json'],
    ['datasig attest train.datasig.json --data train.csv --key team.pem', 'names the file of the data, after a check that it is the data'],
    ['datasig attest train.datasig.json extra.datasig.json --model model.safetensors --key team.pem', 'states what a model was trained on'],
    ['datasig attest clean.datasig.json --derived-from raw.datasig.json --key team.pem', 'states what a dataset was made from'],
    ['datasig attest train.datasig.json --fulcio https://fulcio.example --rekor https://rekor.example --identity-token token', 'without a key, by the identity of a token'],
  ),
  'verify-attestation': list(
    ['datasig verify-attestation train.sigstore.json --key team.pub.pem --fingerprint train.datasig.json', 'exit code 0 when the key signed it and it is about this fingerprint, 1 when it is about another, 4 when the key did not sign it'],
    ['datasig verify-attestation train.sigstore.json --key team.pub.pem --fingerprint train.datasig.json --data train.csv', 'whether data are those that were attested'],
    ['datasig verify-attestation model.safetensors.sigstore.json --key team.pub.pem --model model.safetensors --fingerprint train.datasig.json', 'whether the model is stated to be trained on these data'],
    ['datasig verify-attestation train.sigstore.json --identity me@example.org --issuer https://login.example --trusted-root trusted_root.json', 'one that was signed without a key'],
  ),
  bom: list(
    ['datasig bom create train.datasig.json --model model.safetensors', 'a CycloneDX bill of materials of a model and its data'],
    ['datasig bom enrich bom.json train.datasig.json -o bom.json', 'adds the fingerprint to what another tool wrote'],
    ['datasig bom verify model.cdx.json train.csv', 'whether the data are still those that it names'],
    ['datasig bom list model.cdx.json', 'what it claims'],
    ['datasig bom fingerprint croissant.json', 'fingerprints the data that a Croissant file describes'],
  ),
  lock: list(
    ['datasig lock add train data/train.csv', 'locks a dataset in datasig.lock'],
    ['datasig lock check', 'whether all still are what they were'],
    ['datasig lock update train', 'locks it as it is now'],
  ),
  history: list(
    ['datasig history versions/', 'the fingerprints of a folder, by their names'],
    ['datasig history v1.datasig.json v2.datasig.json v3.datasig.json', 'in this order'],
    ['datasig history datasig.fingerprints/train.datasig.json', 'the git revisions of one fingerprint, such as that of a lock'],
    ['datasig history versions/ --svg history.svg', 'as a picture, too'],
  ),
  screen: list(
    ['datasig screen train.csv --against known/', 'which datasets, of those whose fingerprints are in a folder, are in there and how much of each'],
    ['datasig screen train.datasig.json --against benchmark.datasig.json --tolerate 0.01', 'from the fingerprint alone; exit code 0 when surely no more than 1 % of the benchmark is in there'],
    ['datasig screen bad.csv --like train.datasig.json --make-list bad.records', 'a list of records, by their digests'],
    ['datasig screen train.csv --like train.datasig.json --records bad.records', 'where they are, with file and row'],
    ['datasig screen train.datasig.json --records bad.records', 'which of them the sketch shows, and what it could have shown'],
  ),
};

/** Examples as help shows them, for verbs below others. */
export { list as listExamples };
