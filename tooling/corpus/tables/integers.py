"""Integers of every width at their ends, booleans, and integers wider than 64 bits."""

import pandas
import polars
import pyarrow as arrow

from folder import Folder

TYPES = {f"{sign}{bits}": getattr(arrow, f"{sign}{bits}")() for sign in ("int", "uint") for bits in (8, 16, 32, 64)}


def ends(name):
    bits = int(name.lstrip("uint"))
    return (0, 2**bits - 1) if name.startswith("u") else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def column(name):
    low, high = ends(name)
    return [low, high, 0, None, 1, high - 1, low + 1, min(high, 2**53 + 1), None, 100, 23, min(high, 24), min(high, 255)]


def write_integers(out):
    columns = {name: column(name) for name in TYPES}
    rows = len(columns["int8"])
    table = arrow.table({name: arrow.array(values, TYPES[name]) for name, values in columns.items()})
    folder = Folder(out, "integers", rows)
    folder.parquet("none", table, compression="none")
    folder.parquet(
        "delta-binary-packed",
        table,
        compression="snappy",
        use_dictionary=False,
        column_encoding={name: "DELTA_BINARY_PACKED" for name in TYPES},
    )
    folder.parquet(
        "byte-stream-split-v2",
        table,
        compression="zstd",
        use_dictionary=False,
        data_page_version="2.0",
        column_encoding={name: "BYTE_STREAM_SPLIT" for name in TYPES if name.endswith(("32", "64"))},
    )
    folder.parquet(
        "v1-format",
        table,
        version="1.0",
        compression="gzip",
        store_schema=False,
        quirk="Parquet format 1.0 has no 32-bit unsigned type: uint32 is written as int64.",
    )
    folder.parquet(
        "tiny-pages",
        table,
        compression="brotli",
        use_dictionary=False,
        data_page_size=1,
        write_batch_size=2,
        write_page_index=True,
        write_page_checksum=True,
    )
    folder.parquet("row-groups", table, compression="lz4", row_group_size=4)
    folder.arrow("none", table)
    folder.arrow("zstd-batches", table, "zstd", batch_rows=5)
    folder.stream("lz4", table, "lz4")
    folder.stream(
        "run-end-encoded",
        arrow.table({name: run_ends(table[name]) for name in TYPES}),
        quirk="Run-end-encoded columns are the values that they stand for.",
    )
    frame = polars.from_arrow(table)
    folder.polars_parquet("zstd", frame)
    folder.polars_arrow("lz4", frame, compression="lz4")
    folder.duckdb_parquet("snappy", table)
    folder.duckdb_parquet(
        "v2-zstd",
        table,
        options=", PARQUET_VERSION v2, COMPRESSION zstd",
        readWith="polars",
        quirk="DELTA_BINARY_PACKED of INT32 holds smallest deltas beyond 32 bits, where the format wraps; pyarrow refuses the file.",
    )
    nullable = pandas.DataFrame(
        {
            name: pandas.array(
                values, dtype=name.replace("uint", "UInt").replace("int", "Int") if name[0] == "i" else name.replace("uint", "UInt")
            )
            for name, values in columns.items()
        }
    )
    folder.pandas_parquet("nullable", nullable)
    folder.pandas_feather("nullable", nullable)
    records = [{name: columns[name][row] for name in TYPES if columns[name][row] is not None} for row in range(rows)]
    folder.jsonl("plain", records)
    header = ",".join(TYPES)
    # A row of nulls only is left as commas: a blank line would be skipped.
    lines = [",".join("" if columns[name][row] is None else str(columns[name][row]) for name in TYPES) for row in range(rows)]
    folder.csv("python", "like", "\n".join([header, *lines]) + "\n", like="integers/pyarrow-none.parquet")
    return folder


def run_ends(values):
    import pyarrow.compute as compute

    return compute.run_end_encode(values.combine_chunks())


def write(out):
    return [write_integers(out)]
