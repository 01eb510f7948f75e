/** What `attest` and `verify-attestation` can be called with. */
import type { Command } from 'commander';

type Collect = (value: string, previous?: readonly string[]) => readonly string[];

/** Arguments and options of `attest`. */
export function withAttestOptions(command: Command, collect: Collect): Command {
  return command
    .argument('<fingerprint...>', 'a fingerprint file, or FILE#part; with --model all that the model is trained on')
    .option('--key <file>', 'the private key to sign with (datasig keygen --signing)')
    .option('-o, --output <file>', 'where to write it (default: ./NAME.sigstore.json)')
    .option('--model <location>', 'state that this file, or the files of this folder, are a model trained on these datasets; may be repeated', collect)
    .option('--data <location>', "name the dataset's own files, after a check that they are its data; may be repeated", collect)
    .option('--name <name>', "the dataset's name, or with --model the model's (default: the fingerprint's, or the file's)")
    .option('--dataset-version <version>', "the dataset's version (default: its revision, where it has one)")
    .option('--uri <uri>', 'where the dataset can be had')
    .option('--fingerprint-uri <uri>', 'where the fingerprint file can be had')
    .option('--derived-from <fingerprint>', 'a dataset that this one was made from; may be repeated', collect)
    .option('--fulcio <url>', 'sign without a key, by the identity of a token: the certificate authority of a Sigstore instance')
    .option('--rekor <url>', 'its log')
    .option('--tsa <url>', 'its time-stamping authority; --rekor, --tsa or both are needed')
    .option('--identity-token <file>', 'the OpenID Connect token (default: SIGSTORE_ID_TOKEN)');
}

/** Arguments and options of `verify-attestation`. */
export function withVerifyAttestationOptions(command: Command, collect: Collect): Command {
  return command
    .argument('<bundle>', 'an attestation that datasig attest wrote')
    .option('--key <file>', 'the public key that it has to be signed with')
    .option('--identity <name>', 'or the identity that has to have signed it, letter by letter')
    .option('--issuer <url>', 'and who vouches for that identity')
    .option('--trusted-root <file>', 'and the trusted root of the Sigstore instance (trusted_root.json)')
    .option('--fingerprint <file>', 'a fingerprint file, or FILE#part, that it has to be about; may be repeated', collect)
    .option('--data <location>', 'data that it has to be about: by their records with --fingerprint, otherwise by the bytes of the files; may be repeated', collect)
    .option('--model <location>', 'a file, or the files of a folder, of the model that it has to be about; may be repeated', collect);
}
