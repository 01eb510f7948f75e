/** What verbs in files of their own are defined with. */
import type { Command } from 'commander';
import type { Verb } from '../examples.ts';
import type { ExitCode } from '../exit-code.ts';
import type { OutputOptions, Session } from '../session.ts';

/** The parts that all verbs are made of. */
export interface DefineTools {
  readonly verb: (program: Command, name: Verb, summary: string) => Command;
  /** A verb that has others below it, and does nothing itself. */
  readonly group: (program: Command, name: Verb, summary: string) => Command;
  /** A verb below another, with examples of its own. */
  readonly subverb: (parent: Command, name: string, summary: string, examples: readonly (readonly [command: string, meaning: string])[]) => Command;
  readonly withSource: (command: Command) => Command;
  readonly withPreparation: (command: Command) => Command;
  readonly collect: (value: string, previous?: readonly string[]) => readonly string[];
  readonly perform: (options: OutputOptions, action: (session: Session) => Promise<ExitCode>) => Promise<void>;
}
