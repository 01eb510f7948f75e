"""Text and bytes with everything that careless readers change."""

import pandas
import polars
import pyarrow as arrow

from folder import Folder

TEXTS = [
    "",
    None,
    "\ufeffbyte order mark first",
    "a\0b",
    "\0",
    "😀",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "e\u0301 is not \u00e9",
    "\u00e9",
    "exactly 12 b",
    "thirteen byte",
    "long enough to live outside a view: " + "x" * 40,
    "NULL",
    "\\N",
    "nan",
    'comma, "quote" and\nline feed',
    "carriage\rreturn\r\n",
    " leading and trailing ",
    "\u2028\u2029\u0085",
    "\U0010ffff\ufffe\uffff\ufffd",
    "\ud7ff\ue000",
    "العربية עברית 中文",
]
BYTES = [
    b"",
    None,
    b"\xff\xfe",
    b"\0",
    b"\xed\xa0\x80 a surrogate",
    b"\xc0\x80",
    bytes(range(256)),
    b"text",
    b"\xef\xbb\xbf",
    b"exactly 12 b",
    b"thirteen byte",
    b"\x80" * 50,
    b"\0\0\0",
    b"PAR1",
    b"ARROW1",
    b"\r\n",
    b"\xf8\x88\x80\x80\x80",
    b"a" * 13,
    b"a" * 14,
    b"ab" * 7,
    b"\xff" * 4,
    b"end",
]
FIXED = [None if row in (1, 5) else bytes([row, 255 - row, 0, 128]) for row in range(len(TEXTS))]


def table_of(text=arrow.string(), binary=arrow.binary(), fixed=arrow.binary(4)):
    return arrow.table({"text": arrow.array(TEXTS, text), "bytes": arrow.array(BYTES, binary), "four": arrow.array(FIXED, fixed)})


def write_mixed(out):
    folder = Folder(out, "text-and-bytes", len(TEXTS))
    table, views = table_of(), table_of(arrow.string_view(), arrow.binary_view())
    plain = {"use_dictionary": False}
    folder.parquet("none", table, compression="none")
    folder.parquet("dictionary-v2", table, compression="zstd", data_page_version="2.0", row_group_size=9)
    folder.parquet(
        "delta-byte-array", table, compression="snappy", column_encoding={name: "DELTA_BYTE_ARRAY" for name in table.column_names}, **plain
    )
    folder.parquet(
        "delta-length",
        table,
        compression="gzip",
        column_encoding={name: "DELTA_LENGTH_BYTE_ARRAY" for name in ("text", "bytes")},
        data_page_version="2.0",
        **plain,
    )
    folder.parquet("byte-stream-split", table, compression="lz4", column_encoding={"four": "BYTE_STREAM_SPLIT"}, **plain)
    folder.parquet(
        "tiny-pages",
        table,
        compression="brotli",
        data_page_size=1,
        write_batch_size=1,
        write_page_index=True,
        write_page_checksum=True,
        bloom_filter_options={"text": True},
        **plain,
    )
    folder.parquet(
        "dictionary-overflow",
        table,
        compression="none",
        dictionary_pagesize_limit=64,
        write_batch_size=2,
        data_page_size=32,
        quirk="The dictionary outgrows its limit, so later pages of the same column chunk are plain.",
    )
    folder.parquet("large-views", table_of(arrow.large_string(), arrow.binary_view()), compression="zstd")
    folder.arrow("none", table)
    folder.arrow("large-lz4", table_of(arrow.large_string(), arrow.large_binary()), "lz4")
    folder.arrow("views", views)
    folder.stream("views-zstd", views, "zstd", batch_rows=7)
    frame = polars.from_arrow(table)
    folder.polars_parquet("zstd", frame, quirk="polars has no fixed-size bytes: they become bytes of any length, the same values.")
    folder.polars_parquet("uncompressed-pages", frame, compression="uncompressed", data_page_size=16)
    folder.polars_arrow("views", frame, quirk="polars writes its own Utf8View and BinaryView types unless told otherwise.")
    folder.polars_arrow("compatible-lz4", frame, compression="lz4", compat_level=polars.CompatLevel.oldest())
    folder.polars_stream("views-zstd", frame, compression="zstd")
    folder.duckdb_parquet("snappy", table)
    folder.duckdb_parquet("v2-lz4", table, options=", PARQUET_VERSION v2, COMPRESSION lz4_raw")
    folder.pandas_parquet("strings", frame_of())
    folder.pandas_feather("strings", frame_of())
    return folder


def frame_of():
    return pandas.DataFrame(
        {"text": pandas.array(TEXTS, dtype="str"), "bytes": pandas.Series(BYTES, dtype=object), "four": pandas.Series(FIXED, dtype=object)}
    )


def write(out):
    return [write_mixed(out), write_text_only(out)]


def write_text_only(out):
    """Text alone, so that CSV and JSONL hold it as it is; a null would need a token."""
    texts = [text for text in TEXTS if text is not None]
    folder = Folder(out, "texts", len(texts))
    table = arrow.table({"id": arrow.array([f"row {row}" for row in range(len(texts))]), "text": texts})
    folder.parquet("none", table, compression="none")
    folder.polars_arrow("views", polars.from_arrow(table))
    folder.duckdb_parquet("zstd", table, options=", COMPRESSION zstd")
    folder.jsonl("plain", table.to_pylist())
    folder.jsonl("escaped", table.to_pylist(), ascii_only=True)
    rows = "".join(",".join('"' + row[name].replace('"', '""') + '"' for name in ("id", "text")) + "\n" for row in table.to_pylist())
    folder.csv("python", "quoted", '"id","text"\n' + rows)
    folder.csv("pandas", "crlf", table.to_pandas().to_csv(index=False, lineterminator="\r\n"))
    folder.csv("polars", "plain", polars.from_arrow(table).write_csv())
    folder.duckdb_csv("plain", table)
    folder.duckdb_jsonl("plain", table)
    return folder
