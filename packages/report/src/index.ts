/** Pictures, texts and HTML reports of comparisons. */
export {};
