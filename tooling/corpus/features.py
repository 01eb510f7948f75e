"""Encodes columns by Hugging Face features."""

import json

import numpy
import pyarrow as arrow

import canonical
from canonical import NULL

TENSOR_KINDS = {"float16": "halffloat", "float32": "float", "float64": "double"}


def of_schema(schema):
    text = (schema.metadata or {}).get(b"huggingface")
    return {} if text is None else json.loads(text)["info"]["features"]


def encode(values, feature, plain):
    """Encodings of an array; `plain` encodes where the feature says nothing."""
    if isinstance(values, arrow.ChunkedArray):
        return [item for chunk in values.chunks for item in encode(chunk, feature, plain)]
    if isinstance(values.type, arrow.BaseExtensionType):
        values = values.storage
    kind = feature.get("_type") if isinstance(feature, dict) else None
    if kind in ("Image", "Audio", "Video", "Pdf"):
        return [item if valid else NULL for item, valid in zip(plain(values.field("bytes")), values.is_valid().to_pylist())]
    if kind is not None and kind.startswith("Array"):
        return [NULL if item is None else tensor(item, feature["dtype"]) for item in values.to_pylist()]
    if isinstance(feature, list) or kind in ("List", "LargeList", "Sequence"):
        inner = feature[0] if isinstance(feature, list) else feature["feature"]
        return [NULL if not item.is_valid else canonical.sequence(encode(item.values, inner, plain)) for item in values]
    if kind is None:
        fields = [(name, encode(values.field(name), each, plain)) for name, each in feature.items()]
        return [
            canonical.record([(name, items[row]) for name, items in fields]) if valid else NULL
            for row, valid in enumerate(values.is_valid().to_pylist())
        ]
    return plain(values)


def tensor(value, dtype):
    data = numpy.array(value, numpy.dtype(dtype).newbyteorder("<"))
    return canonical.tensor(data.shape, TENSOR_KINDS.get(dtype, dtype), data.tobytes())
