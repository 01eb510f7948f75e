"""Writes big Parquet files to measure memory with: `python write_big.py OUT [SHARE]`; SHARE below 1 makes them smaller."""

import json
import os
import sys

import numpy
import pyarrow as arrow
import pyarrow.parquet as parquet

BATCH = 500_000
ROWS = 10_000_000
ROWS_OF_ONE_GROUP = 13_500_000
"""Of about 80 bytes each: one row group of 1 GB."""


def hexadecimal(random, rows, width):
    """Random texts of `width` digits, which no codec halves by much."""
    digits = numpy.frombuffer(b"0123456789abcdef", numpy.uint8)[random.integers(0, 16, rows * width, dtype=numpy.uint8)]
    offsets = numpy.arange(rows + 1, dtype=numpy.int32) * width
    return arrow.Array.from_buffers(arrow.string(), rows, [None, arrow.py_buffer(offsets), arrow.py_buffer(digits)])


def batch(start, rows):
    random = numpy.random.Generator(numpy.random.PCG64(start))
    sparse = random.random(rows) < 0.1
    return arrow.table(
        {
            "id": numpy.arange(start, start + rows),
            "count": arrow.array(random.integers(-(2**31), 2**31, rows, dtype=numpy.int32), mask=sparse),
            "score": random.standard_normal(rows),
            "name": hexadecimal(random, rows, 16),
            "color": arrow.array(["red", "green", "blue", "violet"]).take(arrow.array(random.integers(0, 4, rows), mask=sparse)),
            "at": arrow.array(random.integers(0, 2**51, rows), arrow.timestamp("us", "UTC")),
            "day": arrow.array(random.integers(0, 20_000, rows).astype(numpy.int32), arrow.date32()),
            "ok": random.random(rows) < 0.5,
        }
    )


def write_many_groups(path, rows):
    with parquet.ParquetWriter(path, batch(0, 1).schema, compression="zstd") as writer:
        for start in range(0, rows, BATCH):
            writer.write_table(batch(start, min(BATCH, rows - start)))


def write_one_group(path, rows, page_index):
    """Chunks that share their buffers keep the writer small: only the ids are all different."""
    random = numpy.random.Generator(numpy.random.PCG64(1))
    texts, numbers = hexadecimal(random, BATCH, 60), arrow.array(random.standard_normal(BATCH))
    lengths = [min(BATCH, rows - start) for start in range(0, rows, BATCH)]
    table = arrow.table(
        {
            "id": numpy.arange(rows),
            "text": arrow.chunked_array([texts[:length] for length in lengths]),
            "number": arrow.chunked_array([numbers[:length] for length in lengths]),
        }
    )
    parquet.write_table(
        table, path, row_group_size=rows, compression="snappy", use_dictionary=False, write_page_index=page_index, max_rows_per_page=20_000
    )


def main(out, share):
    os.makedirs(out, exist_ok=True)
    jobs = {
        "many-groups": lambda path: write_many_groups(path, int(ROWS * share)),
        "one-group": lambda path: write_one_group(path, int(ROWS_OF_ONE_GROUP * share), False),
        "one-group-page-index": lambda path: write_one_group(path, int(ROWS_OF_ONE_GROUP * share), True),
    }
    paths = {name: os.path.join(os.path.abspath(out), f"{name}.parquet") for name in jobs}
    for name, write in jobs.items():
        write(paths[name])
    json.dump(
        [{"name": name, "files": [path], "rows": parquet.read_metadata(path).num_rows} for name, path in paths.items()],
        sys.stdout,
        indent=1,
    )


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 1)
