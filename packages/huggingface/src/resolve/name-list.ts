/** Names in a message. */

const mostNames = 20;

/** Names in quotes; of many the first ones. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => JSON.stringify(name)).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}
