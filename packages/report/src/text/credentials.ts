/** What users give as an address may hold a name and a password. */

/** The text without what stands before an @ in addresses. */
export function hideCredentials(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@']+@/gi, '$1…@');
}
