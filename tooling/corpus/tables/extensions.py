"""Arrow extension types, which Parquet keeps in `ARROW:schema` alone."""

import numpy
import pyarrow as arrow

from folder import Folder


def extension(kind, values):
    return arrow.ExtensionArray.from_storage(kind, arrow.array(values, kind.storage_type))


def columns():
    tensor = arrow.fixed_shape_tensor(arrow.int32(), [2, 3], dim_names=["row", "column"])
    half = arrow.fixed_shape_tensor(arrow.float16(), [2])
    return {
        "id": arrow.array(range(5)),
        "key": extension(arrow.uuid(), [bytes(range(16)), None, b"\xff" * 16, b"\0" * 16, bytes(range(16, 32))]),
        "tensor": extension(tensor, [[1, 2, 3, 4, 5, 6], None, [-1] * 6, [2**31 - 1, -(2**31), 0, 0, 0, 1], [0] * 6]),
        "half": extension(
            half, [[numpy.float16(value) for value in pair] for pair in ((1.5, -0.0), (0, 0), (65504, 2**-24), ("nan", "inf"), (1, 2))]
        ),
        "json": extension(arrow.json_(), ['{"a": 1}', None, "[1, 2.50]", '"text"', '{"a":1}']),
        "wait": arrow.array([1, None, -1, 0, 2**40], arrow.duration("ms")),
        "opaque": extension(arrow.opaque(arrow.binary(), "geometry", "a database"), [b"\1\2", None, b"", b"\xff", b"x"]),
    }


def write_extensions(out):
    folder = Folder(
        out, "extension-types", 5, "a tensor keeps its shape, JSON is text as it stands, an unknown extension type is its storage type"
    )
    table = arrow.table(columns())
    folder.parquet("none", table, compression="none")
    folder.parquet("v2-zstd", table, compression="zstd", data_page_version="2.0", use_dictionary=False, row_group_size=2)
    folder.arrow("none", table)
    folder.stream("lz4", table, "lz4", batch_rows=2)
    folder.arrow("sliced", arrow.concat_tables([table, table]).combine_chunks().slice(5))
    return folder


def write_bool8(out):
    folder = Folder(out, "bool8", 5, "the canonical extension type arrow.bool8: bytes of 0 and 1 that mean bools")
    values = [True, False, None, True, False]
    eight = arrow.table({"flag": extension(arrow.bool8(), [None if value is None else int(value) for value in values])})
    folder.arrow("none", eight)
    folder.parquet("zstd", eight, compression="zstd")
    folder.arrow("bool", arrow.table({"flag": values}))
    return folder


def write(out):
    return [write_extensions(out), write_bool8(out)]
