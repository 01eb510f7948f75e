/** Every value that the whitepaper takes from results or computes by a formula that it states, by name. */
import { benchmarkFact } from './benchmarks.ts';
import { formulaFacts } from './formulas.ts';
import type { Study } from './study.ts';
import { studyFacts } from './study-facts.ts';

/** Values as text. @throws Error for a name that is none */
type Facts = (name: string) => string;

/** All that these results give. */
export function makeFacts(study: Study): Facts {
  const facts = new Map([...formulaFacts(), ...studyFacts(study)]);
  return (name) => {
    const value = name.startsWith('bench ') ? benchmarkFact(name) : facts.get(name);
    if (value === undefined) throw new Error(`nothing is known of ${name}; there are ${[...facts.keys()].join(', ')}, and bench …`);
    return value;
  };
}
