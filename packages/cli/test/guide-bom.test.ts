/** The guide to bills of materials prints what it says. */
import { expect, it } from 'vitest';
import { useWorkplace } from './command.ts';
import { installCommand, readGuide, runLine } from './guide.ts';

const workplace = useWorkplace();

it('docs/guides/bom.md', () => {
  const environment = installCommand(workplace.path);
  const commands = readGuide('bom.md');
  expect(commands.length).toBeGreaterThan(10);
  expect(commands.map(({ command }) => ({ command, output: runLine(command, workplace.path, environment).output }))).toEqual(commands);
});
