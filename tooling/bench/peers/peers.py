"""The peers: each takes the kind of an input, its files and at most how many records, and says how many it took."""

import hashlib
import itertools
import subprocess
from pathlib import Path

from records import batches_of, line_records, read_idx, records_of

SKETCH_SIZE = 1024


def limited(records, limit):
    return itertools.islice(records, limit) if limit else records


class Counted:
    """Records that are counted as they are taken."""

    def __init__(self, records):
        self.records = records
        self.count = 0

    def __iter__(self):
        for record in self.records:
            self.count += 1
            yield record


def datasig_data(kind, files, limit):
    """What the original tool would be given: its own classes where it has one for the input."""
    from datasig.dataset import CSVDataset, TorchVisionDataset

    if kind == "csv":
        file = open(files[0], newline="", encoding="utf-8")
        return CSVDataset(limited(file, limit and limit + 1))
    if kind != "mnist":
        return limited(records_of(kind, files), limit)
    from PIL import Image

    pixels, (height, width) = read_idx(files[0])
    labels, _ = read_idx(files[1])
    images = [(Image.frombytes("L", (width, height), image), label[0]) for image, label in zip(pixels, labels)]
    return TorchVisionDataset(images[:limit] if limit else images)


def datasig(algorithm):
    def run(kind, files, limit, clock):
        import datasig.algo

        data = Counted(datasig_data(kind, files, limit))
        clock.start()
        getattr(datasig.algo, algorithm)(data).digest()
        # It takes the header of CSV for a record.
        return data.count - (kind == "csv")

    return run


def over_records(make):
    """A peer that is fed batches of records; `make` gives what takes a batch and what is called at the end."""

    def run(kind, files, limit, clock):
        take, finish = make()
        count = 0
        clock.start()
        for batch in batches_of(limited(records_of(kind, files), limit)):
            take(batch)
            count += len(batch)
        finish()
        return count

    return run


def make_datasketch():
    from datasketch import MinHash

    sketch = MinHash(num_perm=SKETCH_SIZE)
    return sketch.update_batch, sketch.digest


def make_rensa():
    from rensa import RMinHash

    sketch = RMinHash(num_perm=SKETCH_SIZE, seed=42)
    return sketch.update, sketch.digest


def hash64(record):
    return int.from_bytes(hashlib.sha256(record).digest()[:8], "little", signed=False)


def make_sourmash():
    from sourmash import MinHash

    sketch = MinHash(n=SKETCH_SIZE, ksize=31)
    return (lambda batch: sketch.add_many([hash64(record) for record in batch])), lambda: len(sketch)


def make_theta():
    from datasketches import update_theta_sketch

    sketch = update_theta_sketch(SKETCH_SIZE.bit_length() - 1)

    def take(batch):
        for record in batch:
            sketch.update(hash64(record) >> 1)

    return take, sketch.compact


def make_sum():
    total = 0

    def take(batch):
        nonlocal total
        for record in batch:
            total += int.from_bytes(hashlib.sha256(record).digest(), "little")

    return take, lambda: total % 2**256


def hash_lines(kind, files, limit, clock):
    """Hashes lines without parsing them."""
    take, finish = make_sum()
    count = 0
    clock.start()
    for batch in batches_of(limited(line_records(files[0], kind == "csv"), limit)):
        take(batch)
        count += len(batch)
    finish()
    return count


def duckdb(kind, files, limit, clock):
    import duckdb as module

    connection = module.connect()
    connection.execute("SET threads = 1")
    reader = {"csv": "read_csv", "jsonl": "read_json", "parquet": "read_parquet"}[kind]
    clock.start()
    count, _ = connection.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {reader}(?) t", [files[0]]).fetchone()
    return count


def sqlite(kind, files, limit, clock):
    """The shell's `.sha3sum` over a database that holds the table already; the second file tells how many rows it has."""
    count = int(Path(files[1]).read_text())
    clock.start()
    subprocess.run(["sqlite3", files[0], ".sha3sum"], check=True, stdout=subprocess.DEVNULL)
    return count


PEERS = {
    "datasig-keyed": datasig("KeyedShaMinHash"),
    "datasig-single": datasig("SingleShaMinHash"),
    "datasig-uid": datasig("UID"),
    "datasketch": over_records(make_datasketch),
    "rensa": over_records(make_rensa),
    "sourmash": over_records(make_sourmash),
    "theta": over_records(make_theta),
    "hashlib": over_records(make_sum),
    "hashlib-lines": hash_lines,
    "duckdb": duckdb,
    "sqlite": sqlite,
}
