/** Loading the module of a connector. */

/**
 * What a connector's module gives by default; the caller checks that it is a connector. CommonJS that was compiled from
 * an ES module has it one level down.
 *
 * @param url an absolute URL, such as `file:///…/connector.js`
 */
export async function loadConnector(url: string): Promise<unknown> {
  const { default: loaded } = (await import(url)) as { readonly default?: { readonly __esModule?: unknown; readonly default?: unknown } };
  return loaded?.__esModule === true ? loaded.default : loaded;
}
