/** The memory that the open pages of a row group may take together. */
import { checkInflation, type Inflation } from '../codecs/inflation.ts';

/** No page. */
export const noPage: Inflation = { stored: 0, inflated: 0 };

/** Counts open pages: every column has one, and a dictionary. What they are said to take is checked before it is allocated. */
export class PageRoom {
  #stored = 0;
  #inflated = 0;

  /** Counts a page that takes the place of another. @throws InvalidDataError `record-too-large` */
  replace(before: Inflation, page: Inflation): void {
    this.#stored += page.stored - before.stored;
    this.#inflated += page.inflated - before.inflated;
    checkInflation({ stored: this.#stored, inflated: this.#inflated }, 'the pages of a row group that are read together', 'read fewer columns with --columns');
  }
}
