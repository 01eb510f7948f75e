"""Timestamps of every unit with and without a zone, times of day, dates and durations."""

import datetime

import pandas
import polars
import pyarrow as arrow

from folder import Folder

DAY = 86_400
FAR = 253_402_300_799  # 9999-12-31T23:59:59Z
FIRST = -62_135_596_800  # 0001-01-01T00:00:00Z
SECONDS = [0, -1, None, 1, FAR, FIRST, -DAY, 951_782_400, 1_735_689_599, 2_147_483_648, -2_208_988_800, None]
MILLISECONDS = [0, -1, None, 999, FAR * 1000 + 999, FIRST * 1000, -DAY * 1000 + 1, 1500, -1500, 1_735_689_599_123, None, 100]
MICROSECONDS = [0, -1, None, 1, FAR * 10**6 + 999_999, FIRST * 10**6, -999_999, 1_000_001, -1_000_001, None, 1_735_689_599_123_456, 100_000]
NANOSECONDS = [
    0,
    -1,
    None,
    1,
    2**63 - 1,
    -(2**63) + 1,
    999_999_999,
    -999_999_999,
    1_000_000_001,
    1_735_689_599_123_456_789,
    None,
    -1_000_000_001,
]
DATES = [0, -1, None, 1, 11_016, FAR // DAY, FIRST // DAY, 19_782, -25_567, 20_088, None, 365]
OF_DAY = [0, 1, None, 86_399, 43_200, 3_600, 59, 60, None, 12_345, 86_398, 100]
ROWS = len(SECONDS)


def scaled(values, factor, extra):
    return [None if value is None else value * factor + extra % factor for value in values]


def columns(zoned=("UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns")):
    units = (("s", SECONDS), ("ms", MILLISECONDS), ("us", MICROSECONDS), ("ns", NANOSECONDS))
    result = {f"at_{unit}": arrow.array(values, arrow.timestamp(unit)) for unit, values in units}
    result |= {f"zoned_{unit}": arrow.array(values, arrow.timestamp(unit, zone)) for (unit, values), zone in zip(units, zoned)}
    result |= {"date": arrow.array(DATES, arrow.date32())}
    result |= {
        "time_ms": arrow.array(scaled(OF_DAY, 1000, 7), arrow.time32("ms")),
        "time_us": arrow.array(scaled(OF_DAY, 10**6, 999_999), arrow.time64("us")),
        "time_ns": arrow.array(scaled(OF_DAY, 10**9, 123_456_789), arrow.time64("ns")),
    }
    return result


def write_times(out):
    folder = Folder(out, "times", ROWS, "time_us ends at 23:59:59.999999; a timestamp without zone counts as UTC")
    full = arrow.table(
        {
            **columns(),
            "time_s": arrow.array(OF_DAY, arrow.time32("s")),
            "midnight": arrow.array(scaled(DATES, DAY * 1000, 0), arrow.date64()),
        }
    )
    plain = {"use_dictionary": False}
    folder.parquet(
        "none",
        full,
        compression="none",
        quirk="Parquet has no seconds and no date64: pyarrow writes milliseconds and DATE, and the Arrow types into ARROW:schema.",
    )
    folder.parquet("without-arrow-schema", full, compression="zstd", store_schema=False, row_group_size=5)
    folder.parquet(
        "delta",
        full,
        compression="snappy",
        data_page_version="2.0",
        column_encoding={name: "DELTA_BINARY_PACKED" for name in full.column_names},
        **plain,
    )
    folder.parquet("byte-stream-split", full, compression="lz4", use_byte_stream_split=True, **plain)
    folder.parquet(
        "adjusted-times",
        full,
        compression="gzip",
        write_time_adjusted_to_utc=True,
        write_page_checksum=True,
        quirk="isAdjustedToUTC is true for times of day; the value is the same.",
    )
    folder.parquet("tiny-pages", full, compression="brotli", data_page_size=1, write_batch_size=2, write_page_index=True, **plain)
    folder.arrow("none", full)
    folder.arrow("lz4-batches", full, "lz4", batch_rows=5)
    folder.stream("offsets-zstd", arrow.table({**dict(zip(full.column_names, full.columns)), **offsets()}), "zstd")
    frame = polars.from_arrow(full).with_columns(polars.col("midnight").cast(polars.Date))
    folder.polars_parquet("zstd", frame, quirk="Times of day are always nanoseconds, and seconds become milliseconds.")
    folder.polars_arrow("none", frame)
    folder.duckdb_parquet(
        "snappy", full, quirk="TIMESTAMP_S and TIMESTAMPTZ are written as microseconds; zones are dropped, the instants stay."
    )
    folder.pandas_parquet("arrow-types", full.to_pandas(types_mapper=pandas.ArrowDtype))
    like = "times/pyarrow-none.parquet"
    records = text_records(full)
    folder.jsonl("like", [{name: value for name, value in record.items() if value is not None} for record in records], like=like)
    lines = [",".join(record[name] or "" for name in full.column_names) for record in records]
    folder.csv("python", "like", "\n".join([",".join(full.column_names), *lines]) + "\n", like=like)
    return folder


def offsets():
    return {name: column for name, column in columns(("+00:00", "+05:30", "-09:00", "Etc/GMT+12")).items() if name.startswith("zoned")}


PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


def clock(seconds):
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def as_text(value, kind):
    """A number of units since 1970 or midnight as RFC 3339 text, without Python's own limits of microseconds."""
    if arrow.types.is_date(kind):
        days = value if arrow.types.is_date32(kind) else value // (DAY * 1000)
        return (datetime.date(1970, 1, 1) + datetime.timedelta(days)).isoformat()
    seconds, fraction = divmod(value, PER_SECOND[kind.unit])
    digits = str(fraction).zfill(len(str(PER_SECOND[kind.unit])) - 1).rstrip("0") if kind.unit != "s" else ""
    point = f".{digits}" if digits else ""
    if arrow.types.is_time(kind):
        return clock(seconds) + point
    date = as_text(seconds // DAY, arrow.date32())
    return f"{date}T{clock(seconds % DAY)}{point}{'Z' if kind.tz else ''}"


def text_records(table):
    columns = {}
    for name in table.column_names:
        kind = table[name].type
        units = table[name].cast(arrow.int32() if kind.bit_width == 32 else arrow.int64()).to_pylist()
        columns[name] = [None if value is None else as_text(value, kind) for value in units]
    return [{name: column[row] for name, column in columns.items()} for row in range(table.num_rows)]


def write_durations(out):
    values = {
        "s": [0, 1, -1, None, 86_400, -(2**40)],
        "ms": [0, 1, -1, None, 1500, 2**50],
        "us": [0, 1, -1, None, 999_999, -(2**60)],
        "ns": [0, 1, -1, None, 2**63 - 1, -(2**63) + 1],
    }
    table = arrow.table({f"for_{unit}": arrow.array(numbers, arrow.duration(unit)) for unit, numbers in values.items()})
    folder = Folder(out, "durations", 6)
    folder.parquet(
        "none", table, compression="none", quirk="Parquet has no durations: INT64 without annotation, the type is in ARROW:schema alone."
    )
    folder.parquet(
        "delta-v2",
        table,
        use_dictionary=False,
        data_page_version="2.0",
        column_encoding={name: "DELTA_BINARY_PACKED" for name in table.column_names},
    )
    folder.arrow("none", table)
    folder.stream("lz4", table, "lz4")
    frame = polars.from_arrow(table)
    folder.polars_parquet("zstd", frame, quirk="As pyarrow: INT64, the type is in ARROW:schema alone.")
    folder.polars_arrow("zstd", frame, compression="zstd")
    folder.pandas_parquet("arrow-types", table.to_pandas(types_mapper=pandas.ArrowDtype))
    return folder


def write(out):
    return [write_times(out), write_durations(out)]
