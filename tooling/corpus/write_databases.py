"""Writes `vectors/formats/sqlite/`: databases of other programs, and the UID that each of their tables must give.

Needs Python 3.11 with blake3, coverage and sqlite-utils. The programs write what they write for their users; rows are
read back by Python's sqlite3 and encoded by canonical.py, from docs/spec alone.

    python tooling/corpus/write_databases.py vectors/formats/sqlite
"""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

import canonical

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
entries = []


def encode(value):
    if value is None:
        return canonical.NULL
    if isinstance(value, int):
        return canonical.integer(value)
    if isinstance(value, float):
        return canonical.real(value)
    return canonical.text(value) if isinstance(value, str) else canonical.binary(value)


def add(name, tool):
    """Tables of a database that is there; those that virtual tables keep for themselves are left out."""
    database = sqlite3.connect(f"{(folder / name).resolve().as_uri()}?immutable=1", uri=True)
    names = [row[0] for row in database.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")]
    tables, everything = [], []
    for table in sorted(names, key=str.encode):
        rows = database.execute('SELECT * FROM "{}"'.format(table.replace('"', '""')))
        columns = [column[0] for column in rows.description]
        records = [canonical.record([(column, encode(value)) for column, value in zip(columns, row)]) for row in rows]
        tables.append({"name": table, "rows": len(records), "uid": canonical.uid(records)})
        everything += records
    database.close()
    entries.append({"file": name, "tool": tool, "uid": canonical.uid(everything), "tables": tables})


def write_python(name, encoding, journal="DELETE"):
    """What Python's own module writes of Python's types."""
    (folder / name).unlink(missing_ok=True)
    database = sqlite3.connect(folder / name)
    database.execute(f"PRAGMA encoding = '{encoding}'")
    database.execute(f"PRAGMA journal_mode = {journal}")
    database.executescript(
        """CREATE TABLE everything (id INTEGER PRIMARY KEY, value);
        CREATE TABLE "odd ""name"" too" (a TEXT COLLATE NOCASE, b NUMERIC, c AS (a || b), UNIQUE (a, b));
        CREATE TABLE keyed (k TEXT, n INT, PRIMARY KEY (k DESC, n)) WITHOUT ROWID;
        CREATE TABLE strict (i INTEGER, r REAL, t TEXT, b BLOB, x ANY) STRICT;
        CREATE TABLE grown (a); CREATE TABLE hollow (a, b);
        CREATE VIEW seen AS SELECT value FROM everything WHERE typeof(value) = 'text'"""
    )
    values = [None, 0, -1, 2**53 + 1, -(2**63), 2**63 - 1, 0.1, -0.0, 2.0, 1e300, float("inf"), "", "ü", "a\0b", "\ufffd", "😀", "\ufeffbom", b"", b"\xff\x00", True]
    database.executemany("INSERT INTO everything VALUES (?, ?)", [(index * 10 - 50, value) for index, value in enumerate(values)])
    database.executemany('INSERT INTO "odd ""name"" too" VALUES (?, ?)', [("12", "12"), ("x", "3.0"), ("y", "1e2"), (None, "text")])
    database.executemany("INSERT INTO keyed VALUES (?, ?)", [(f"key {index % 7}", index) for index in range(40)])
    database.executemany("INSERT INTO strict VALUES (?, ?, ?, ?, ?)", [(1, 1, "1", b"1", "1"), (2, 2.5, "", b"", 2), (None, None, None, None, None)])
    database.execute("INSERT INTO grown VALUES ('before')")
    database.execute("ALTER TABLE grown ADD COLUMN b DEFAULT 'filled in'")
    database.execute("ALTER TABLE grown ADD COLUMN c")
    database.execute("INSERT INTO grown VALUES ('after', 1, 2)")
    database.commit()
    database.close()
    add(name, f"Python's sqlite3, {encoding}, {journal}")


def write_coverage(name):
    """What coverage.py keeps of a run."""
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        (place / "halves.py").write_text("def half(number):\n    if number % 2:\n        return None\n    return number // 2\n")
        (place / "main.py").write_text("import halves\n\nprint([halves.half(number) for number in range(9)])\n")
        (place / ".coveragerc").write_text("[run]\nrelative_files = true\nbranch = true\ndata_file = data\n")
        subprocess.run([sys.executable, "-m", "coverage", "run", "main.py"], cwd=place, check=True, capture_output=True)
        (folder / name).write_bytes((place / "data").read_bytes())
    # When it was made and on what is not needed here.
    database = sqlite3.connect(folder / name)
    database.execute("DELETE FROM meta WHERE key IN ('when', 'sys_argv')")
    database.commit()
    database.execute("VACUUM")
    database.close()
    add(name, "coverage.py")


def write_utils(name):
    """What sqlite-utils makes of JSON, with full-text search: a virtual table and its shadows."""
    path = folder / name
    path.unlink(missing_ok=True)
    rows = [{"id": f"c{index}", "name": word, "tags": [word[0], index], "weight": index / 4, "parent": f"c{index - 1}" if index else None} for index, word in enumerate(["amber", "basin", "cedar", "délta", "ember", "fjord"])]
    run = lambda *arguments, **options: subprocess.run([sys.executable, "-m", "sqlite_utils", *arguments], check=True, capture_output=True, **options)
    run("insert", str(path), "creatures", "-", "--pk", "id", input=json.dumps(rows).encode())
    run("enable-fts", str(path), "creatures", "name", "tags", "--fts5", "--create-triggers")
    run("create-view", str(path), "heavy", "select name, weight from creatures where weight > 0.5")
    add(name, "sqlite-utils, as Datasette has it")


write_python("python.db", "UTF-8")
write_python("python-utf16le.db", "UTF-16le")
write_python("python-utf16be.db", "UTF-16be", "WAL")
write_coverage("coverage.db")
write_utils("sqlite-utils.db")
(folder / "index.json").write_text(json.dumps({"databases": entries}, indent=2, ensure_ascii=False) + "\n")
