/** Values of the committed results of benchmarks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNumber } from '@datasig/chart';
import { benchmarksFolder } from '../paths.ts';

interface Spread {
  readonly name: string;
  readonly median: number;
}

interface Result {
  readonly measurements: readonly (Spread & { readonly unit: string })[];
  readonly ratios: readonly Spread[];
  readonly machine: { readonly cpuModel: string; readonly nodeVersion: string };
}

/**
 * `bench FILE measurement NAME`, with its unit; `bench FILE microseconds NAME`, of nanoseconds; `bench FILE seconds
 * NAME`, of milliseconds; `bench FILE ratio NAME`; `bench FILE machine` and `bench FILE node`.
 *
 * @throws Error where there is no such result
 */
export function benchmarkFact(fact: string): string {
  const [, file = '', kind = '', name = ''] = /^bench (\S+) (\S+) ?(.*)$/.exec(fact) ?? [];
  const result = JSON.parse(readFileSync(join(benchmarksFolder, `${file}.json`), 'utf8')) as Result;
  switch (kind) {
    case 'ratio':
      return formatNumber(find(result.ratios, name, fact).median);
    case 'measurement': {
      const { median, unit } = find(result.measurements, name, fact);
      return `${formatNumber(median)} ${unit.replace('/record', '')}`;
    }
    case 'microseconds':
      return `${formatNumber(find(result.measurements, name, fact).median / 1000)} µs`;
    case 'seconds':
      return `${formatNumber(find(result.measurements, name, fact).median / 1000)} s`;
    case 'machine':
      return result.machine.cpuModel.replaceAll('(R)', '');
    case 'node':
      return result.machine.nodeVersion;
    default:
      throw new Error(`no kind of fact: ${fact}`);
  }
}

function find<Named extends Spread>(spreads: readonly Named[], name: string, fact: string): Named {
  const found = spreads.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no result for: ${fact}; there are ${spreads.map((each) => each.name).join('; ')}`);
  return found;
}
