"""The records of each input as byte strings, one at a time: what a user would write to hash rows in Python."""

import csv
import itertools
import json
import struct
from pathlib import Path


def read_idx(path):
    """All items of an IDX file of unsigned bytes, and the dimensions of one."""
    data = Path(path).read_bytes()
    dimensions = struct.unpack_from(f">{data[3]}I", data, 4)
    start = 4 + 4 * len(dimensions)
    length = (len(data) - start) // dimensions[0]
    return [data[start + index * length : start + (index + 1) * length] for index in range(dimensions[0])], dimensions[1:]


def mnist_records(images, labels):
    """Label and pixels of every image."""
    for label, pixels in zip(read_idx(labels)[0], read_idx(images)[0]):
        yield label + pixels


def csv_records(path):
    """The cells of every row but the header, with a separator that does not occur in them."""
    with open(path, newline="", encoding="utf-8") as file:
        for row in itertools.islice(csv.reader(file), 1, None):
            yield "\x1f".join(row).encode()


def jsonl_records(path):
    """Every object with its keys in order."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.dumps(json.loads(line), sort_keys=True, separators=(",", ":")).encode()


def parquet_records(path):
    """Every row as Python prints it."""
    from pyarrow.parquet import ParquetFile

    for batch in ParquetFile(path).iter_batches(use_threads=False):
        for row in zip(*(column.to_pylist() for column in batch.columns)):
            yield repr(row).encode()


def line_records(path, header):
    """Every line as it is, without a look into it."""
    with open(path, "rb") as file:
        yield from itertools.islice(file, 1 if header else 0, None)


def records_of(kind, files):
    """The records of an input by its kind."""
    readers = {"mnist": mnist_records, "csv": csv_records, "jsonl": jsonl_records, "parquet": parquet_records}
    return readers[kind](*files)


def batches_of(records, size=4096):
    """Records in lists of at most `size`."""
    iterator = iter(records)
    while batch := list(itertools.islice(iterator, size)):
        yield batch
