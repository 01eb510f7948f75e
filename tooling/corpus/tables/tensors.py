"""Tensors of every dtype, of floats every bit: NaNs of other payloads and signs, -0.0, subnormals. Scalars of the same."""

import numpy
import pyarrow as arrow

from folder import Folder

# Quiet NaNs, with other payloads and signs; signalling ones, which turn quiet where a tool computes with them.
FLOATS = {
    "half": (numpy.uint16, [0x7E00, 0xFE00, 0x7E01, 0x7FFF, 0xFFFF, 0x7C01, 0xFD00, 0x8000, 0x0001, 0x83FF, 0x7C00, 0x7BFF]),
    "single": (
        numpy.uint32,
        [
            0x7FC00000,
            0xFFC00000,
            0x7FC00123,
            0x7FFFFFFF,
            0xFFFFFFFF,
            0x7F800001,
            0xFFA00000,
            0x80000000,
            0x00000001,
            0x807FFFFF,
            0x7F800000,
            0x7F7FFFFF,
        ],
    ),
    "double": (
        numpy.uint64,
        [
            0x7FF8000000000000,
            0xFFF8000000000000,
            0x7FF8000000000123,
            0x7FFFFFFFFFFFFFFF,
            0xFFFFFFFFFFFFFFFF,
            0x7FF0000000000001,
            0xFFF4000000000000,
            0x8000000000000000,
            0x0000000000000001,
            0x800FFFFFFFFFFFFF,
            0x7FF0000000000000,
            0x7FEFFFFFFFFFFFFF,
        ],
    ),
}
KINDS = {"half": arrow.float16(), "single": arrow.float32(), "double": arrow.float64()}
INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
ROWS = 6


def floats(name):
    unsigned, bits = FLOATS[name]
    return arrow.array(numpy.array(bits, unsigned).view(unsigned.__name__.replace("uint", "float")), KINDS[name])


def tensors(values, shape, present=None):
    """Values as tensors, one after another; those at False in `present` are null."""
    kind = arrow.fixed_shape_tensor(values.type, shape)
    mask = None if present is None else arrow.array([not each for each in present])
    return arrow.ExtensionArray.from_storage(kind, arrow.FixedSizeListArray.from_arrays(values, int(numpy.prod(shape)), mask=mask))


def integers(name):
    bounds = numpy.iinfo(name)
    return arrow.array([value for row in range(ROWS) for value in (bounds.min, bounds.max - row, row)], name)


def lists(values, lengths):
    """Lists of these lengths; nested ones of a type that is an extension's."""
    return arrow.ListArray.from_arrays(numpy.cumsum([0, *lengths]).astype(numpy.int32), values)


def columns():
    without_second = [row != 1 for row in range(ROWS)]
    yield "id", arrow.array(range(ROWS))
    for name in FLOATS:
        yield name, tensors(floats(name), [2, 1])
        yield f"{name}_nulls", tensors(floats(name), [1, 2], without_second)
        yield f"{name}_list", lists(tensors(floats(name), [3]), [0, 2, 0, 1, 1, 0])
        yield f"{name}_scalar", floats(name).slice(0, ROWS)
        yield f"{name}_scalars", lists(floats(name), [3, 0, 2, 1, 0, 6])
    yield "struct", arrow.StructArray.from_arrays([tensors(floats("single"), [2]), tensors(floats("double"), [2])], ["single", "double"])
    for name in INTEGERS:
        yield name, tensors(integers(name), [3], without_second)
    yield "bool", tensors(arrow.array([row % 3 == element for row in range(ROWS) for element in range(3)]), [3, 1], without_second)


def write(out):
    folder = Folder(
        out,
        "tensors",
        ROWS,
        "tensors keep every bit of a NaN, in Parquet as in Arrow; a NaN that is no tensor's is the one NaN, whatever its bits",
    )
    table = arrow.table(dict(columns()))
    split = {"use_dictionary": False, "use_byte_stream_split": [f"{name}.list.element" for name in FLOATS]}
    folder.parquet("none", table, compression="none", use_dictionary=False)
    folder.parquet("dictionary-snappy", table, compression="snappy", write_page_checksum=True)
    folder.parquet("byte-stream-split-zstd", table, compression="zstd", **split)
    folder.parquet("v2-gzip", table, compression="gzip", data_page_version="2.0", data_page_size=1, write_batch_size=2)
    folder.parquet("groups-lz4", table, compression="lz4", row_group_size=2)
    folder.parquet("small-pages-brotli", table, compression="brotli", data_page_size=1, write_batch_size=1, use_dictionary=False)
    folder.arrow("none", table)
    folder.stream("zstd", table, "zstd", batch_rows=4)
    folder.arrow("sliced", arrow.concat_tables([table, table]).combine_chunks().slice(ROWS))
    return [folder]
