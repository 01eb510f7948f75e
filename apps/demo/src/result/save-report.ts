/** The report as an HTML file of its own: what `datasig report` writes. */
import { htmlReport, type Report } from '@datasig/report';
import { download } from '../page/download.ts';

/** Saves it, with the command that makes it again. */
export function saveReport(name: string, report: Report, command: string): void {
  download(`${name}.html`, htmlReport(report, { document, command }), 'text/html');
}
