"""The canonical encoding and the UID once more, from docs/spec alone, so that the corpus does not rest on what it tests."""

import hashlib
import math
import struct
import sys
from array import array
from decimal import Decimal

import blake3

NULL = b"\xf6"
ARRAY_TAGS = {
    "uint8": 64,
    "uint16": 69,
    "uint32": 70,
    "uint64": 71,
    "int8": 72,
    "int16": 77,
    "int32": 78,
    "int64": 79,
    "halffloat": 84,
    "float": 85,
    "double": 86,
    "bool": 64,
}


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    width = next(width for width in (1, 2, 4, 8) if number < 256**width)
    return bytes([major << 5 | 23 + width.bit_length()]) + number.to_bytes(width, "big")


def tag(number, content):
    return head(6, number) + content


def integer(value):
    number, major = (value, 0) if value >= 0 else (-1 - value, 1)
    if number < 2**64:
        return head(major, number)
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return tag(2 + major, head(2, len(data)) + data)


def real(value):
    """A float of any width, given as the double that equals it."""
    if math.isnan(value):
        return b"\xf9\x7e\x00"
    if math.isfinite(value) and value == int(value):
        return integer(int(value))
    for first, layout in ((b"\xf9", ">e"), (b"\xfa", ">f")):
        try:
            packed = struct.pack(layout, value)
        except OverflowError:
            continue
        if struct.unpack(layout, packed)[0] == value:
            return first + packed
    return b"\xfb" + struct.pack(">d", value)


def decimal(value):
    sign, digits, exponent = value.as_tuple()
    number = int("".join(map(str, digits)) or "0") * (-1 if sign else 1)
    if number == 0 or exponent >= 0:
        return integer(number * 10 ** max(exponent, 0))
    while number % 10 == 0:
        number, exponent = number // 10, exponent + 1
    if exponent >= 0:
        return integer(number * 10**exponent)
    return tag(4, head(4, 2) + integer(exponent) + integer(number))


def text(value):
    data = value.encode("utf-8")
    return head(3, len(data)) + data


def binary(value):
    return head(2, len(value)) + value


def timed(number, nanoseconds):
    seconds, rest = divmod(nanoseconds, 10**9)
    entries = integer(1) + integer(seconds) + (integer(-9) + integer(rest) if rest else b"")
    return tag(number, head(5, 2 if rest else 1) + entries)


def timestamp(nanoseconds):
    return timed(1001, nanoseconds)


def duration(nanoseconds):
    return timed(1002, nanoseconds)


def date(days):
    return tag(100, integer(days))


def uuid(value):
    return tag(37, head(2, 16) + value)


def sequence(items):
    return head(4, len(items)) + b"".join(items)


def record(entries):
    """Of encoded values by name; nulls are left out."""
    present = sorted((text(name), value) for name, value in entries if value != NULL)
    return head(5, len(present)) + b"".join(key + value for key, value in present)


def mapping(pairs):
    """Of `(key, encoded key, encoded value)`: like a record where all keys are text."""
    if all(isinstance(key, str) for key, _, _ in pairs):
        return record([(key, value) for key, _, value in pairs])
    return sequence([sequence([key, value]) for _, key, value in pairs])


def tensor(shape, kind, data):
    return tag(40, sequence([sequence([integer(size) for size in shape]), tag(ARRAY_TAGS[kind], binary(data))]))


def json_value(value):
    """What `json.loads(..., parse_float=float)` gives."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return integer(value)
    if isinstance(value, float):
        return real(value)
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return sequence([json_value(item) for item in value])
    return record([(name, json_value(item)) for name, item in value.items()])


def uid(records):
    """The UID of encoded records, plain mode."""
    lanes = [0] * 1024
    for encoded in records:
        expanded = array("H", blake3.blake3(hashlib.sha256(encoded).digest()).digest(length=2048))
        if sys.byteorder == "big":
            expanded.byteswap()
        lanes = [(lane + more) & 0xFFFFFFFF for lane, more in zip(lanes, expanded)]
    state = struct.pack("<1024I", *lanes)
    return (
        "dsu1:"
        + hashlib.sha256(
            sequence([text("datasig-uid/1"), text("datasig-cbor/1"), text("sha-256"), NULL, integer(len(records)), binary(state)])
        ).hexdigest()
    )
