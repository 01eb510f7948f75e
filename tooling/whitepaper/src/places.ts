/** Places in a text that are filled from results: `<!--=NAME-->VALUE<!--/-->`, which no reader of Markdown shows. */

const place = /<!--=([^>]+?)-->[\s\S]*?<!--\/-->/g;

/** The text with every place filled. @throws Error where a place names nothing that is known */
export function fillPlaces(text: string, valueOf: (name: string) => string): string {
  return text.replace(place, (_, name: string) => `<!--=${name}-->${valueOf(name)}<!--/-->`);
}

/** The names of all places, each as often as it stands there. */
export function namesOfPlaces(text: string): string[] {
  return [...text.matchAll(place)].map(([, name]) => name!);
}

/** The text without its places and what is in them: what its author wrote by hand. */
export function withoutPlaces(text: string): string {
  return text.replace(place, '');
}
