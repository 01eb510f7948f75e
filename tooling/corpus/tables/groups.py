"""Row groups and record batches without rows, tables without rows, required columns, and one table in every page shape."""

import polars
import pyarrow as arrow
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet

from folder import Folder

SCHEMA = arrow.schema([("id", arrow.int64()), ("text", arrow.string()), ("list", arrow.list_(arrow.int32()))])


def rows(start, end):
    return arrow.table(
        {
            "id": range(start, end),
            "text": [f"row {row}" if row % 3 else None for row in range(start, end)],
            "list": [list(range(row % 4)) if row % 5 else None for row in range(start, end)],
        },
        schema=SCHEMA,
    )


def write_empty_groups(out):
    folder = Folder(out, "empty-groups", 10)
    parts = [rows(0, 0), rows(0, 4), rows(0, 0), rows(4, 10), rows(0, 0)]
    folder.parquet("one-group", rows(0, 10), compression="none")
    with parquet.ParquetWriter(folder.add("pyarrow", "empty-row-groups", "parquet"), SCHEMA, compression="zstd") as writer:
        for part in parts:
            writer.write_table(part)
    for name, extension, open_writer in (("empty-batches", "arrow", ipc.new_file), ("empty-batches", "arrows", ipc.new_stream)):
        with open_writer(folder.add("pyarrow", name, extension), SCHEMA, options=ipc.IpcWriteOptions(compression="lz4")) as writer:
            for part in parts:
                for batch in part.to_batches() or [arrow.RecordBatch.from_pylist([], SCHEMA)]:
                    writer.write_batch(batch)
    folder.duckdb_parquet("row-groups", rows(0, 10), options=", ROW_GROUP_SIZE 2")
    folder.polars_parquet("row-groups", polars.from_arrow(rows(0, 10)), row_group_size=3)
    folder.polars_arrow("batches", polars.from_arrow(rows(0, 10)), record_batch_size=3)
    folder.jsonl("plain", rows(0, 10).to_pylist())
    with open(folder.add("python", "blank-lines", "jsonl", quirk="Blank lines are skipped."), "w", encoding="utf-8", newline="") as file:
        file.write("\r\n\n".join(open(folder.path + "/python-plain.jsonl", encoding="utf-8").read().splitlines()))
    return folder


def write_zero_rows(out):
    folder = Folder(out, "zero-rows", 0)
    table = rows(0, 0)
    folder.parquet("none", table, compression="none")
    with parquet.ParquetWriter(folder.add("pyarrow", "no-row-groups", "parquet"), SCHEMA):
        pass
    folder.arrow("no-batches", table)
    folder.stream("no-batches", table)
    with ipc.new_stream(folder.add("pyarrow", "empty-batch", "arrows"), SCHEMA, options=ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(arrow.RecordBatch.from_pylist([], SCHEMA))
    folder.polars_parquet("zstd", polars.from_arrow(table))
    folder.polars_arrow("none", polars.from_arrow(table))
    folder.polars_stream("none", polars.from_arrow(table))
    folder.duckdb_parquet("snappy", table)
    folder.pandas_parquet("empty", table.to_pandas())
    folder.csv("pandas", "header", table.to_pandas().to_csv(index=False, lineterminator="\n"))
    return folder


def write_required(out):
    """Nothing may be null: there are no definition levels."""
    folder = Folder(out, "required", 9)
    schema = arrow.schema(
        [
            arrow.field("id", arrow.int64(), nullable=False),
            arrow.field("text", arrow.string(), nullable=False),
            arrow.field("list", arrow.list_(arrow.field("element", arrow.int32(), nullable=False)), nullable=False),
            arrow.field(
                "point", arrow.struct([arrow.field("x", arrow.int32(), nullable=False), arrow.field("y", arrow.float64())]), nullable=False
            ),
        ]
    )
    table = arrow.table(
        {
            "id": range(9),
            "text": [f"{row}" * row for row in range(9)],
            "list": [list(range(row % 3)) for row in range(9)],
            "point": [{"x": row, "y": row / 2 if row % 2 else None} for row in range(9)],
        },
        schema=schema,
    )
    folder.parquet("none", table, compression="none")
    folder.parquet(
        "v2-tiny-pages", table, data_page_version="2.0", data_page_size=1, write_batch_size=2, compression="snappy", write_page_index=True
    )
    folder.arrow("none", table, quirk="A column without nulls has no validity buffer (length 0).")
    folder.stream(
        "legacy-lz4", table, "lz4", use_legacy_format=True, quirk="Messages without the continuation marker, as before Arrow 0.15."
    )
    folder.arrow("metadata-v4", table, metadata_version=ipc.MetadataVersion.V4, quirk="Metadata version 4.")
    folder.duckdb_parquet("snappy", table)
    folder.polars_parquet("zstd", polars.from_arrow(table))
    folder.jsonl("plain", table.to_pylist())
    return folder


def write_repeats(out):
    """Enough rows for runs, bit packing and pages: 1500 rows in few bytes."""
    count = 1500
    folder = Folder(out, "many-pages", count, "runs and bit-packed levels over several pages")
    table = arrow.table(
        {
            "id": range(count),
            "step": [row // 700 for row in range(count)],
            "sparse": [row if row % 97 == 0 else None for row in range(count)],
            "word": [("alpha", "beta", "gamma", None, "delta")[row * row % 5] for row in range(count)],
            "flag": [row % 3 == 0 for row in range(count)],
            "list": [None if row % 11 == 0 else [row % 5] * (row % 3) for row in range(count)],
            "half": [row / 2 for row in range(count)],
        }
    )
    small = {"data_page_size": 512, "write_batch_size": 100}
    folder.parquet("v1-snappy", table, compression="snappy", write_page_index=True, write_page_checksum=True, **small)
    folder.parquet("v2-zstd", table, compression="zstd", data_page_version="2.0", row_group_size=600, write_page_checksum=True, **small)
    folder.parquet(
        "delta-brotli",
        table,
        compression="brotli",
        use_dictionary=False,
        column_encoding={
            "id": "DELTA_BINARY_PACKED",
            "step": "DELTA_BINARY_PACKED",
            "word": "DELTA_BYTE_ARRAY",
            "sparse": "DELTA_BINARY_PACKED",
            "flag": "RLE",
            "half": "BYTE_STREAM_SPLIT",
            "list.list.element": "DELTA_BINARY_PACKED",
        },
        **small,
    )
    folder.arrow("zstd", table, "zstd", batch_rows=500)
    frame = polars.from_arrow(table)
    folder.polars_parquet("zstd", frame, data_page_size=1024)
    folder.polars_stream("lz4", frame, compression="lz4")
    folder.duckdb_parquet("v2-snappy", table, options=", PARQUET_VERSION v2")
    folder.duckdb_parquet("gzip", table, options=", COMPRESSION gzip, ROW_GROUP_SIZE 2048")
    folder.pandas_parquet("gzip", frame.to_pandas(use_pyarrow_extension_array=True), compression="gzip")
    return folder


def write_no_columns(out):
    folder = Folder(out, "no-columns", 3, "three records without fields")
    batch = arrow.RecordBatch.from_struct_array(arrow.array([{}] * 3, arrow.struct([])))
    folder.arrow("none", arrow.Table.from_batches([batch]))
    folder.jsonl("plain", [{}] * 3)
    return folder


def write(out):
    return [write_empty_groups(out), write_zero_rows(out), write_required(out), write_repeats(out), write_no_columns(out)]
