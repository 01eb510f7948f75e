/** What `report` can be called with. */
import type { Command } from 'commander';

/** Its arguments and own options. */
export function withReportOptions(command: Command): Command {
  return command
    .argument('<a>', 'a fingerprint file, FILE#part, a bare signature (.sig), or a location')
    .argument('<b...>', 'another, or more')
    .option('-o, --output <file>', 'where to write it; - for standard output', 'datasig-report.html')
    .option('--timeline', 'take them as versions of one dataset, oldest first')
    .option('--confidence <share>', 'confidence of the intervals (default: 0.95)');
}
