"""Booleans, UUIDs, null columns and INT96 timestamps."""

import pandas
import polars
import pyarrow as arrow

from folder import Folder
from tables import times


def write_bool(out):
    values = [True, False, None, True, True, False, False, None, True, False, True]
    folder = Folder(out, "bool", len(values))
    required = arrow.schema([arrow.field("flag", arrow.bool_()), arrow.field("always", arrow.bool_(), nullable=False)])
    table = arrow.table([arrow.array(values), arrow.array([row % 3 == 0 for row in range(len(values))])], schema=required)
    folder.parquet("none", table, compression="none")
    folder.parquet("rle-v2", table, data_page_version="2.0", compression="zstd", quirk="Data page v2: booleans in the RLE encoding.")
    folder.parquet(
        "plain-v2-tiny-pages",
        table,
        data_page_version="2.0",
        data_page_size=1,
        write_batch_size=3,
        column_encoding={"flag": "PLAIN", "always": "RLE"},
        use_dictionary=False,
    )
    folder.arrow("none", table)
    folder.stream("lz4", table, "lz4", batch_rows=3)
    folder.arrow(
        "sliced",
        arrow.table([column.combine_chunks() for column in arrow.concat_tables([table] * 2).columns], schema=required).slice(11),
    )
    frame = polars.from_arrow(table)
    folder.polars_parquet("zstd", frame)
    folder.polars_stream("none", frame)
    folder.duckdb_parquet("snappy", table)
    folder.duckdb_parquet("v2", table, options=", PARQUET_VERSION v2")
    folder.pandas_parquet(
        "nullable", pandas.DataFrame({name: pandas.array(table[name].to_pylist(), dtype="boolean") for name in table.column_names})
    )
    like = "bool/pyarrow-none.parquet"
    folder.jsonl("plain", table.to_pylist())
    folder.duckdb_jsonl("plain", table)
    folder.duckdb_csv("like", table, like=like)
    folder.csv(
        "pandas", "like", table.to_pandas().to_csv(index=False, lineterminator="\n"), like=like, quirk="pandas writes True and False."
    )
    folder.csv("polars", "like", frame.write_csv(), like=like)
    return folder


def write_uuids(out):
    values = [
        "00112233-4455-6677-8899-aabbccddeeff",
        None,
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "80000000-0000-0000-0000-000000000001",
        "7fffffff-ffff-4fff-bfff-fffffffffffe",
        "0190163d-8694-739b-aea5-966c26f8ad91",
    ]
    folder = Folder(out, "uuids", len(values))
    table = arrow.table({"key": arrow.array([value and bytes.fromhex(value.replace("-", "")) for value in values], arrow.uuid())})
    folder.parquet("none", table, compression="none")
    folder.parquet("without-arrow-schema", table, store_schema=False, compression="zstd", use_dictionary=False, data_page_version="2.0")
    folder.parquet("delta-byte-array", table, use_dictionary=False, column_encoding={"key": "DELTA_BYTE_ARRAY"})
    folder.parquet("byte-stream-split", table, use_dictionary=False, use_byte_stream_split=True)
    folder.arrow("none", table)
    folder.stream("zstd", table, "zstd")
    folder.duckdb_parquet("snappy", table)
    folder.duckdb_parquet(
        "from-text", arrow.table({"key": values}), "SELECT key::UUID AS key FROM source", options=", PARQUET_VERSION v2, COMPRESSION zstd"
    )
    like = "uuids/pyarrow-none.parquet"
    folder.jsonl("like", [{"key": value} for value in values], like=like)
    folder.jsonl("upper-case-like", [{"key": value and value.upper()} for value in values], like=like)
    folder.duckdb_jsonl("like", table, like=like)
    folder.polars_jsonl("text-like", polars.DataFrame({"key": values}), like=like)
    return folder


def write_nulls(out):
    folder = Folder(out, "null-columns", 5, "a column without values: whatever its type, its fields are left out")
    table = arrow.table(
        {
            "id": [1, 2, 3, 4, 5],
            "nothing": arrow.nulls(5),
            "list": arrow.array([[None], [], None, [None, None], [None]], arrow.list_(arrow.null())),
        }
    )
    folder.parquet("none", table, compression="none", quirk="The Null type is INT32 with the annotation UNKNOWN.")
    folder.parquet("v2-zstd", table, compression="zstd", data_page_version="2.0", store_schema=False, row_group_size=2)
    folder.arrow("none", table)
    folder.stream("lz4", table, "lz4", batch_rows=2)
    frame = polars.from_arrow(table)
    folder.polars_parquet("zstd", frame)
    folder.polars_arrow("none", frame)
    folder.duckdb_parquet("snappy", table)
    folder.pandas_parquet("objects", table.to_pandas())
    folder.jsonl("plain", table.to_pylist())
    folder.jsonl("left-out", [{name: value for name, value in row.items() if value is not None} for row in table.to_pylist()])
    return folder


def write_int96(out):
    values = [value for value in times.NANOSECONDS if value is None or abs(value) < 2**63 - 10**9] + [
        86_400 * 10**9 - 1,
        -86_400 * 10**9,
        9_223_286_399_999_999_999,
    ]
    folder = Folder(out, "int96", len(values))
    table = arrow.table(
        {
            "at": arrow.array(values, arrow.timestamp("ns")),
            "zoned": arrow.array(values[::-1], arrow.timestamp("ns", "Europe/Berlin")),
            "several": arrow.array(
                [[value, None] if value is None or value % 2 else [] for value in values], arrow.list_(arrow.timestamp("ns"))
            ),
        }
    )
    folder.parquet("none", table, compression="none")
    folder.parquet(
        "int96",
        table,
        use_deprecated_int96_timestamps=True,
        compression="snappy",
        quirk="Timestamps as INT96: Julian day and nanoseconds of the day.",
    )
    folder.parquet(
        "int96-without-arrow-schema",
        table,
        use_deprecated_int96_timestamps=True,
        store_schema=False,
        compression="zstd",
        use_dictionary=False,
        data_page_version="2.0",
    )
    folder.parquet(
        "int96-tiny-pages",
        table,
        use_deprecated_int96_timestamps=True,
        data_page_size=1,
        write_batch_size=2,
        use_dictionary=False,
        write_page_checksum=True,
    )
    folder.parquet("spark-flavor", table, flavor="spark", compression="gzip", quirk='flavor="spark" writes INT96 too.')
    return folder


def write(out):
    return [write_bool(out), write_uuids(out), write_nulls(out), write_int96(out)]
