/** Values of the study's results, by the names that the whitepaper uses. */
import { formatNumber } from '@datasig/chart';
import { fitOfLaw, type PartResults, percent, type PrivacyResult, schemes } from '@datasig/study';
import { expectedFailures, isFailing } from './failing-cells.ts';
import { errorAgainstBottomK, shownSize } from './scheme-errors.ts';
import type { Study } from './study.ts';

type Entries = [string, string][];

const tolerance = 1e-9;

/** By name. */
export function studyFacts(study: Study): Entries {
  const runs = Object.entries(study).map(([name, { mode, complete }]: [string, PartResults<object>]): [string, string] => [`run ${name}`, `${mode} run${complete ? '' : ', not finished'}`]);
  return [...runs, ...identityFacts(study), ...coverageFacts(study), ...estimatorFacts(study), ...detectionFacts(study), ...editFacts(study), ...attackFacts(study), ...privacyFacts(study), ...schemeFacts(study)];
}

function identityFacts({ identity: { results } }: Study): Entries {
  return results.flatMap((each): Entries => {
    if (each.attack === 'wagner') return [[`wagner ${each.outputBits}`, each.bits.toFixed(0)]];
    if (each.attack === 'lattice') return [[`lattice core ${each.log2Copies}`, each.coreBits.toFixed(0)], [`lattice sieve ${each.log2Copies}`, each.sieveBits.toFixed(0)]];
    if (!each.sameUid) throw new Error('the collision by parities is none');
    return [['parity candidates', formatNumber(each.candidates)], ['parity records', formatNumber(each.recordsOfEach)]];
  });
}

function coverageFacts({ accuracy: { results } }: Study): Entries {
  const cells = results.filter(({ scheme }) => scheme === 'bottom-k');
  const coverages = cells.map(({ jaccard }) => jaccard.coverage!);
  const lowest = cells.reduce((least, cell) => (cell.jaccard.coverage! < least.jaccard.coverage! ? cell : least));
  const failing = cells.filter(isFailing);
  const biases = cells.filter(({ k }) => k === 1024).map(({ jaccard }) => Math.abs(jaccard.bias));
  return [
    ['coverage mean bottom-k', percent(coverages.reduce((sum, each) => sum + each, 0) / coverages.length)],
    ['coverage trials', [...new Set(cells.filter(({ size }) => size === 10_000).map(({ trials }) => trials))].toSorted((a, b) => a - b).map(formatNumber).join(' to ')],
    ['coverage cells bottom-k', formatNumber(cells.length)],
    ['coverage lowest bottom-k', percent(lowest.jaccard.coverage!)],
    ['coverage lowest trials bottom-k', formatNumber(lowest.trials)],
    ['coverage failing bottom-k', failing.length === 0 ? 'no' : String(failing.length)],
    ['coverage expected failing', expectedFailures(cells).toFixed(1)],
    ['bias largest bottom-k', percent(Math.max(...biases))],
  ];
}

/** In units of each cell's own width, so that every cell counts alike. */
function estimatorFacts({ estimators: { results } }: Study): Entries {
  const cells = results.filter(({ ratio }) => ratio === 10);
  const sum = (estimator: string, member: 'rmse' | 'width'): number => cells.reduce((total, cell) => total + cell.estimators[estimator]![member]! / cell.estimators['counting']!.width!, 0);
  const less = (member: 'rmse' | 'width', estimator = 'shipped'): string => `${Math.round(100 * (1 - sum(estimator, member) / sum('counting', member)))} %`;
  const shipped = results.map((cell) => cell.estimators['shipped']!.coverage!);
  return [
    ['estimators less error 10', less('rmse')],
    ['estimators less width 10', less('width')],
    ['estimators known less error 10', less('rmse', 'known-likelihood')],
    ['estimators lowest coverage', percent(Math.min(...shipped))],
  ];
}

function detectionFacts({ detection: { results } }: Study): Entries {
  const { cells, chiSquared, largest } = fitOfLaw(results);
  return [
    ['detection trials', formatNumber(results.reduce((sum, { trials }) => sum + trials, 0))],
    ['detection cells', String(cells)],
    ['detection chi', chiSquared.toFixed(0)],
    ['detection chi error', Math.sqrt(2 * cells).toFixed(0)],
    ['detection largest', largest.toFixed(1)],
  ];
}

function editFacts({ edits: { results } }: Study): Entries {
  const found = results.map(({ truth, schemes: list }) => ({ truth, ...list.find(({ scheme }) => scheme === 'bottom-k')! }));
  const held = found.filter(({ truth, lower, upper }) => lower! <= truth + tolerance && truth <= upper! + tolerance).length;
  return [
    ['edits comparisons', String(found.length)],
    ['edits held bottom-k', `${held} of ${found.length}`],
    ['edits rmse bottom-k', percent(Math.sqrt(found.reduce((sum, { truth, estimate }) => sum + (estimate - truth) ** 2, 0) / found.length))],
  ];
}

function attackFacts({ attacks: { results } }: Study): Entries {
  const isDeceived = ({ truth, lower, upper }: (typeof results)[number]): boolean => lower! > truth + tolerance || truth > upper! + tolerance;
  const plain = results.filter(({ keyed }) => !keyed);
  if (!plain.every(isDeceived)) throw new Error('a scheme was not deceived without a key');
  const keyed = results.filter((each) => each.keyed);
  const tries = plain.map(({ triesPerRecord }) => triesPerRecord);
  const misses = keyed.filter(isDeceived).length;
  return [
    ['attacks schemes', String(new Set(plain.map(({ scheme }) => scheme)).size)],
    ['attacks least tries', Math.min(...tries).toFixed(2)],
    ['attacks most tries', Math.max(...tries).toFixed(2)],
    ['attacks keyed runs', String(keyed.length)],
    ['attacks keyed deceived', misses === 0 ? 'none' : String(misses)],
  ];
}

function privacyFacts({ privacy: { results } }: Study): Entries {
  const sketch = (population: string, keyed: boolean): PrivacyResult & { attack: 'sketch' } => results.find((each): each is typeof each & { attack: 'sketch' } => each.attack === 'sketch' && each.population === population && each.keyed === keyed)!;
  const timeOf = (of: 'record' | 'whole'): number => results.flatMap((each) => (each.attack === 'time' && each.of === of ? [each.nanosecondsPerGuess] : []))[0]!;
  const phones = sketch('phones', false);
  const uid = results.flatMap((each) => (each.attack === 'uid' && !each.keyed ? [each] : []))[0]!;
  const state = results.flatMap((each) => (each.attack === 'state' && !each.keyed ? [each] : []))[0]!;
  if (sketch('births', false).confirmed !== sketch('births', false).shown || phones.confirmed !== phones.shown) throw new Error('not every hash was turned back');
  return [
    ['privacy guess time', `${formatNumber(timeOf('record') / 1000)} µs`],
    ['privacy phones guesses', formatNumber(phones.guesses)],
    ['privacy phones time', `${formatNumber((timeOf('record') * phones.guesses) / 1e9)} s`],
    ['privacy phones distinct', formatNumber(phones.distinct)],
    ['privacy phones one in', (phones.distinct / phones.confirmed).toFixed(0)],
    ['privacy phones ruled', formatNumber(phones.ruledOut)],
    ['privacy phones wrongly', formatNumber(sketch('phones', true).ruledOutWrongly)],
    ['privacy flights confirmed', formatNumber(sketch('flights', false).confirmed)],
    ['privacy flights shown', formatNumber(sketch('flights', false).shown)],
    ['privacy people', String(uid.people)],
    ['privacy whole guesses', formatNumber(uid.guesses)],
    ['privacy whole time', `${formatNumber(timeOf('whole') / 1000)} µs`],
    ['privacy whole confirmed', uid.confirmed === 1 ? 'one' : String(uid.confirmed)],
    ['privacy candidates', formatNumber(state.candidates)],
    ['privacy survey records', formatNumber(state.records)],
    ['privacy right', formatNumber(state.right)],
  ];
}

function schemeFacts({ accuracy: { results: cells }, costs: { results } }: Study): Entries {
  const errors = schemes.flatMap(({ name }) => [1, 10].map((ratio): [string, string] => [`scheme error ${name} ${ratio}`, errorAgainstBottomK(cells, name, ratio)]));
  const time = (scheme: string): number => results.find((each) => each.scheme === scheme && each.k === 1024)!.nanosecondsPerRecord;
  return [
    ...errors,
    // Two bytes a place, where a hash has eight.
    ...[1, 10].map((ratio): [string, string] => [`scheme error same bytes ${ratio}`, errorAgainstBottomK(cells, 'set-sketch-16', ratio, 4096)]),
    ['scheme error size', formatNumber(shownSize(cells))],
    ['trials arithmetic', String(Math.min(...cells.filter(({ scheme }) => scheme === 'k-mins-universal' || scheme === 'linear-permutations').map(({ trials }) => trials)))],
    ['schemes', String(schemes.length)],
    ['costs k-mins factor', formatNumber(Number((time('k-mins-sha-256') / time('bottom-k')).toPrecision(2)))],
  ];
}
