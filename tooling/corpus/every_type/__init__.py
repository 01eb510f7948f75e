"""One table of every type, in as many files as the four tools can make of it."""
