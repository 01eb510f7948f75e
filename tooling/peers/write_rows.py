"""Writes one table with Python's own json and csv modules, in several forms and orders.

Usage: python3 write_rows.py FOLDER
"""

import csv
import gzip
import json
import random
import sys
from pathlib import Path

ROW_COUNT = 3000
COLUMNS = ["id", "name", "score", "ok", "note", "big", "odd, \"name\""]
TEXTS = ["plain", "with, comma", 'with "quotes"', "two\nlines", "cr\r\nlf", "grüße", "gru\u0308ße", "🙂", " padded ", "007", "1e5", "null", "\u0000", "\ufeffmark", "'"]


def make_rows():
    draw = random.Random(20260101)
    for index in range(ROW_COUNT):
        yield {
            "id": index - 50,
            "name": f"{draw.choice(TEXTS)} {index}",
            "score": draw.choice([0.1, -2.5, 1e300, 5e-324, 3.0, draw.random(), draw.uniform(-1e9, 1e9)]),
            "ok": draw.random() < 0.5,
            # Text or nothing: csv writes None as an empty cell.
            "note": draw.choice(["x", "y", None]),
            "big": draw.choice([2**53 + 1, -(2**63), 2**64, 10**30]),
            'odd, "name"': draw.choice([1, 2]),
        }


def write_jsonl(path, rows, **options):
    with open(path, "w", encoding="utf-8", newline="") as file:
        for row in rows:
            file.write(json.dumps(row, **options) + "\n")


def write_csv(path, rows, columns, **options):
    with open(path, "w", encoding=options.pop("encoding", "utf-8"), newline="") as file:
        writer = csv.DictWriter(file, columns, **options)
        writer.writeheader()
        writer.writerows(rows)


def main(folder):
    rows = list(make_rows())
    shuffled = rows[:]
    random.Random(7).shuffle(shuffled)
    reordered = [dict(reversed(row.items())) for row in shuffled]
    dropped = [{key: value for key, value in row.items() if value is not None} for row in rows]

    write_jsonl(folder / "rows.jsonl", rows)
    write_jsonl(folder / "raw-utf8.jsonl", shuffled, ensure_ascii=False)
    write_jsonl(folder / "reordered.ndjson", reordered, separators=(",", ":"))
    write_jsonl(folder / "without-nulls.jsonl", dropped)
    (folder / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    (folder / "indented.json").write_text(json.dumps(reordered, indent=2, ensure_ascii=False), encoding="utf-8")
    write_csv(folder / "rows.csv", rows, COLUMNS)
    write_csv(folder / "shuffled.csv", shuffled, COLUMNS[::-1])
    write_csv(folder / "quoted.csv", rows, COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\n")
    write_csv(folder / "marked.csv", rows, COLUMNS, encoding="utf-8-sig")
    write_csv(folder / "rows.tsv", rows, COLUMNS, delimiter="\t")
    for name in ["rows.csv", "rows.jsonl"]:
        with gzip.open(folder / f"zipped-{name}.gz", "wb") as file:
            file.write((folder / name).read_bytes())


main(Path(sys.argv[1]))
