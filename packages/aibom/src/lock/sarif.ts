/** Checks as SARIF 2.1.0 (OASIS Standard, 2020): what code hosts show beside the lines of the lock. */
import { sha256Hex, version } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import type { DatasetCheck } from './check.ts';
import { describeDrift, summarizeRule } from './describe.ts';

const rules: readonly { readonly id: string; readonly text: string }[] = [
  { id: 'identical', text: 'The dataset is the one that was locked: its UID is the same.' },
  { id: 'min-jaccard', text: 'The similarity of the locked and the present records is at least a share.' },
  { id: 'min-containment', text: 'At least a share of the locked records is still there.' },
  { id: 'max-removed', text: 'No more than a number of locked records is gone.' },
  { id: 'forbid-overlap', text: 'No more than a share of the records is in another locked dataset.' },
];

/** Where the lock stands. */
export interface LockPlace {
  /** Relative path of the lock, with slashes. */
  readonly path: string;
  /** The line on which each dataset begins. */
  readonly lines: ReadonlyMap<string, number>;
}

/** A SARIF log with a result for each rule of each dataset, kept ones too. */
export function toSarif(checks: readonly DatasetCheck[], place: LockPlace): Json {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'datasig',
            semanticVersion: version,
            version,
            rules: rules.map(({ id, text }) => ({ id, name: camelCase(id), shortDescription: { text }, defaultConfiguration: { level: 'error' } })),
          },
        },
        invocations: [{ executionSuccessful: checks.every(({ error }) => error === null) }],
        columnKind: 'utf16CodeUnits',
        results: checks.flatMap((check) => check.rules.map((rule) => toResult(check, rule, place))),
      },
    ],
  };
}

function toResult(check: DatasetCheck, rule: DatasetCheck['rules'][number], { path, lines }: LockPlace): Json {
  const id = rule.rule.split('=')[0]!;
  // A result that is no failure has the level none (SARIF, section 3.27.10).
  const state = rule.met === true ? { kind: 'pass', level: 'none' } : rule.met === false ? { kind: 'fail', level: 'error' } : { kind: 'open', level: 'none' };
  return {
    ruleId: id,
    ruleIndex: rules.findIndex((each) => each.id === id),
    ...state,
    message: { text: summarizeRule(check, rule) },
    locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(path).replace(/[?#]/g, encodeURIComponent) }, region: { startLine: lines.get(check.name) ?? 1 } }, logicalLocations: [{ name: check.name, kind: 'resource' }] }],
    partialFingerprints: { 'datasetRule/v1': sha256Hex(new TextEncoder().encode(`${check.name}\n${rule.rule}`)) },
    ...(check.drift !== null && { properties: { drift: describeDrift(check.drift) } }),
  };
}

function camelCase(id: string): string {
  return id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
