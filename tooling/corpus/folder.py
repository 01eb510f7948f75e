"""One table's folder: writes its files with each tool and keeps the rows of index.json."""

import json
import os

import duckdb
import pandas
import polars
import pyarrow as arrow
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet

VERSIONS = {tool.__name__: f"{tool.__name__} {tool.__version__}" for tool in (duckdb, pandas, polars)}
VERSIONS["pyarrow"] = f"pyarrow {arrow.__version__}"


class Folder:
    """Every method writes one file `<tool>-<variant>.<extension>`; all files of a folder hold the same records."""

    def __init__(self, out, name, rows, note=None):
        self.name, self.rows, self.note, self.files = name, rows, note, []
        self.path = os.path.join(out, name)
        os.makedirs(self.path, exist_ok=True)

    def entry(self):
        note = {} if self.note is None else {"note": self.note}
        return {"name": self.name, "rows": self.rows, **note, "uid": None, "files": self.files}

    def add(self, tool, variant, extension, quirk=None, **extra):
        """Notes a file and gives the path to write it to."""
        file = f"{tool}-{variant}.{extension}"
        row = {"table": self.name, "file": f"{self.name}/{file}", "tool": VERSIONS.get(tool, tool)}
        if quirk is not None:
            row["quirk"] = quirk
        self.files.append({**row, **extra})
        return os.path.join(self.path, file)

    # pyarrow

    def parquet(self, variant, table, quirk=None, **options):
        parquet.write_table(table, self.add("pyarrow", variant, "parquet", quirk), **options)

    def arrow(self, variant, table, compression=None, quirk=None, batch_rows=None, **options):
        self._ipc(ipc.new_file, "arrow", variant, table, compression, quirk, batch_rows, options)

    def stream(self, variant, table, compression=None, quirk=None, batch_rows=None, **options):
        self._ipc(ipc.new_stream, "arrows", variant, table, compression, quirk, batch_rows, options)

    def _ipc(self, open_writer, extension, variant, table, compression, quirk, batch_rows, options):
        path = self.add("pyarrow", variant, extension, quirk)
        with open_writer(path, table.schema, options=ipc.IpcWriteOptions(compression=compression, **options)) as writer:
            writer.write_table(table, max_chunksize=batch_rows)

    # the other tools

    def polars_parquet(self, variant, frame, quirk=None, **options):
        frame.write_parquet(self.add("polars", variant, "parquet", quirk), **options)

    def polars_arrow(self, variant, frame, quirk=None, **options):
        frame.write_ipc(self.add("polars", variant, "arrow", quirk), **options)

    def polars_stream(self, variant, frame, quirk=None, **options):
        frame.write_ipc_stream(self.add("polars", variant, "arrows", quirk), **options)

    def polars_jsonl(self, variant, frame, quirk=None, **extra):
        frame.write_ndjson(self.add("polars", variant, "jsonl", quirk, **extra))

    def pandas_parquet(self, variant, frame, quirk=None, **options):
        frame.to_parquet(self.add("pandas", variant, "parquet", quirk), index=False, **options)

    def pandas_feather(self, variant, frame, quirk=None, **options):
        frame.to_feather(self.add("pandas", variant, "arrow", quirk), **options)

    def duckdb_parquet(self, variant, table, select="SELECT * FROM source", quirk=None, options="", **extra):
        self._duckdb(self.add("duckdb", variant, "parquet", quirk, **extra), table, select, f"FORMAT parquet{options}")

    def duckdb_csv(self, variant, table, select="SELECT * FROM source", quirk=None, options="", **extra):
        self._duckdb(self.add("duckdb", variant, "csv", quirk, **extra), table, select, f"FORMAT csv{options}")

    def duckdb_jsonl(self, variant, table, select="SELECT * FROM source", quirk=None, **extra):
        self._duckdb(self.add("duckdb", variant, "jsonl", quirk, **extra), table, select, "FORMAT json")

    @staticmethod
    def _duckdb(path, table, select, options):
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            if table is not None:
                connection.register("source", table)
            connection.execute(f"COPY ({select}) TO '{path}' ({options})")

    # text

    def jsonl(self, variant, records, like=None, quirk=None, ascii_only=False, **extra):
        extra = extra if like is None else {"like": like, **extra}
        with open(self.add("python", variant, "jsonl", quirk, **extra), "w", encoding="utf-8", newline="\n") as file:
            for record in records:
                file.write(json.dumps(record, ensure_ascii=ascii_only, separators=(",", ":"), allow_nan=False) + "\n")

    def csv(self, tool, variant, text, quirk=None, **extra):
        with open(self.add(tool, variant, "csv", quirk, **extra), "wb") as file:
            file.write(text.encode("utf-8"))
