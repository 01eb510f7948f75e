"""Reads the corpus back with pyarrow, Python's json and csv, and encodes its records."""

import csv
import io
import json
import uuid
from base64 import b64decode
from datetime import date
from decimal import Decimal

import numpy
import polars
import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet

import canonical
import features
from canonical import NULL

NANOSECONDS = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}
kinds = arrow.types


def encode(values):
    """The encodings of an array, `NULL` where it is null."""
    kind = values.type
    if isinstance(values, arrow.ChunkedArray):
        return [item for chunk in values.chunks for item in encode(chunk)]
    if kinds.is_dictionary(kind):
        dictionary = encode(values.dictionary)
        return [NULL if index is None else dictionary[index] for index in values.indices.to_pylist()]
    if kinds.is_run_end_encoded(kind):
        return encode(compute.run_end_decode(values))
    if isinstance(kind, arrow.BaseExtensionType):
        return extension(values)
    if kinds.is_struct(kind):
        fields = [(field.name, encode(values.field(index))) for index, field in enumerate(kind)]
        return [
            canonical.record([(name, items[row]) for name, items in fields]) if valid else NULL
            for row, valid in enumerate(values.is_valid().to_pylist())
        ]
    each = scalar(kind)
    return [NULL if item is None else each(item) for item in items_of(values)]


def items_of(values):
    kind = values.type
    if kinds.is_temporal(kind):
        return values.view(arrow.int32() if kind.bit_width == 32 else arrow.int64()).to_pylist()
    if kinds.is_map(kind) or kinds.is_nested(kind):
        return [item if item.is_valid else None for item in values]
    return values.to_pylist()


def scalar(kind):
    """How one item of this type, as `items_of` gives it, is encoded."""
    if kinds.is_null(kind):
        return lambda item: NULL
    if kinds.is_boolean(kind):
        return canonical.json_value
    if kinds.is_integer(kind):
        return canonical.integer
    if kinds.is_floating(kind):
        return lambda item: canonical.real(float(item))
    if kinds.is_decimal(kind):
        return canonical.decimal
    if kinds.is_date32(kind):
        return canonical.date
    if kinds.is_date64(kind):
        return lambda item: canonical.date(item // 86_400_000)
    if kinds.is_timestamp(kind):
        return lambda item: canonical.timestamp(item * NANOSECONDS[kind.unit])
    if kinds.is_time(kind) or kinds.is_duration(kind):
        return lambda item: canonical.duration(item * NANOSECONDS[kind.unit])
    if kinds.is_map(kind):
        return lambda item: pairs(item.values)
    if kinds.is_nested(kind):
        return lambda item: canonical.sequence(encode(item.values))
    if is_text(kind):
        return canonical.text
    return canonical.binary


def pairs(entries):
    keys, values = entries.field(0), entries.field(1)
    return canonical.mapping(list(zip(keys.to_pylist(), encode(keys), encode(values))))


def extension(values):
    kind, name = values.type, values.type.extension_name
    if name == "arrow.uuid":
        return [NULL if item is None else canonical.uuid(item) for item in values.storage.to_pylist()]
    if name == "arrow.bool8":
        return [NULL if item is None else canonical.json_value(item != 0) for item in values.storage.to_pylist()]
    if name == "arrow.fixed_shape_tensor":
        return [tensor(item.values, kind) if item.is_valid else NULL for item in values.storage]
    return encode(values.storage)


def tensor(items, kind):
    """Out of the buffer: a NaN that becomes a Python float has other bits."""
    data = items.to_numpy(zero_copy_only=False).reshape(kind.shape)
    if kind.permutation is not None:
        data = data.transpose(kind.permutation)
    return canonical.tensor(data.shape, str(kind.value_type), data.astype(data.dtype.newbyteorder("<")).tobytes())


def table(path, read_with="pyarrow"):
    if read_with == "polars":
        return polars.read_parquet(path).to_arrow()
    if path.endswith(".parquet"):
        with parquet.ParquetFile(path) as file:
            return file.read()
    with open(path, "rb") as file:
        open_reader = ipc.open_file if file.read(6) == b"ARROW1" else ipc.open_stream
    with open_reader(path) as reader:
        return reader.read_all()


def of_table(data, schema=None):
    """With a schema: of text columns too, as the types of the columns of these names there."""
    by_name = features.of_schema(data.schema)
    columns = [
        (name, column(values, by_name.get(name), None if schema is None else schema.field(name).type))
        for name, values in zip(data.column_names, data.columns)
    ]
    return [canonical.record([(name, items[row]) for name, items in columns]) for row in range(data.num_rows)]


def column(values, feature, wanted):
    if feature is not None:
        return features.encode(values, feature, encode)
    if wanted is not None and wanted != values.type and is_text(values.type) and not is_text(wanted):
        return [cast(wanted, item) for item in values.to_pylist()]
    if wanted == arrow.uuid() and not isinstance(values.type, arrow.BaseExtensionType):
        # polars knows no UUIDs and reads their bytes.
        return [NULL if item is None else canonical.uuid(item) for item in values.to_pylist()]
    return encode(values)


def is_text(kind):
    return kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_string_view(kind)


class Literal(float):
    """A JSON number that keeps its digits, for casts."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number


def cast(kind, value, null_tokens=()):
    """Text as the type of the reference's column; other JSON values as they are."""
    if value is None or value in null_tokens and isinstance(value, str):
        return NULL
    if kinds.is_dictionary(kind):
        return cast(kind.value_type, value)
    if isinstance(value, Literal) and (kinds.is_decimal(kind) or kinds.is_floating(kind)):
        return cast(kind, value.text)
    if not isinstance(value, str) or is_text(kind):
        return canonical.json_value(value)
    if value == "":
        return canonical.binary(b"") if kinds.is_binary(kind) else NULL
    if kinds.is_nested(kind):
        return canonical.json_value(json.loads(value))
    if kinds.is_integer(kind):
        return canonical.integer(int(value))
    if kinds.is_floating(kind):
        number = float(value)
        return canonical.real(float(numpy.float32(number)) if kind.bit_width < 64 else number)
    if kinds.is_decimal(kind):
        return canonical.decimal(Decimal(value))
    if kinds.is_boolean(kind):
        return canonical.json_value({"true": True, "false": False}[value.lower()])
    if kinds.is_date(kind):
        return canonical.date(days(value))
    if kinds.is_timestamp(kind):
        return canonical.timestamp(
            days(value[:10]) * 86_400 * 10**9 + clock(value[11:].removesuffix("Z").removesuffix("+00:00").removesuffix("+00"))
        )
    if kinds.is_time(kind):
        return canonical.duration(clock(value))
    if isinstance(kind, arrow.UuidType):
        return canonical.uuid(uuid.UUID(value).bytes)
    return canonical.binary(b64decode(value, validate=True))


def days(value):
    return (date.fromisoformat(value) - date(1970, 1, 1)).days


def clock(value):
    whole, _, fraction = value.partition(".")
    hours, minutes, seconds = map(int, whole.split(":"))
    return ((hours * 60 + minutes) * 60 + seconds) * 10**9 + int(fraction.ljust(9, "0") or 0)


def of_text(path, schema, null_tokens=()):
    types = {} if schema is None else dict(zip(schema.names, schema.types))
    with open(path, encoding="utf-8", newline="") as file:
        content = file.read()
    if path.endswith(".csv"):
        rows = csv.DictReader(io.StringIO(content), strict=True)
    else:
        rows = [json.loads(line, parse_float=Literal) for line in content.split("\n") if line]
    return [
        canonical.record([(name, cast(types.get(name, arrow.string()), value, null_tokens)) for name, value in row.items()]) for row in rows
    ]


def of_file(path, schema=None, null_tokens=(), read_with="pyarrow"):
    return of_text(path, schema, null_tokens) if path.endswith((".csv", ".jsonl")) else of_table(table(path, read_with), schema)
