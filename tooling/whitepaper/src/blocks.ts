/** Tables of the whitepaper, and its contents, by the names of their places. */
import { formatNumber, markdownTable } from '@datasig/chart';
import { detectableShare, interval, percent, schemes } from '@datasig/study';
import { isFailing } from './facts/failing-cells.ts';
import { tableKs, tablePowers } from './facts/formulas.ts';
import { errorAgainstBottomK } from './facts/scheme-errors.ts';
import type { Study } from './facts/study.ts';
import { headingsOf } from './headings.ts';

const shippedNames = schemes.filter(({ shipped }) => shipped).map(({ name }) => name);
const tolerance = 1e-9;
const shownK = 1024;

/** All blocks of the page. */
export function makeBlocks(page: string, study: Study): ReadonlyMap<string, string> {
  return new Map([
    ['contents', contents(page)],
    ['lattice', latticeTable(study)],
    ['detectable', detectableTable()],
    ['schemes', schemeTable(study)],
    ['mnist', mnistTable(study)],
    ['attacks', attackTable(study)],
    ['privacy', privacyTable(study)],
  ]);
}

function contents(page: string): string {
  return headingsOf(page)
    .filter(({ depth, text }) => depth === 2 && text !== 'Contents')
    .map(({ text, anchor }) => `- [${text}](#${anchor})`)
    .join('\n');
}

function latticeTable({ identity: { results } }: Study): string {
  const rows = results.flatMap((each) => (each.attack === 'lattice' ? [[`$2^{${each.log2Copies}}$`, formatNumber(each.blockSize), formatNumber(each.recordCount), each.coreBits.toFixed(0), each.sieveBits.toFixed(0)]] : []));
  return markdownTable({ heads: ['$c$', 'block size $\\beta$', 'records combined', 'bits, core-SVP', 'bits, with overhead'], rows });
}

function detectableTable(): string {
  const rows = tableKs.map((k) => [`$k = ${k}$`, formatNumber(8 * (k + 1)), ...tablePowers.map((power) => `${percent(detectableShare(k, power))} %`)]);
  return markdownTable({ heads: ['sketch', 'bytes', ...tablePowers.map((power) => `seen with ${Number((100 * power).toPrecision(4))} %`)], rows });
}

function schemeTable({ accuracy: { results }, costs: { results: costs } }: Study): string {
  const rows = schemes.flatMap(({ name, mergeable }) => {
    const cost = costs.find((each) => each.scheme === name && each.k === shownK);
    if (cost === undefined) return [];
    const cells = results.filter((each) => each.scheme === name);
    const lowest = cells.reduce<number | null>((least, { jaccard }) => (jaccard.coverage !== null && (least === null || jaccard.coverage < least) ? jaccard.coverage : least), null);
    const error = (ratio: number): string => (name === 'bottom-k' ? '' : errorAgainstBottomK(results, name, ratio));
    return [[`\`${name}\``, formatNumber(cost.byteLength), mergeable ? 'yes' : 'no', formatNumber(cost.nanosecondsPerRecord), error(1), error(10), lowest === null ? '' : `${percent(lowest)} %`, lowest === null ? '' : `${cells.filter(isFailing).length} of ${formatNumber(cells.length)}`]];
  });
  return markdownTable({ heads: ['scheme', 'bytes', 'merges', 'ns', 'error 1:1', 'error 1:10', 'lowest coverage', 'cells that fail'], rows });
}

function mnistTable({ mnist: { results } }: Study): string {
  const rows = shippedNames.map((name) => [`\`${name}\``, ...results.map(({ schemes: found }) => {
    const { estimate, lower, upper } = found.find(({ scheme }) => scheme === name)!;
    return `${percent(estimate)} (${interval(lower, upper)})`;
  })]);
  return markdownTable({ heads: ['scheme', ...results.map(({ a, b, truth }) => `${a} : ${b}, true ${percent(truth)}`)], rows });
}

function attackTable({ attacks: { results } }: Study): string {
  const rows = results.filter(({ scheme }) => shippedNames.includes(scheme)).map(({ scheme, k, attack, keyed, kept, records, triesPerRecord, truth, estimate, lower, upper }) => [
    `\`${scheme}\`, $k = ${k}$, ${attack === 'hide-change' ? 'hide a change' : 'fake similarity'}, ${keyed ? 'keyed' : 'plain'}`,
    `${formatNumber(kept)} of ${formatNumber(records)}`,
    triesPerRecord.toFixed(2),
    percent(truth),
    `${percent(estimate)} (${interval(lower, upper)})`,
    lower! <= truth + tolerance && truth <= upper! + tolerance ? 'no' : '**yes**',
  ]);
  return markdownTable({ heads: ['scheme, attack, mode', 'records kept', 'tries', 'true $J$, %', 'estimate, %', 'deceived'], rows });
}

function privacyTable({ privacy: { results } }: Study): string {
  const rows = results.flatMap((each) => (each.attack === 'sketch' ? [[`${each.population}, ${each.keyed ? 'keyed' : 'plain'}`, ...[each.distinct, each.guesses, each.shown, each.confirmed, each.ruledOut, each.ruledOutWrongly].map(formatNumber)]] : []));
  return markdownTable({ heads: ['dataset, mode', 'distinct records', 'guesses', 'hashes shown', 'confirmed', 'ruled out', 'of these wrongly'], rows });
}
