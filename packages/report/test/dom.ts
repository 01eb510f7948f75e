/** A document for pictures, and what tests ask of one. */
import { parseHTML } from 'linkedom';

/** An empty document. */
export const document: Document = parseHTML('<!doctype html><html></html>').document;

/** Attributes of all elements that match. */
export function numbersOf(picture: SVGSVGElement, selector: string, name: string): number[] {
  return [...picture.querySelectorAll(selector)].map((found) => Number(found.getAttribute(name)));
}

/** The text of all elements that match. */
export function textsOf(picture: SVGSVGElement, selector: string): string[] {
  return [...picture.querySelectorAll(selector)].map((found) => found.textContent ?? '');
}
