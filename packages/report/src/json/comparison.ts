/** A comparison as JSON: what `datasig compare --json` tells; `docs/cli.md` documents the members. */
import { type Comparison, type FingerprintComparison, formatSketchParameters, type SummaryComparison } from '@datasig/core';
import type { Operand, Operands } from '../model/operand.ts';

/** The whole, flat, and the parts of equal name; record counts as text, since they may exceed what JSON numbers hold. */
export function comparisonJson({ a, b }: Operands, comparison: FingerprintComparison): object {
  return {
    a: describeOperand(a),
    b: describeOperand(b),
    ...describeSummaryComparison(comparison),
    parts: comparison.parts.map((part) => ({ name: part.name, ...describeSummaryComparison(part) })),
  };
}

function describeOperand({ argument, fingerprint }: Operand): object {
  return { argument, name: fingerprint.dataset.name, uid: fingerprint.identity?.uid ?? null };
}

function describeSummaryComparison({ relation, certain, identical, verdict, recordCount, estimates, findings }: SummaryComparison): object {
  return {
    relation,
    certain,
    identical,
    verdict,
    recordCount: { a: recordCount.a?.toString() ?? null, b: recordCount.b?.toString() ?? null },
    ...(estimates === null ? noEstimates : describeEstimates(estimates)),
    findings,
  };
}

const noEstimates = { jaccard: null, containment: null, intersection: null, union: null, cardinality: null, detection: null, sketches: null };

function describeEstimates({ jaccard, containment, intersection, union, cardinality, detection, parameters }: Comparison): object {
  return { jaccard, containment, intersection, union, cardinality, detection, sketches: { a: formatSketchParameters(parameters.a), b: formatSketchParameters(parameters.b) } };
}
