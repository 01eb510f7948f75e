"""Floats of three widths at their edges. Equal numbers of another width are equal records."""

import numpy
import pandas
import polars
import pyarrow as arrow
import pyarrow.compute as compute

from folder import Folder

NAN_WITH_PAYLOAD = numpy.array([0x7FF8000000000123, 0xFFF0000000000001], numpy.uint64).view(numpy.float64)
HALF = [0.0, -0.0, None, "nan", "inf", "-inf", 2**-24, -(2**-24), 65504.0, -65504.0, 0.0999755859375, 1.0, 0.5, 2**-14, None, -1.5]
SINGLE = [
    0.0,
    -0.0,
    None,
    "nan",
    "inf",
    "-inf",
    2**-149,
    -(2**-149),
    3.4028234663852886e38,
    -3.4028234663852886e38,
    0.10000000149011612,
    1.0,
    16777216.0,
    2**-126,
    None,
    0.3333333432674408,
]
DOUBLE = [
    0.0,
    -0.0,
    None,
    "nan",
    "inf",
    "-inf",
    5e-324,
    -5e-324,
    1.7976931348623157e308,
    -1.7976931348623157e308,
    0.1,
    1.0,
    9007199254740992.0,
    2.2250738585072014e-308,
    None,
    1e300,
]
COLUMNS = {"half": (arrow.float16(), HALF), "single": (arrow.float32(), SINGLE), "double": (arrow.float64(), DOUBLE)}
ROWS = len(DOUBLE)


def numbers(values):
    return [None if value is None else float(value) for value in values]


def table_of():
    columns = {
        name: arrow.array([None if value is None else kind.to_pandas_dtype()(value) for value in numbers(values)], kind)
        for name, (kind, values) in COLUMNS.items()
    }
    odd = numpy.array([float(value or 0) for value in DOUBLE])
    odd[3], odd[6] = NAN_WITH_PAYLOAD
    return arrow.table({**columns, "odd_nan": arrow.array(odd)})


def text_of(value):
    return None if value is None else value if isinstance(value, str) else repr(value)


def write(out):
    return [write_floats(out), write_pandas_nan(out)]


def write_floats(out):
    folder = Folder(out, "floats", ROWS)
    table = table_of()
    split = {"use_dictionary": False, "use_byte_stream_split": True}
    folder.parquet("none", table, compression="none")
    folder.parquet("byte-stream-split", table, compression="zstd", **split)
    folder.parquet(
        "byte-stream-split-v2", table, compression="gzip", data_page_version="2.0", data_page_size=1, write_batch_size=3, **split
    )
    folder.parquet("dictionary-lz4", table, compression="lz4", row_group_size=6, write_page_checksum=True)
    folder.arrow("none", table)
    folder.stream("zstd", table, "zstd", batch_rows=7)
    frame = polars.from_arrow(table)
    folder.polars_parquet("lz4-raw", frame, compression="lz4")
    folder.polars_parquet("gzip", frame, compression="gzip")
    folder.polars_arrow("lz4", frame, compression="lz4")
    widened = table.set_column(0, "half", compute.cast(table["half"], arrow.float32()))
    folder.duckdb_parquet(
        "brotli", widened, options=", COMPRESSION brotli", quirk="DuckDB has no float16: the column is float32, the same numbers."
    )
    folder.duckdb_parquet("v2", widened, options=", PARQUET_VERSION v2")
    folder.pandas_parquet("arrow-types", table.to_pandas(types_mapper=pandas.ArrowDtype))
    rows = [
        {name: text_of(values[row]) for name, (_, values) in COLUMNS.items()}
        | {"odd_nan": "NaN" if row in (3, 6) else text_of(DOUBLE[row] or 0.0)}
        for row in range(ROWS)
    ]
    folder.jsonl(
        "like", [{name: value for name, value in row.items() if value is not None} for row in rows], like="floats/pyarrow-none.parquet"
    )
    folder.csv(
        "python",
        "like",
        "\n".join([",".join(table.column_names), *(",".join(value or "" for value in row.values()) for row in rows)]) + "\n",
        like="floats/pyarrow-none.parquet",
    )
    return folder


def write_pandas_nan(out):
    """What pandas makes of missing values in its own types."""
    present = [1, None, 3, None]
    folder = Folder(out, "pandas-nulls", 4, "pandas frames of numpy types, where NaN, NaT and None are missing values")
    when = arrow.array(present, arrow.timestamp("ns"))
    table = arrow.table(
        {
            "id": [0, 1, 2, 3],
            "integer": arrow.array(present, arrow.int64()),
            "float": arrow.array([1.5, None, None, 0.5]),
            "flag": [True, None, False, None],
            "text": ["a", None, "", None],
            "when": when,
            "category": ["x", None, "y", None],
            "nothing": arrow.nulls(4),
        }
    )
    frame = pandas.DataFrame(
        {
            "id": [0, 1, 2, 3],
            "integer": numpy.array([1, numpy.nan, 3, numpy.nan]),
            "float": [1.5, numpy.nan, None, 0.5],
            "flag": pandas.Series([True, None, False, None], dtype=object),
            "text": pandas.Series(["a", numpy.nan, "", None], dtype=object),
            "when": pandas.to_datetime([1, None, 3, None], unit="ns"),
            "category": pandas.Categorical(["x", None, "y", None]),
            "nothing": pandas.Series([None] * 4, dtype=object),
        }
    )
    folder.parquet("none", table, compression="none")
    folder.pandas_parquet(
        "numpy",
        frame,
        quirk="NaN, NaT and None are written as null; integers beside a missing value are doubles (exact only to 2^53); a column of None alone has the Null type.",
    )
    folder.pandas_feather("numpy", frame, quirk="NaN, NaT and None are written as null; integers beside a missing value are doubles.")
    folder.csv(
        "pandas",
        "na-token",
        frame.to_csv(index=False, na_rep="NA", lineterminator="\n"),
        like="pandas-nulls/pandas-numpy.parquet",
        nullTokens=["NA"],
        quirk="pandas writes a missing value and empty text as the same empty cell, unless na_rep names a token; integers beside a missing value become 1.0.",
    )
    return folder
