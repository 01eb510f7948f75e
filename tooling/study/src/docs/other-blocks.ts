/** Tables of costs, attacks, spot checks and real data. */
import { type Chart, formatNumber, markdownTable } from '@datasig/chart';
import type { SpotCheck } from '../accuracy/spot-checks.ts';
import type { AttackResult } from '../attacks/part.ts';
import type { ClassicResult } from '../classic/part.ts';
import type { Cost } from '../costs/part.ts';
import type { RealComparison } from '../real/comparison.ts';
import type { MnistResult } from '../real/mnist.ts';
import type { EditResult } from '../real/part.ts';
import { schemes } from '../schemes/index.ts';
import { interval, percent } from './text.ts';

const shownK = 1024;
const tolerance = 1e-9;

/** What each scheme is, stores and takes. */
export function costTable(costs: readonly Cost[]): string {
  const rows = schemes.flatMap(({ name, title, mergeable }) => {
    const at = (k: number): Cost | undefined => costs.find((each) => each.scheme === name && each.k === k);
    const cost = at(shownK);
    return cost === undefined ? [] : [[`\`${name}\`: ${title}`, mergeable ? 'yes' : 'no', formatNumber(cost.byteLength), formatNumber(at(64)!.nanosecondsPerRecord), formatNumber(cost.nanosecondsPerRecord)]];
  });
  return markdownTable({ heads: ['scheme', 'merges', `bytes at k = ${shownK}`, 'ns a record, k = 64', `k = ${shownK}`], rows });
}

/** Time a record at each k. */
export function costChart(costs: readonly Cost[]): Chart {
  const ks = [...new Set(costs.map(({ k }) => k))];
  return {
    title: 'Time a record, beyond reading and digesting it',
    axis: 'nanoseconds a record',
    scale: 'logarithmic',
    series: ks.map((k) => `k = ${k}`),
    groups: schemes.map(({ name }) => ({ name, bars: costs.filter(({ scheme }) => scheme === name).map(({ k, nanosecondsPerRecord: time }) => ({ series: `k = ${k}`, spread: { median: time, min: time, max: time } })) })).filter(({ bars }) => bars.length > 0),
  };
}

/** What attackers reach. */
export function attackTable(results: readonly AttackResult[]): string {
  const rows = results.map(({ scheme, k, attack, keyed, kept, records, triesPerRecord, truth, estimate, lower, upper }) => [
    `${scheme}, k = ${k}`,
    attack === 'hide-change' ? 'hide a change' : 'fake similarity',
    keyed ? 'keyed' : 'plain',
    `${kept} of ${records}`,
    triesPerRecord.toFixed(2),
    percent(truth),
    percent(estimate),
    interval(lower, upper),
    holds(truth, lower, upper) ? 'no' : '**yes**',
  ]);
  return markdownTable({ heads: ['scheme', 'attack', 'mode', 'records kept', 'tries a record', 'true J, %', 'estimate, %', 'interval, %', 'deceived'], rows });
}

/** Records beside draws. */
export function spotCheckTable(results: readonly SpotCheck[]): string {
  const rows = results.map(({ scheme, k, size, ratio, share, records, drawn }) => [
    `${scheme}, k = ${k}, n = ${size.toLocaleString('en-US')}, 1:${ratio}, share ${share}`,
    String(records.trials),
    percent(records.jaccard.bias),
    percent(records.jaccard.rmse),
    drawn === null ? '' : percent(drawn.jaccard.rmse),
  ]);
  return markdownTable({ heads: ['cell', 'pairs of records', 'bias, points', 'error of records, points', 'error drawn, points'], rows });
}

/** The announcement's table by every scheme. */
export function mnistTable(results: readonly MnistResult[]): string {
  const [first] = results;
  if (first === undefined) return 'Not measured yet.';
  const rows = first.schemes.map(({ scheme, k }, index) => [`${scheme}, k = ${k}`, ...results.flatMap(({ truth, schemes: found }) => {
    const { estimate, lower, upper } = found[index]!;
    return [percent(estimate), percent(estimate - truth), `${interval(lower, upper)}${holds(truth, lower, upper) ? '' : ' **misses**'}`];
  })]);
  return markdownTable({ heads: ['scheme', ...results.flatMap(({ a, b, truth }) => [`${a} : ${b}, true ${percent(truth)} %`, 'error', 'interval'])], rows });
}

/** The original tool's schemes over random sets. */
export function classicTable(results: readonly ClassicResult[]): string {
  const rows = results.map(({ scheme, k, size, ratio, trials, jaccard, positions }) => [
    `${scheme}, k = ${k}, n = ${formatNumber(size)}, 1:${ratio}`,
    percent(jaccard.truth),
    percent(jaccard.bias),
    ((jaccard.bias / jaccard.rmse) * Math.sqrt(trials)).toFixed(1),
    percent(jaccard.rmse),
    percent(jaccard.coverage!),
    percent(positions.bias),
    percent(positions.rmse),
  ]);
  return markdownTable({ heads: ['cell', 'true J, %', 'bias, points', 'in standard errors', 'error, points', 'coverage, %', 'by positions: bias', 'error'], rows });
}

/** Edits of real data by the shipped schemes. */
export function editTable(results: readonly EditResult[]): string {
  const shipped = schemes.filter((scheme) => scheme.shipped).map(({ name }) => name);
  const rows = results.map((result) => [
    `${result.dataset}, ${result.edit}`,
    formatNumber(result.recordsB),
    formatNumber(result.distinctB),
    percent(result.truth),
    ...shipped.map((name) => {
      const { estimate, lower, upper } = result.schemes.find(({ scheme }) => scheme === name)!;
      return `${percent(estimate)} (${interval(lower, upper)})${holds(result.truth, lower, upper) ? '' : ' **misses**'}`;
    }),
  ]);
  return markdownTable({ heads: ['dataset, edit', 'records', 'distinct', 'true J, %', ...shipped], rows });
}

/** How often each scheme's interval held over all edits, and its error. */
export function editSummary(results: readonly RealComparison[]): string {
  const [first] = results;
  if (first === undefined) return 'Not measured yet.';
  const rows = first.schemes.map(({ scheme, k }, index) => {
    const found = results.map(({ truth, schemes: list }) => ({ truth, ...list[index]! }));
    const held = found.filter(({ truth, lower, upper }) => holds(truth, lower, upper)).length;
    return [`${scheme}, k = ${k}`, `${held} of ${found.length}`, percent(Math.sqrt(found.reduce((sum, { truth, estimate }) => sum + (estimate - truth) ** 2, 0) / found.length)), percent(Math.max(...found.map(({ truth, estimate }) => Math.abs(estimate - truth))))];
  });
  return markdownTable({ heads: ['scheme', 'intervals that hold', 'root mean square error, points', 'worst, points'], rows });
}

function holds(truth: number, lower: number | null, upper: number | null): boolean {
  return lower === null || upper === null || (lower <= truth + tolerance && truth <= upper + tolerance);
}
