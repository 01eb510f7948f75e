"""Writes one table of every type with four tools: `python write_table.py OUT [ROWS]`; prints a manifest as JSON."""

import json
import os
import sys

from every_type.binary_files import arrow_files, parquet_by_duckdb, parquet_by_pandas, parquet_by_polars, parquet_by_pyarrow
from every_type.forms import Forms
from every_type.reference import reference
from every_type.text_files import csv_files, jsonl


class Files:
    """The manifest; its first entry is the reference."""

    def __init__(self, out):
        self.out, self.entries = out, []

    def add(self, name, extension, parts, like=False, casts=None, nullTokens=None):
        """Paths for the parts of one dataset, each with its part."""
        folder = os.path.join(self.out, f"{name}-{extension}")
        os.makedirs(folder, exist_ok=True)
        paths = [os.path.join(folder, f"part-{place}.{extension}") for place in range(len(parts))]
        self.entries.append(
            {"name": f"{name}-{extension}", "files": paths, "like": like, "casts": casts or {}, "nullTokens": nullTokens or []}
        )
        return list(zip(paths, parts))


def main(out, rows):
    if rows < 10:
        raise SystemExit(f"ROWS must be 10 or more, not {rows}")
    files, forms = Files(os.path.abspath(out)), Forms(reference(rows))
    for write in (parquet_by_pyarrow, jsonl, csv_files, parquet_by_polars, parquet_by_duckdb, parquet_by_pandas, arrow_files):
        write(files, forms)
    json.dump(files.entries, sys.stdout, indent=1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
