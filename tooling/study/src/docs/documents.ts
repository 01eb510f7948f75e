/** The page and the figures of the study, made of its results. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillPage, renderChart, renderLineCharts } from '@datasig/chart';
import { accuracy } from '../accuracy/part.ts';
import { spotChecks } from '../accuracy/spot-checks.ts';
import { attacks } from '../attacks/part.ts';
import { classic } from '../classic/part.ts';
import { costs } from '../costs/part.ts';
import { detection } from '../detection/part.ts';
import { estimatorComparison } from '../estimators/part.ts';
import { identity } from '../identity/part.ts';
import { privacy } from '../privacy/part.ts';
import { mnist } from '../real/mnist.ts';
import { mnistClassic } from '../real/mnist-classic.ts';
import { realEdits } from '../real/part.ts';
import { againstBottomK, coverageChart, errorChart, errorTable, sameBytesTable, summaryTable } from './accuracy-blocks.ts';
import { detectionChart, detectionSummary, detectionTable } from './detection-blocks.ts';
import { estimatorErrors, estimatorTable, widthChart } from './estimator-blocks.ts';
import { attackTable, classicTable, costChart, costTable, editSummary, editTable, mnistTable, spotCheckTable } from './other-blocks.ts';
import { latticeTable, otherCollisions } from './identity-blocks.ts';
import { guessTable, identityTable } from './privacy-blocks.ts';
import { loadResults, type PartResults } from './results.ts';

const pageName = 'README.md';

/** What the page and the figures have to be, by file name, given the results in `folder` and the page as it is. */
export async function makeDocuments(folder: string): Promise<ReadonlyMap<string, string>> {
  const blocks = new Map<string, string>();
  const figures = new Map<string, string>();
  /** Each part's blocks say which run they are of; a part without results leaves its places empty. */
  const add = <Result extends object>(name: string, { mode, results, complete }: PartResults<Result>, make: (results: readonly Result[], note: string) => readonly string[]): void => {
    if (results.length === 0) return;
    const note = `${mode === 'full' ? 'full' : 'quick'} run${complete ? '' : ', not finished'}`;
    blocks.set(name, [`*Of the ${note}${mode === 'quick' ? ': few trials, to be read as a sketch of the full study' : ''}.* All numbers: [${mode}/${name}.jsonl](${mode}/${name}.jsonl).`, ...make(results, note)].join('\n\n'));
  };
  const draw = (name: string, alternative: string, svg: string): string => {
    figures.set(`${name}.svg`, svg);
    return `![${alternative}](${name}.svg)`;
  };
  add('costs', await loadResults(folder, costs), (found, note) => [costTable(found), draw('costs', 'time a record', renderChart(costChart(found), `${note}; fastest of several runs on one thread`))]);
  add('accuracy', await loadResults(folder, accuracy), (found, note) => [
    'Root mean square error of J in percentage points:',
    ...[1, 10].map((ratio) => errorTable(found, ratio)),
    'Root mean square error over all similarities, against `bottom-k` of the same k; points where that is exact:',
    againstBottomK(found),
    'Root mean square error of J in percentage points where sketches have the same size, 10,000 records:',
    sameBytesTable(found),
    'Over all cells of the run:',
    summaryTable(found),
    draw('error', 'error of all schemes', renderLineCharts(errorChart(found), `${note}; 100 % is the error of k independent trials, √(J(1 − J)/k); exact values are left out`)),
    draw('coverage', 'coverage of all schemes', renderLineCharts(coverageChart(found), note)),
  ]);
  add('spot-checks', await loadResults(folder, spotChecks), (found) => [spotCheckTable(found)]);
  add('estimators', await loadResults(folder, estimatorComparison), (found, note) => [
    estimatorTable(found),
    ...[1, 10].map((ratio) => estimatorErrors(found, ratio)),
    draw('estimators', 'width of intervals of all estimators', renderLineCharts(widthChart(found), note)),
  ]);
  add('attacks', await loadResults(folder, attacks), (found) => [attackTable(found)]);
  add('privacy', await loadResults(folder, privacy), (found) => [guessTable(found), identityTable(found)]);
  add('identity', await loadResults(folder, identity), (found) => [latticeTable(found), otherCollisions(found)]);
  add('detection', await loadResults(folder, detection), (found, note) => [
    detectionSummary(found),
    detectionTable(found),
    draw('detection', 'how often a change is seen', renderLineCharts(detectionChart(found), `${note}; points are drawn, lines are the exact law`)),
  ]);
  add('mnist', await loadResults(folder, mnist), (found) => [mnistTable(found)]);
  add('mnist-classic', await loadResults(folder, mnistClassic), (found) => [mnistTable(found)]);
  add('classic', await loadResults(folder, classic), (found) => [classicTable(found)]);
  add('edits', await loadResults(folder, realEdits), (found) => [editTable(found), editSummary(found)]);
  const page = fillPage(await readFile(join(folder, pageName), 'utf8'), 'study', blocks);
  return new Map([...figures, [pageName, page]]);
}

/** Makes page and figures anew. */
export async function writeDocuments(folder: string): Promise<void> {
  for (const [name, text] of await makeDocuments(folder)) await writeFile(join(folder, name), text);
}
