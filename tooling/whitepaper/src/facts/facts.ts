/** Every value that the whitepaper takes from results or computes by a formula that it states, by name. */
import { benchmarkFact } from './benchmarks.ts';
import { formulaFacts } from './formulas.ts';
import { loadStudy } from './study.ts';
import { studyFacts } from './study-facts.ts';

/** Values as text. @throws Error for a name that is none */
export type Facts = (name: string) => string;

/** Reads all results. */
export async function loadFacts(): Promise<Facts> {
  const facts = new Map([...formulaFacts(), ...studyFacts(await loadStudy())]);
  return (name) => {
    const value = name.startsWith('bench ') ? benchmarkFact(name) : facts.get(name);
    if (value === undefined) throw new Error(`nothing is known of ${name}; there are ${[...facts.keys()].join(', ')}, and bench …`);
    return value;
  };
}
