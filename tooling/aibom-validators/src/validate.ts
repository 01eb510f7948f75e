/** Validators that others wrote, run from Python packages in exact versions: each reads a document and says what is wrong with it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonWith } from '@datasig/corpus/python';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

/** Scripts of this folder; each takes the path of a document and ends with 1 where it is not valid. */
export type Validator = 'validate_spdx.py' | 'validate_croissant.py' | 'validate_statement.py' | 'validate_sarif.py' | 'validate_junit.py';

/** What those of reports need is small, and apart from what those of documents need. */
const ofReports: readonly Validator[] = ['validate_sarif.py', 'validate_junit.py'];

/** The path of a Python that has the validators of reports. @throws Error where they cannot be installed */
export function reportPython(): Promise<string> {
  return pythonWith(root, 'requirements-reports.txt');
}

/** The longest that the first call may take: it installs the packages. In milliseconds. */
export const installingTimeout = 1_200_000;

/** What a validator says. */
export interface Verdict {
  readonly isValid: boolean;
  /** All that it wrote. */
  readonly output: string;
}

/** The path of a Python that has the validators. @throws Error where they cannot be installed */
export function validatorPython(): Promise<string> {
  return pythonWith(root, 'requirements.txt');
}

/** Lets a validator read the document at `path`. @throws Error where it cannot run at all */
export async function validate(validator: Validator, path: string): Promise<Verdict> {
  const python = await (ofReports.includes(validator) ? reportPython() : validatorPython());
  try {
    const { stdout, stderr } = await execute(python, [`${root}${validator}`, path], { maxBuffer: 2 ** 26, encoding: 'utf8' });
    return { isValid: true, output: `${stdout}${stderr}` };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { readonly code?: unknown; readonly stdout?: string; readonly stderr?: string };
    if (code !== 1 || stderr.includes('Traceback')) throw error;
    return { isValid: false, output: `${stdout}${stderr}` };
  }
}
