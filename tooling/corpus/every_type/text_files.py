"""The table as JSONL and CSV, by each tool in the forms that it has itself."""

import json

import duckdb
import pandas
import polars
import pyarrow as arrow
import pyarrow.csv as csv

from every_type.binary_files import duckdb_table
from every_type.forms import NESTED, NULL_TOKEN, rows_of, shards

CASTS = {"blob": "bytes:base64"}
DECIMALS = ("d38", "d76")
MOMENTS = ("at_ns", "zoned_ns", "time", "date")
FLOATS = ("f16", "f32", "f64")
CATEGORIES = ("category",)


def jsonl(files, forms):
    as_text = forms.with_text((*DECIMALS, *MOMENTS, "f16", "uuid", "blob", *CATEGORIES))
    for path, part in files.add("python", "jsonl", shards(rows_of(as_text, 1), 3), like=True, casts=CASTS):
        maps = [name for name in part.column_names if arrow.types.is_map(part[name].type)]
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            for row in part.to_pylist():
                for name in maps:
                    row[name] = None if row[name] is None else dict(row[name])
                file.write(json.dumps({name: value for name, value in row.items() if value is not None}, ensure_ascii=False) + "\n")
    for path, part in files.add("polars", "jsonl", shards(rows_of(forms.with_text(("d76", "uuid", "blob")), 2), 2), like=True, casts=CASTS):
        polars.from_arrow(part).write_ndjson(path)
    for path, part in files.add("duckdb", "jsonl", shards(rows_of(duckdb_table(forms), 3), 4), like=True, casts=CASTS):
        by_duckdb(path, part, "", "FORMAT json")
    # pandas cuts doubles to fifteen digits, so they go as text; its map columns would be lists of pairs.
    for path, part in files.add(
        "pandas", "jsonl", [rows_of(forms.with_text((*DECIMALS, *MOMENTS, *FLOATS, "uuid", "blob", "labels")), 4)], like=True, casts=CASTS
    ):
        objects = pandas.DataFrame({name: pandas.Series(part[name].to_pylist(), dtype=object) for name in part.column_names})
        objects.to_json(path, orient="records", lines=True, double_precision=15, force_ascii=False)


def csv_files(files, forms):
    extra = {"like": True, "casts": CASTS, "nullTokens": [NULL_TOKEN]}
    everything = forms.with_text(forms.table.column_names)
    for path, part in files.add("pyarrow", "csv", shards(rows_of(everything, 1), 2), **extra):
        filled = arrow.table({name: part[name].fill_null(NULL_TOKEN) for name in part.column_names})
        csv.write_csv(filled, path, csv.WriteOptions(quoting_style="needed"))
    naive = forms.table.column_names.index("zoned_ns")
    as_text = forms.with_text(("d76", "uuid", "blob", *NESTED))
    as_text = as_text.set_column(naive, "zoned_ns", as_text["zoned_ns"].cast(arrow.timestamp("ns")))
    for path, part in files.add("polars", "csv", shards(rows_of(as_text, 2), 3), **extra):
        polars.from_arrow(part).write_csv(path, null_value=NULL_TOKEN)
    for path, part in files.add("duckdb", "csv", shards(rows_of(duckdb_table(forms), 3), 4), **extra):
        by_duckdb(path, part, "".join(f", to_json({name})::VARCHAR AS {name}" for name in NESTED), f"FORMAT csv, NULLSTR '{NULL_TOKEN}'")
    for path, part in files.add(
        "pandas", "csv", [rows_of(forms.with_text((*DECIMALS, *MOMENTS, "f16", "f32", "uuid", "blob", *NESTED)), 4)], **extra
    ):
        part.to_pandas(types_mapper=pandas.ArrowDtype).to_csv(path, index=False, na_rep=NULL_TOKEN, lineterminator="\r\n")


def by_duckdb(path, part, nested, options):
    """DuckDB ends a zoned timestamp with +00, which RFC 3339 does not have, and writes bytes with escapes."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("source", part)
        changes = "replace(zoned_ns::VARCHAR, '+00', 'Z') AS zoned_ns, to_base64(blob) AS blob" + nested
        connection.execute(f"COPY (SELECT * REPLACE ({changes}) FROM source) TO '{path}' ({options})")
