"""The table as Parquet and Arrow, by each tool with each of its codecs."""

import duckdb
import pandas
import polars
import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet

from every_type.forms import rows_of, shards

WITHOUT = {
    "pyarrow": (),
    "pandas": ("uuid",),
    "polars": ("d76", "uuid"),
    "duckdb": ("d76",),
}
"""Columns that a tool has no type for; they are written as text."""


def parquet_by_pyarrow(files, forms):
    for place, codec in enumerate(("none", "snappy", "gzip", "brotli", "zstd", "lz4")):
        table = rows_of(forms.table, place)
        options = {"compression": codec, "compression_level": 3} if codec in ("gzip", "brotli") else {"compression": codec}
        for path, part in files.add(f"pyarrow-{codec}", "parquet", shards(table, 1 + place)):
            parquet.write_table(part, path, row_group_size=max(part.num_rows // 3, 1), write_page_index=place % 2 == 1, **options)
    for path, part in files.add("pyarrow-int96", "parquet", [rows_of(forms.table, 3)]):
        parquet.write_table(part, path, use_deprecated_int96_timestamps=True)
    encodings = {
        "int64": "DELTA_BINARY_PACKED",
        "uint32": "DELTA_BINARY_PACKED",
        "at_ns": "DELTA_BINARY_PACKED",
        "text": "DELTA_BYTE_ARRAY",
        "note": "DELTA_LENGTH_BYTE_ARRAY",
        "f32": "BYTE_STREAM_SPLIT",
        "f64": "BYTE_STREAM_SPLIT",
        "d76": "BYTE_STREAM_SPLIT",
        "flag": "RLE",
        "ints.list.element": "DELTA_BINARY_PACKED",
        "uuid": "DELTA_BYTE_ARRAY",
    }
    for path, part in files.add("pyarrow-v2-encodings", "parquet", [rows_of(forms.table, 2)]):
        parquet.write_table(
            part,
            path,
            compression="zstd",
            data_page_version="2.0",
            use_dictionary=False,
            column_encoding=encodings,
            data_page_size=16384,
            write_page_checksum=True,
        )


def parquet_by_pandas(files, forms):
    for place, codec in enumerate((None, "snappy", "gzip", "brotli", "zstd", "lz4"), 1):
        for path, part in files.add(
            f"pandas-{codec or 'none'}", "parquet", shards(rows_of(forms.with_text(WITHOUT["pandas"]), place), 1 + place % 3), like=True
        ):
            level = {"compression_level": 3} if codec in ("gzip", "brotli") else {}
            part.to_pandas(types_mapper=pandas.ArrowDtype).to_parquet(path, index=False, compression=codec, **level)


def parquet_by_polars(files, forms):
    table = forms.with_text(WITHOUT["polars"])
    for place, codec in enumerate(("uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4"), 1):
        for path, part in files.add(f"polars-{codec}", "parquet", shards(rows_of(table, place), 1 + place), like=True):
            level = {"compression_level": 3} if codec in ("gzip", "brotli") else {}
            polars.from_arrow(part).write_parquet(path, compression=codec, row_group_size=max(part.num_rows // 2, 1), **level)


def parquet_by_duckdb(files, forms):
    table = duckdb_table(forms)
    for place, codec in enumerate(("uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4_raw"), 1):
        version = ", PARQUET_VERSION v2" if codec in ("snappy", "zstd") else ""
        for number, (path, part) in enumerate(
            files.add(f"duckdb-{codec}", "parquet", shards(rows_of(table, place), 7 if codec == "brotli" else 1 + place % 4), like=True)
        ):
            # DuckDB's brotli takes a minute for all of it, so that only the first and smallest file has it.
            by_duckdb(path, part, "uncompressed" if codec == "brotli" and number > 0 else codec, version)


def by_duckdb(path, part, codec, version):
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("source", part)
        # A null ARRAY is written with too many levels, so that only DuckDB and polars read it.
        connection.execute(
            f"COPY (SELECT * REPLACE (pair::INTEGER[] AS pair) FROM source) TO '{path}' (FORMAT parquet, COMPRESSION {codec}, ROW_GROUP_SIZE 20480{version})"
        )


def duckdb_table(forms):
    """DuckDB reads no float16."""
    table = forms.with_text(WITHOUT["duckdb"])
    return table.set_column(table.column_names.index("f16"), "f16", compute.cast(table["f16"], arrow.float32()))


def write_ipc(path, open_writer, table, codec):
    with open_writer(path, table.schema, options=ipc.IpcWriteOptions(compression=codec, unify_dictionaries=True)) as writer:
        writer.write_table(table, max_chunksize=16384)


def arrow_files(files, forms):
    by_polars = forms.with_text(WITHOUT["polars"])
    for place, codec in enumerate((None, "lz4", "zstd")):
        name = codec or "none"
        for extension, open_writer in (("arrow", ipc.new_file), ("arrows", ipc.new_stream)):
            for path, part in files.add(f"pyarrow-{name}", extension, shards(rows_of(forms.table, place), 1 + 2 * place)):
                write_ipc(path, open_writer, part, codec)
        for extension in ("arrow", "arrows"):
            for path, part in files.add(f"polars-{name}", extension, shards(rows_of(by_polars, place + 1), 2 + place), like=True):
                frame = polars.from_arrow(part)
                write = frame.write_ipc if extension == "arrow" else frame.write_ipc_stream
                write(path, compression=codec or "uncompressed")
        for path, part in files.add(f"pandas-{name}", "arrow", [rows_of(forms.with_text(WITHOUT["pandas"]), place + 2)], like=True):
            part.to_pandas(types_mapper=pandas.ArrowDtype).to_feather(path, compression=codec or "uncompressed")
        for path, part in files.add(f"duckdb-{name}", "arrows", [rows_of(duckdb_table(forms), place + 3)], like=True):
            with duckdb.connect(config={"threads": 1}) as connection:
                connection.register("source", part)
                write_ipc(path, ipc.new_stream, connection.sql("FROM source").to_arrow_table(), codec)
