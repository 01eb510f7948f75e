/** What the test of reports asks of a page, whose policy allows no inline styles. */
import { readFingerprint } from '@datasig/core';
import { createReport, drawChanges, drawDendrogram, drawEuler, drawIntervals, drawMatrix, drawTimeline, htmlReport, type Operand, svgMarkup } from '@datasig/report';

/** A fingerprint file and its name. */
export interface NamedFile {
  readonly argument: string;
  readonly text: string;
}

/** The functions that the test calls. */
export interface ReportFunctions {
  /** The report of the files, made here. */
  page(files: readonly NamedFile[], timeline: boolean): string;
  /** Puts all pictures of the files into the page, and gives their markup. */
  show(files: readonly NamedFile[]): readonly string[];
}

/** The same in Node: fingerprints as a report takes them. */
export function operandsOf(files: readonly NamedFile[]): Operand[] {
  return files.map(({ argument, text }) => ({ argument, fingerprint: readFingerprint(text) }));
}

/** All pictures that there are of some fingerprints. */
export function picturesOf(files: readonly NamedFile[], document: Document): SVGSVGElement[] {
  const operands = operandsOf(files);
  const [pair, many, timeline] = [createReport(operands.slice(0, 2)), createReport(operands), createReport(operands, { timeline: true })];
  return [
    ...(pair.kind === 'pair' ? [drawEuler(pair.pair, { document }), drawIntervals(pair.pair, { document })] : []),
    ...(many.kind === 'many' ? [drawMatrix(many.many, { document }), drawDendrogram(many.many, { document })] : []),
    ...(timeline.kind === 'timeline' ? [drawTimeline(timeline.timeline, { document }), drawChanges(timeline.timeline, { document })] : []),
  ].filter((picture) => picture !== null);
}

const functions: ReportFunctions = {
  page: (files, timeline) => htmlReport(createReport(operandsOf(files), { timeline }), { document }),
  show: (files) => {
    const pictures = picturesOf(files, document);
    document.body.replaceChildren(...pictures);
    return pictures.map(svgMarkup);
  },
};

Object.assign(globalThis, { reports: functions });
