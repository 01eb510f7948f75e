"""Types that a tool writes as another type: the records are what the file says, not what the tool's table said."""

import polars
import pyarrow as arrow

from folder import Folder


def write_duckdb_text(out):
    folder = Folder(out, "duckdb-as-text", 3, "DuckDB types that Parquet has no type for, or that are annotated text")
    select = """SELECT * FROM (VALUES
        (1, '101'::BIT, '123456789012345678901234567890123456789012345'::BIGNUM, '{"a": 1.50}'::JSON, 'b'::ENUM('a', 'b')),
        (2, NULL, NULL, NULL, NULL),
        (3, '0'::BIT, '-1'::BIGNUM, '[1,2]'::JSON, 'a'::ENUM('a', 'b'))) AS source(id, bit, bignum, json, enum)"""
    table = arrow.table(
        {
            "id": [1, 2, 3],
            "bit": ["101", None, "0"],
            "bignum": ["123456789012345678901234567890123456789012345", None, "-1"],
            "json": ['{"a": 1.50}', None, "[1,2]"],
            "enum": ["b", None, "a"],
        }
    )
    folder.parquet("text", table, compression="none")
    folder.duckdb_parquet("types", None, select, quirk="BIT, BIGNUM and ENUM are written as text, JSON with its annotation.")
    return folder


def write_duckdb_wide(out):
    folder = Folder(out, "duckdb-hugeint", 5, "HUGEINT and UHUGEINT become doubles, exact only where a double is")
    values = [None, 0, 1, -(2**60), 2**100]
    select = "SELECT * FROM (VALUES (NULL::HUGEINT, NULL::UHUGEINT), (0, 0), (1, 1), (-(2::HUGEINT ** 60)::HUGEINT, (2::HUGEINT ** 60)::UHUGEINT), ((2::HUGEINT ** 100)::HUGEINT, (2::HUGEINT ** 100)::UHUGEINT)) AS source(huge, unsigned)"
    table = arrow.table(
        {
            "huge": arrow.array([None if value is None else float(value) for value in values]),
            "unsigned": arrow.array([None if value is None else float(abs(value)) for value in values]),
        }
    )
    folder.parquet("float64", table, compression="none")
    folder.duckdb_parquet("hugeint", None, select, quirk="HUGEINT is written as DOUBLE: beyond 2^53 digits are lost by DuckDB.")
    folder.jsonl("integers", [{} if value is None else {"huge": value, "unsigned": abs(value)} for value in values])
    return folder


def write_duckdb_times(out):
    folder = Folder(out, "duckdb-time-zone", 3)
    select = "SELECT * FROM (VALUES (1, '12:30:00+01:30'::TIMETZ), (2, NULL), (3, '23:59:59.5-02'::TIMETZ)) AS source(id, moment)"
    table = arrow.table(
        {"id": [1, 2, 3], "moment": arrow.array([11 * 3600 * 10**6, None, (1 * 3600 + 3599) * 10**6 + 10**6 // 2], arrow.time64("us"))}
    )
    folder.parquet("utc", table, compression="none")
    folder.duckdb_parquet("timetz", None, select, quirk="TIMETZ is written as a time of day in UTC; the offset is lost.")
    return folder


def write_duckdb_geometry(out):
    folder = Folder(out, "geometry", 2, "well-known binary: bytes")
    table = arrow.table({"id": [1, 2], "shape": arrow.array([bytes.fromhex("0101000000000000000000f03f0000000000000040"), None])})
    folder.parquet("bytes", table, compression="none")
    folder.duckdb_parquet(
        "geometry",
        None,
        "SELECT * FROM (VALUES (1, 'POINT(1 2)'::GEOMETRY), (2, NULL)) AS source(id, shape)",
        quirk="GEOMETRY is unannotated BYTE_ARRAY; the key geo in the file's metadata says that it is a geometry.",
    )
    folder.duckdb_parquet(
        "geometry-v2",
        None,
        "SELECT * FROM (VALUES (1, 'POINT(1 2)'::GEOMETRY), (2, NULL)) AS source(id, shape)",
        options=", GEOPARQUET_VERSION 'V2'",
        quirk="GEOMETRY with Parquet's own annotation.",
    )
    return folder


def write_pandas_index(out):
    import pandas

    frame = pandas.DataFrame({"value": [1, 2, 3]}, index=["x", "y", "z"])
    folder = Folder(out, "pandas-index", 3, "an index that is not a plain range is a column")
    folder.parquet("columns", arrow.table({"value": [1, 2, 3], "__index_level_0__": ["x", "y", "z"]}), compression="none")
    frame.to_parquet(folder.add("pandas", "index", "parquet", quirk="The index is written as the column __index_level_0__."))
    return folder


def write_polars_seconds(out):
    folder = Folder(out, "polars-time", 3, "times of day are nanoseconds, and a date64 becomes a timestamp")
    table = arrow.table({"day": arrow.array([0, None, 86_400_000], arrow.date64()), "time": arrow.array([1, None, 2], arrow.time32("s"))})
    folder.polars_parquet(
        "zstd", polars.from_arrow(table), quirk="polars reads Arrow's date64 as a timestamp of milliseconds, and writes it as one."
    )
    folder.polars_arrow("none", polars.from_arrow(table))
    return folder


def write(out):
    return [
        write_duckdb_text(out),
        write_duckdb_wide(out),
        write_duckdb_times(out),
        write_duckdb_geometry(out),
        write_pandas_index(out),
        write_polars_seconds(out),
    ]
