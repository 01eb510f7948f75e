/** A comparison as `--json` tells it. */
export { comparisonJson as describeComparison, type Operand, type Operands } from '@datasig/report/describe';
