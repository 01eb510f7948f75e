/** `datasig compare`: what two datasets have in common. */
import { compareFingerprints, InvalidArgumentError } from '@datasig/core';
import { describeComparison, type Operands } from '../comparison.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { type OperandOptions, readOperands } from '../input/operands.ts';
import { parseShare } from '../input/share.ts';
import { showComparison } from '../render/comparison.ts';
import { judge, type Requirements } from '../requirements.ts';
import type { Session } from '../session.ts';

/** The options as the user writes them. */
export interface CompareCommandOptions extends OperandOptions {
  readonly confidence?: string;
  readonly require?: string;
  readonly failUnder?: string;
}

/** Runs the command. */
export async function compareCommand(a: string, b: string, options: CompareCommandOptions, session: Session): Promise<ExitCode> {
  const requirements = parseRequirements(options);
  const confidence = parseShare('--confidence', options.confidence);
  const [first, second] = await readOperands([a, b], options, session);
  const operands: Operands = { a: first!, b: second! };
  const comparison = compareFingerprints(operands.a.fingerprint, operands.b.fingerprint, { ...(confidence !== undefined && { confidence }) });
  const judgement = judge(comparison, requirements);
  session.result({ ...describeComparison(operands, comparison), requirement: judgement }, () => showComparison(operands, comparison, judgement, session.palette));
  if (judgement === null || judgement.met === true) return exitCodes.ok;
  return judgement.met === false ? exitCodes.failed : exitCodes.notEvaluated;
}

function parseRequirements({ require, failUnder }: CompareCommandOptions): Requirements {
  if (require !== undefined && require !== 'identical') {
    throw new InvalidArgumentError('invalid-argument', `--require ${JSON.stringify(require)}: expected identical`, { context: { parameter: '--require', value: require } });
  }
  const leastJaccard = parseShare('--fail-under', failUnder);
  return { identical: require === 'identical', ...(leastJaccard !== undefined && { leastJaccard }) };
}
