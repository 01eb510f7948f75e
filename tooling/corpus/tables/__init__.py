"""One module a subject; each has `write(out)`, which gives its folders."""
