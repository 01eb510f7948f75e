"""Loads a CSV file into a SQLite database, every cell as text. Arguments: the CSV file, the database, a file for the number of rows."""

import csv
import sqlite3
import sys
from pathlib import Path

source, database, count_file = sys.argv[1:]
connection = sqlite3.connect(database)
with open(source, newline="", encoding="utf-8") as file:
    rows = csv.reader(file)
    names = next(rows)
    connection.execute(f"CREATE TABLE t ({', '.join(f'[{name}] TEXT' for name in names)})")
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(names))})", rows)
connection.commit()
Path(count_file).write_text(str(connection.execute("SELECT count(*) FROM t").fetchone()[0]))
