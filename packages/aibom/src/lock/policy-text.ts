/** Rules as they are written on the command line: `identical`, `min-jaccard=0.95`, `forbid-overlap=train:0.001`. */
import { InvalidArgumentError } from '@datasig/core';
import { isDatasetName, type Policy } from './lock.ts';
import { isCount, isShare } from './read-policy.ts';

/** What stands for a policy that nobody chose. */
export const defaultPolicy: Policy = { identical: true };

/** The policy of several rules. @throws InvalidArgumentError for a rule that is unknown, wrong, or there twice */
export function parsePolicy(texts: readonly string[]): Policy {
  if (texts.length === 0) return defaultPolicy;
  const policy: { -readonly [Rule in keyof Policy]: Policy[Rule] } = {};
  const overlaps: Record<string, number> = {};
  const seen = new Set<string>();
  for (const text of texts) {
    const [, rule = '', value] = /^([a-z-]+)(?:=(.*))?$/.exec(text) ?? [];
    const key = rule === 'forbid-overlap' ? `${rule}=${value?.split(':')[0]}` : rule;
    if (seen.has(key)) throw wrong(text, 'the rule stands twice');
    seen.add(key);
    if (rule === 'identical' && value === undefined) policy.identical = true;
    else if (rule === 'min-jaccard') policy.minJaccard = parseShare(text, value);
    else if (rule === 'min-containment') policy.minContainment = parseShare(text, value);
    else if (rule === 'max-removed') policy.maxRemoved = parseNumber(text, value, /^[0-9]+$/, isCount, 'max-removed=RECORDS');
    else if (rule === 'forbid-overlap') Object.assign(overlaps, parseOverlap(text, value));
    else throw wrong(text, 'expected identical, min-jaccard=SHARE, min-containment=SHARE, max-removed=RECORDS, forbid-overlap=NAME or forbid-overlap=NAME:SHARE');
  }
  return { ...policy, ...(Object.keys(overlaps).length > 0 && { forbidOverlap: overlaps }) };
}

/** The rules of a policy, one text each, in a fixed order. */
export function formatPolicy({ identical, minJaccard, minContainment, maxRemoved, forbidOverlap = {} }: Policy): string[] {
  return [
    ...(identical === true ? ['identical'] : []),
    ...(minJaccard === undefined ? [] : [`min-jaccard=${minJaccard}`]),
    ...(minContainment === undefined ? [] : [`min-containment=${minContainment}`]),
    ...(maxRemoved === undefined ? [] : [`max-removed=${maxRemoved}`]),
    ...Object.keys(forbidOverlap).sort().map((name) => `forbid-overlap=${name}${forbidOverlap[name] === 0 ? '' : `:${forbidOverlap[name]}`}`),
  ];
}

function parseShare(text: string, value: string | undefined): number {
  return parseNumber(text, value, /^(?:[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?|\.[0-9]+)$/, isShare, 'a share from 0 to 1, such as 0.95');
}

function parseOverlap(text: string, value = ''): Record<string, number> {
  const colon = value.indexOf(':');
  const name = colon === -1 ? value : value.slice(0, colon);
  if (!isDatasetName(name)) throw wrong(text, 'expected the name of another locked dataset');
  return { [name]: colon === -1 ? 0 : parseShare(text, value.slice(colon + 1)) };
}

function parseNumber(text: string, value: string | undefined, pattern: RegExp, isValid: (value: number) => boolean, expected: string): number {
  const number = value !== undefined && pattern.test(value) ? Number(value) : NaN;
  if (isValid(number)) return number;
  throw wrong(text, `expected ${expected}`);
}

function wrong(text: string, reason: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', `--policy ${JSON.stringify(text)}: ${reason}`, { context: { parameter: '--policy', value: text } });
}
