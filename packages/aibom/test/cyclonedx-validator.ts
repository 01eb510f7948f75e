/** CycloneDX's own schemas and validator: what they find wrong with a document. */
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

type Version = '1.5' | '1.6' | '1.7';

/** Each compiles its schema once. */
const validators: Readonly<Record<Version, Validation.JsonStrictValidator>> = {
  '1.5': new Validation.JsonStrictValidator(Spec.Version.v1dot5),
  '1.6': new Validation.JsonStrictValidator(Spec.Version.v1dot6),
  '1.7': new Validation.JsonStrictValidator(Spec.Version.v1dot7),
};

/** Null where nothing is. */
export async function faultsOf(document: string, version: Version = '1.7'): Promise<unknown> {
  return validators[version].validate(document);
}
