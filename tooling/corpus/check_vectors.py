"""Holds `canonical.py` against `vectors/v1/v1.json`, for what tables can hold."""

import json
import os
from decimal import Decimal

import canonical

VECTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "vectors", "v1", "v1.json")
DTYPES = {"float16": "halffloat", "float32": "float", "float64": "double"}


def encode(value):
    kind, content = next(iter(value.items()))
    if kind == "nestedLists":
        return b"\x81" * content + encode(value["of"])
    if kind == "tensor" and content["shape"]:
        return canonical.tensor(content["shape"], DTYPES.get(content["dtype"], content["dtype"]), bytes.fromhex(content["dataHex"]))
    encoders = {
        "null": lambda: canonical.NULL,
        "bool": lambda: canonical.json_value(content),
        "int": lambda: canonical.integer(int(content)),
        "float": lambda: canonical.real(float(content)),
        "decimal": lambda: canonical.decimal(Decimal(content)),
        "text": lambda: canonical.text(content),
        "bytes": lambda: canonical.binary(bytes.fromhex(content)),
        "timestampNs": lambda: canonical.timestamp(int(content)),
        "dateDays": lambda: canonical.date(int(content)),
        "timeOfDayNs": lambda: canonical.duration(int(content)),
        "durationNs": lambda: canonical.duration(int(content)),
        "uuid": lambda: canonical.uuid(bytes.fromhex(content)),
        "list": lambda: canonical.sequence([encode(item) for item in content]),
        "map": lambda: canonical.record([(name, encode(item)) for name, item in content]),
        "pairs": lambda: canonical.mapping([(key.get("text"), encode(key), encode(item)) for key, item in content]),
    }
    return encoders[kind]() if kind in encoders else None


def generated(number):
    note = canonical.text("third") if number % 3 == 0 else canonical.NULL
    ok = canonical.json_value(number % 2 == 0)
    name, score = canonical.text(f"row {number}"), canonical.real(number / 4)
    return canonical.record([("id", canonical.integer(number)), ("name", name), ("score", score), ("ok", ok), ("note", note)])


def numbers(words):
    if words == "none":
        return []
    listed = words.removeprefix("i in ").split(":")[0]
    if listed.startswith("["):
        start, end = listed.strip("[)").split(",")
        return list(range(int(start), int(end)))
    return [int(number) for number in listed.split(",")]


def check_vectors():
    with open(VECTORS, encoding="utf-8") as file:
        vectors = json.load(file)
    encoded = [(vector["name"], encode(vector["value"]), vector["cbor"]) for vector in vectors["canonical"]]
    wrong = [name for name, found, wanted in encoded if found is not None and found.hex() != wanted]
    plain = [dataset for dataset in vectors["datasets"] if dataset["keyHex"] is None and dataset["count"] <= 3000]
    wrong += [
        dataset["name"]
        for dataset in plain
        if canonical.uid([generated(number) for number in numbers(dataset["records"])]) != dataset["uid"]
    ]
    passed = sum(found is not None for _, found, _ in encoded) + len(plain) - len(wrong)
    if wrong or passed < 60:
        raise SystemExit(f"canonical.py: {passed} vectors pass, not {', '.join(wrong)}")


if __name__ == "__main__":
    check_vectors()
