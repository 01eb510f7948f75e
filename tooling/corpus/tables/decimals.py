"""Decimals of every width that a tool has, up to 76 digits and with a negative scale."""

from decimal import Decimal, localcontext

import pandas
import polars
import pyarrow as arrow

from folder import Folder

NARROW = {
    "d9_2": (9, 2, ["9999999.99", "-9999999.99", "0.00", None, "0.01", "-0.01", "1.00", "12.50", "100.00", None]),
    "d18_4": (
        18,
        4,
        ["99999999999999.9999", "-99999999999999.9999", "0.0000", None, "0.0001", "-1.0000", "10.0000", "2.5000", "0.1000", "-0.3000"],
    ),
    "d38_10": (
        38,
        10,
        [
            "9999999999999999999999999999.9999999999",
            "-9999999999999999999999999999.9999999999",
            "0",
            "1.0000000001",
            None,
            "18446744073709551616.0000000000",
            "-18446744073709551617.5000000000",
            "0.0000000001",
            "0.1",
            "1000000",
        ],
    ),
    "d38_0": (
        38,
        0,
        [
            "99999999999999999999999999999999999999",
            "-99999999999999999999999999999999999999",
            "0",
            "18446744073709551615",
            "18446744073709551616",
            "-18446744073709551616",
            "-18446744073709551617",
            None,
            "7",
            "-7",
        ],
    ),
    "d5_5": (5, 5, ["0.99999", "-0.99999", "0", None, "0.00001", "0.5", "0.25", "0.1", "-0.00001", "0.00010"]),
}


def exact(text, scale):
    if text is None:
        return None
    with localcontext() as context:
        context.prec = 100
        return Decimal(text).quantize(Decimal(1).scaleb(-scale))


def plain(value):
    return None if value is None else format(value, "f")


def columns_of(specification):
    return {name: [exact(text, scale) for text in texts] for name, (_, scale, texts) in specification.items()}


def narrowest(precision, scale):
    kinds = ((9, arrow.decimal32), (18, arrow.decimal64), (38, arrow.decimal128), (76, arrow.decimal256))
    return next(kind for most, kind in kinds if precision <= most)(precision, scale)


def records_of(columns, rows):
    return [{name: plain(values[row]) for name, values in columns.items() if values[row] is not None} for row in range(rows)]


def write_text(folder, columns, rows, like):
    folder.jsonl("like", records_of(columns, rows), like=like)
    lines = [",".join(plain(values[row]) or "" for values in columns.values()) for row in range(rows)]
    folder.csv("python", "like", "\n".join([",".join(columns), *lines]) + "\n", like=like)


def write_narrow(out):
    columns, rows = columns_of(NARROW), 10
    folder = Folder(out, "decimals", rows)
    table = arrow.table({name: arrow.array(values, arrow.decimal128(*NARROW[name][:2])) for name, values in columns.items()})
    narrow = arrow.table({name: arrow.array(values, narrowest(*NARROW[name][:2])) for name, values in columns.items()})
    wide = arrow.table({name: arrow.array(values, arrow.decimal256(*NARROW[name][:2])) for name, values in columns.items()})
    folder.parquet("none", table, compression="none", use_dictionary=False)
    folder.parquet(
        "as-integer",
        table,
        compression="zstd",
        store_decimal_as_integer=True,
        quirk="Decimals of at most 18 digits are INT32 and INT64 instead of FIXED_LEN_BYTE_ARRAY.",
    )
    folder.parquet(
        "as-integer-delta",
        table,
        store_decimal_as_integer=True,
        use_dictionary=False,
        data_page_version="2.0",
        column_encoding={name: "DELTA_BINARY_PACKED" for name in ("d9_2", "d18_4", "d5_5")},
    )
    folder.parquet("byte-stream-split", table, compression="snappy", use_dictionary=False, use_byte_stream_split=True)
    folder.parquet("narrow", narrow, compression="gzip", write_page_checksum=True)
    folder.parquet(
        "delta-byte-array",
        narrow,
        use_dictionary=False,
        data_page_size=1,
        write_batch_size=3,
        column_encoding={name: "DELTA_BYTE_ARRAY" for name in NARROW},
    )
    folder.arrow("128", table)
    folder.arrow("narrow-lz4", narrow, "lz4")
    folder.stream("256-zstd", wide, "zstd", batch_rows=4)
    frame = polars.from_arrow(table)
    folder.polars_parquet("zstd", frame)
    folder.polars_arrow("none", frame)
    folder.duckdb_parquet("snappy", table, quirk="Decimals are INT32 to 9 digits, INT64 to 18, else FIXED_LEN_BYTE_ARRAY of 16.")
    folder.duckdb_parquet("v2", table, options=", PARQUET_VERSION v2")
    folder.pandas_parquet(
        "objects",
        pandas.DataFrame({name: pandas.array(values, dtype=pandas.ArrowDtype(table[name].type)) for name, values in columns.items()}),
    )
    write_text(folder, columns, rows, "decimals/pyarrow-none.parquet")
    return folder


WIDE = {
    "d76_0": (76, 0, ["9" * 76, "-" + "9" * 76, "0", None, "1", "-1", str(2**128), str(-(2**200))]),
    "d76_76": (76, 76, ["0." + "9" * 76, "-0." + "9" * 76, "0", "0." + "0" * 75 + "1", None, "0.5", "0.1", "-0.25"]),
    "d76_20": (76, 20, ["9" * 56 + "." + "9" * 20, "-1." + "0" * 19 + "1", "1", "100", "0.1", None, "18446744073709551616.5", "-3"]),
    "d50_10": (50, 10, ["1", "-1", "0.5", None, "1234567890123456789012345678901234567890.0123456789", "0", "10", "1000000000000"]),
}


def write_wide(out):
    columns, rows = columns_of(WIDE), 8
    folder = Folder(out, "decimals-wide", rows, "decimals of more than 38 digits; only pyarrow has them")
    table = arrow.table({name: arrow.array(values, arrow.decimal256(*WIDE[name][:2])) for name, values in columns.items()})
    folder.parquet("none", table, compression="none")
    folder.parquet("v2-brotli", table, compression="brotli", data_page_version="2.0", use_dictionary=False, row_group_size=3)
    folder.parquet("byte-stream-split", table, compression="zstd", use_dictionary=False, use_byte_stream_split=True)
    folder.arrow("none", table)
    folder.stream("lz4", table, "lz4")
    write_text(folder, columns, rows, "decimals-wide/pyarrow-none.parquet")
    return folder


NEGATIVE = {
    "d5_m3": (5, -3, ["99999000", "-99999000", "0", None, "1000", "-1000", "12000"]),
    "d38_m10": (38, -10, ["9" * 38 + "0" * 10, "0", "-10000000000", "10000000000", None, "20000000000", "-" + "9" * 38 + "0" * 10]),
}


def from_unscaled(values, kind):
    """pyarrow's own conversion refuses negative scales, its arrays do not."""
    width = kind.byte_width
    unscaled = [0 if value is None else int(value) // 10**-kind.scale for value in values]
    data = b"".join(number.to_bytes(width, "little", signed=True) for number in unscaled)
    present = arrow.array([value is not None for value in values]).buffers()[1]
    return arrow.Array.from_buffers(kind, len(values), [present, arrow.py_buffer(data)])


def write_negative(out):
    columns, rows = columns_of(NEGATIVE), 7
    folder = Folder(out, "decimals-negative-scale", rows, "Parquet forbids a negative scale; Arrow has it")
    table = arrow.table({name: from_unscaled(values, arrow.decimal128(*NEGATIVE[name][:2])) for name, values in columns.items()})
    wide = arrow.table({name: from_unscaled(values, arrow.decimal256(*NEGATIVE[name][:2])) for name, values in columns.items()})
    folder.arrow("none", table)
    folder.stream("zstd", table, "zstd")
    folder.arrow("256-lz4", wide, "lz4")
    write_text(folder, columns, rows, "decimals-negative-scale/pyarrow-none.arrow")
    return folder


def write(out):
    return [write_narrow(out), write_wide(out), write_negative(out)]
