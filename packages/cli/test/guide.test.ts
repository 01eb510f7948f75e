/** The guide to locks and bills of materials prints what it says. */
import { expect, it } from 'vitest';
import { useWorkplace } from './command.ts';
import { installCommand, readGuide, runLine } from './guide.ts';

const workplace = useWorkplace();

it('docs/guides/aibom.md', () => {
  const environment = installCommand(workplace.path);
  const commands = readGuide('aibom.md');
  expect(commands.length).toBeGreaterThan(10);
  for (const { command, output } of commands) expect({ command, output: runLine(command, workplace.path, environment).output }).toEqual({ command, output });
});
