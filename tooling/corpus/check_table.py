"""Holds the files of a manifest against each other: `python write_table.py OUT 1000 | python check_table.py`."""

import json
import sys

import canonical
import records

# DuckDB's DELTA_BINARY_PACKED of INT32, which pyarrow refuses: see docs/quirks.md.
READERS = {"duckdb-snappy-parquet": "polars", "duckdb-zstd-parquet": "polars"}


def main(entries):
    schema, wanted, failed = records.table(entries[0]["files"][0]).schema, None, []
    for entry in entries:
        encoded = [
            record
            for path in entry["files"]
            for record in records.of_file(
                path, schema if entry["like"] else None, entry["nullTokens"], READERS.get(entry["name"], "pyarrow")
            )
        ]
        uid = canonical.uid(encoded)
        wanted = wanted or uid
        print(entry["name"], len(entry["files"]), len(encoded), "as the reference" if uid == wanted else "DIFFERS")
        if uid != wanted:
            failed.append(entry["name"])
    if failed:
        raise SystemExit(f"other records: {', '.join(failed)}")


if __name__ == "__main__":
    main(json.load(sys.stdin))
