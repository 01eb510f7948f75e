/** Pages of `datasig report`: with the document that pictures are drawn in, and so loaded only when one is made. */
import { createReport, htmlReport, type Operand, type Report, reportJson, type ReportOptions } from '@datasig/report';
import { parseHTML } from 'linkedom';

/** A report in all its forms. */
export interface MadeReport {
  readonly report: Report;
  readonly page: string;
  readonly json: object;
}

/** Makes a report that shows the command that made it. @throws DatasigError */
export function makeReport(operands: readonly Operand[], options: ReportOptions, command: string): MadeReport {
  const report = createReport(operands, options);
  const { document } = parseHTML('<!doctype html><html></html>');
  return { report, page: htmlReport(report, { document, command }), json: reportJson(report) };
}
