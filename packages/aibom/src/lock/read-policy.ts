/** The rules of a lock, read. */
import { type JsonNode, malformedAt } from './json-text.ts';
import { isDatasetName, type Policy } from './lock.ts';
import { Members, numberOf } from './members.ts';

/** Whether a number is a share. */
export function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

/** Whether a number counts records. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** @throws DatasigError `lock-malformed`, also where there is no rule at all */
export function readPolicy(node: JsonNode, what: string): Policy {
  const members = new Members(node, what);
  const share = (name: string): number | undefined => {
    const value = members.optional(name);
    return value && numberOf(value, `${what}, ${name}`, isShare, 'a share from 0 to 1, such as 0.95');
  };
  const identical = members.optional('identical');
  if (identical !== undefined && !(identical.kind === 'boolean' && identical.value)) throw malformedAt(identical, `${what}, identical: expected true; leave the rule out where it is not wanted`);
  const [minJaccard, minContainment] = [share('minJaccard'), share('minContainment')];
  const removed = members.optional('maxRemoved');
  const maxRemoved = removed && numberOf(removed, `${what}, maxRemoved`, isCount, 'a number of records');
  const overlap = members.optional('forbidOverlap');
  const forbidOverlap = overlap && readOverlaps(overlap, `${what}, forbidOverlap`);
  members.end();
  const policy: Policy = {
    ...(identical !== undefined && { identical: true }),
    ...(minJaccard !== undefined && { minJaccard }),
    ...(minContainment !== undefined && { minContainment }),
    ...(maxRemoved !== undefined && { maxRemoved }),
    ...(forbidOverlap !== undefined && { forbidOverlap }),
  };
  if (Object.keys(policy).length === 0) throw malformedAt(node, `${what}: there is no rule, so that nothing would ever fail`);
  return policy;
}

function readOverlaps(node: JsonNode, what: string): Record<string, number> {
  const entries = [...new Members(node, what).all()].map(([name, value]): [string, number] => {
    if (!isDatasetName(name)) throw malformedAt(value, `${what}: ${JSON.stringify(name)} names no dataset`);
    return [name, numberOf(value, `${what}, ${name}`, isShare, 'a share from 0 to 1, such as 0')];
  });
  if (entries.length === 0) throw malformedAt(node, `${what}: expected the name of another dataset`);
  return Object.fromEntries(entries);
}
