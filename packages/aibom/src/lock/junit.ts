/** Checks as JUnit XML, in the form that Jenkins, GitLab and GitHub actions read: a suite a lock, a case a rule. */
import type { DatasetCheck } from './check.ts';
import { summarizeRule } from './describe.ts';

/** The XML; a broken rule is a failure, one that cannot be decided an error. */
export function toJunit(checks: readonly DatasetCheck[], lockPath: string): string {
  const cases = checks.flatMap((check) => check.rules.map((rule) => ({ check, rule })));
  const count = (met: boolean | null): number => cases.filter(({ rule }) => rule.met === met).length;
  const totals = `tests="${cases.length}" failures="${count(false)}" errors="${count(null)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="datasig lock check" ${totals}>`,
    `  <testsuite name="${escape(lockPath)}" ${totals} skipped="0">`,
    ...cases.map(({ check, rule }) => toCase(check, rule)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function toCase(check: DatasetCheck, rule: DatasetCheck['rules'][number]): string {
  const opening = `    <testcase classname="${escape(check.name)}" name="${escape(rule.rule)}"`;
  if (rule.met === true) return `${opening}/>`;
  const [element, type] = rule.met === false ? ['failure', 'policy'] : ['error', check.error?.code ?? 'undecided'];
  const text = escape(summarizeRule(check, rule));
  return `${opening}>\n      <${element} type="${type}" message="${text}">${text}</${element}>\n    </testcase>`;
}

/** XML 1.0 has no place for most control characters, not even escaped. */
function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (character) => entities[character]!);
}
