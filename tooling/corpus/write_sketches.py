"""Writes `vectors/v1/one-permutation.json`: sketches of the generated datasets of `v1.json`, from docs/spec alone.

`python write_sketches.py OUT` writes a new file OUT, to be held against it: vectors are never changed.
"""

import hashlib
import hmac
import json
import sys
from fractions import Fraction

from check_vectors import VECTORS, generated, numbers

EMPTY = 2**64 - 1
BIN_COUNTS = (1, 2, 3, 16, 1000, 1023, 1024, 2**20)
SKETCHES = {
    "empty": (1, 16),
    "one": (1, 16),
    "five with one record twice": (3, 16),
    "1000": (1, 3, 16, 64, 1000, 1024, 2**16),
    "500..1500 at k=64": (16, 64, 1024),
    "65 at k=64: theta": (64, 1024),
    "1000 keyed": (64, 1024),
    "empty keyed": (16,),
}
COMPARED = (("1000", 64, 64), ("1000", 1024, 1024), ("1000", 64, 16), ("1000", 16, 1024), ("65 at k=64: theta", 64, 64), ("empty", 16, 64))
OTHER = "500..1500 at k=64"


def place(digest, bins):
    return int.from_bytes(digest[8:12], "big") * bins >> 32, int.from_bytes(digest[12:20], "big")


def digests(dataset):
    records = [generated(number) for number in numbers(dataset["records"])]
    if dataset["keyHex"] is None:
        return [hashlib.sha256(record).digest() for record in records]
    key = bytes.fromhex(dataset["keyHex"])
    return [hmac.digest(key, record, "sha256") for record in records]


def minima(found, bins):
    smallest = [EMPTY] * bins
    for digest in found:
        bin_number, value = place(digest, bins)
        smallest[bin_number] = min(smallest[bin_number], value)
    return smallest


def written(value):
    return f"{value:016x}"


def sketch(dataset, bins):
    values = minima(digests(dataset), bins)
    return {
        "name": dataset["name"],
        "records": dataset["records"],
        "keyHex": dataset["keyHex"],
        "k": bins,
        "filled": sum(value != EMPTY for value in values),
        "firstHashes": [written(value) for value in values[:4]],
        "hashesSha256": hashlib.sha256(b"".join(value.to_bytes(8, "big") for value in values)).hexdigest(),
    }


def comparison(a, b, bins_of_a, bins_of_b):
    """From the records themselves: no sketch is folded here."""
    bins = min(bins_of_a, bins_of_b)
    found_a, found_b = digests(a), digests(b)
    pairs = list(zip(minima(found_a, bins), minima(found_b, bins), strict=True))
    smallest = minima(found_a + found_b, bins)
    shared, every = len(set(found_a) & set(found_b)), len(set(found_a) | set(found_b))
    return {
        "a": a["name"],
        "kOfA": bins_of_a,
        "b": b["name"],
        "kOfB": bins_of_b,
        "both": sum(one == other != EMPTY for one, other in pairs),
        "onlyA": sum(one < other for one, other in pairs),
        "onlyB": sum(other < one for one, other in pairs),
        "theta": sum(value + 1 for value in smallest) // bins,
        "trueJaccard": str(Fraction(shared, every)),
    }


def bins_of_digests():
    borders = [(0, 0), (2**32 - 1, EMPTY), (2**31, 1), (2**31 - 1, EMPTY - 1), (1431655765, 2**63), (1431655766, 7)]
    made = [bytes(8) + position.to_bytes(4, "big") + value.to_bytes(8, "big") + bytes(12) for position, value in borders]
    made += [hashlib.sha256(bytes([number])).digest() for number in range(4)]
    rows = []
    for digest in made:
        places = {str(bins): place(digest, bins)[0] for bins in BIN_COUNTS}
        rows.append({"digestHex": digest.hex(), "bins": places, "value": written(place(digest, 1)[1])})
    return rows


def write_sketches(path):
    with open(VECTORS, encoding="utf-8") as file:
        datasets = {dataset["name"]: dataset for dataset in json.load(file)["datasets"]}
    comparisons = [comparison(datasets[name], datasets[OTHER], one, other) for name, one, other in COMPARED]
    content = {
        "generator": "an independent implementation in Python",
        "bins": bins_of_digests(),
        "datasets": [sketch(datasets[name], bins) for name, counts in SKETCHES.items() for bins in counts],
        "comparisons": [{**each, "theta": str(each["theta"])} for each in comparisons],
    }
    with open(path, "x", encoding="utf-8") as file:
        file.write(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    write_sketches(sys.argv[1])
