"""Dictionary-encoded columns: pandas categoricals, polars Categorical and Enum, Arrow dictionaries that change between batches."""

import pandas
import polars
import pyarrow as arrow

from folder import Folder

COLORS = ["red", None, "green", "blue", "red", "green", None, "", "blue", "red", "violet 😀", "red"]
SIZES = [10, 20, None, 10, 30, 20, 10, None, 2**40, -1, 10, 20]
MANY = [["red", "blue"], [], None, ["green", None], ["red"], ["", "red"], None, [None], ["blue"], ["blue", "blue"], [], ["green"]]
ROWS = len(COLORS)


def of_batches(cuts, index=arrow.int8()):
    """Batches that each have a dictionary of their own values."""
    schema = arrow.schema(
        [
            ("color", arrow.dictionary(index, arrow.string())),
            ("size", arrow.dictionary(arrow.uint16(), arrow.int64())),
            ("many", arrow.list_(arrow.dictionary(index, arrow.string()))),
        ]
    )
    batches = []
    for start, end in zip(cuts, cuts[1:]):
        arrays = [
            arrow.array(COLORS[start:end]).dictionary_encode().cast(schema.field(0).type),
            arrow.array(SIZES[start:end], arrow.int64()).dictionary_encode().cast(schema.field(1).type),
        ]
        lists = arrow.array(MANY[start:end], arrow.list_(arrow.string()))
        encoded = lists.values.dictionary_encode().cast(schema.field(2).type.value_type)
        arrays.append(arrow.ListArray.from_arrays(lists.offsets, encoded, mask=lists.is_null()))
        batches.append(arrow.record_batch(arrays, schema=schema))
    return arrow.Table.from_batches(batches)


def growing(cuts):
    """Batches whose dictionaries begin with the one before, which can be sent as deltas."""

    def column(values, kind):
        known, arrays = [], []
        for start, end in zip(cuts, cuts[1:]):
            known = known + [value for value in dict.fromkeys(values[start:end]) if value is not None and value not in known]
            indices = arrow.array([None if value is None else known.index(value) for value in values[start:end]], arrow.int32())
            arrays.append(arrow.DictionaryArray.from_arrays(indices, arrow.array(known, kind)))
        return arrays

    return arrow.Table.from_batches(
        [arrow.record_batch(list(pair), ["color", "size"]) for pair in zip(column(COLORS, arrow.string()), column(SIZES, arrow.int64()))]
    )


def null_in_dictionary():
    values = arrow.array([None, "red", "", "green", "blue", "violet 😀", "not used"])
    place = {value: index for index, value in enumerate(values.to_pylist())}
    colors = arrow.DictionaryArray.from_arrays(arrow.array([place[color] for color in COLORS], arrow.uint8()), values)
    return arrow.table({"color": colors, "size": arrow.array(SIZES, arrow.int64())})


def write_dictionaries(out):
    folder = Folder(out, "dictionaries", ROWS)
    plain = arrow.table({"color": COLORS, "size": arrow.array(SIZES, arrow.int64())})
    one = of_batches([0, ROWS]).drop_columns(["many"])
    deltas = growing([0, 3, 5, ROWS])
    folder.parquet("plain", plain, compression="none", use_dictionary=False)
    folder.parquet("dictionary-type", one, compression="zstd", row_group_size=5)
    folder.arrow("dictionary", one)
    folder.arrow(
        "deltas-lz4", deltas, "lz4", emit_dictionary_deltas=True, quirk="The second and third batch add to the dictionary (isDelta)."
    )
    folder.stream(
        "replaced",
        of_batches([0, 4, 8, ROWS]).drop_columns(["many"]),
        quirk="Each batch of the stream comes after a dictionary that replaces the one before.",
    )
    folder.stream("deltas-zstd", deltas, "zstd", emit_dictionary_deltas=True)
    folder.arrow("null-in-dictionary", null_in_dictionary(), quirk="The dictionary itself holds a null: an index to it is a null value.")
    folder.stream("same-dictionary", one, batch_rows=4, quirk="One dictionary for several batches.")
    categories = polars.DataFrame({"color": polars.Series(COLORS, dtype=polars.Categorical), "size": SIZES})
    enums = polars.DataFrame(
        {"color": polars.Series(COLORS, dtype=polars.Enum(["violet 😀", "", "blue", "green", "red", "not used"])), "size": SIZES}
    )
    for name, frame in (("categorical", categories), ("enum", enums)):
        folder.polars_parquet(name, frame)
        folder.polars_arrow(f"{name}-lz4", frame, compression="lz4", quirk="A dictionary of string views." if name == "enum" else None)
    folder.polars_stream("categorical-compatible", categories, compat_level=polars.CompatLevel.oldest())
    folder.duckdb_parquet(
        "enum",
        plain,
        "SELECT color::ENUM('red', 'green', 'blue', '', 'violet 😀') AS color, size FROM source",
        quirk="An ENUM is annotated as text.",
    )
    frame = pandas.DataFrame({"color": pandas.Categorical(COLORS), "size": pandas.Categorical(pandas.array(SIZES, dtype="Int64"))})
    folder.pandas_parquet("categorical", frame, compression="gzip")
    folder.pandas_feather("categorical", frame, quirk="Categoricals are dictionaries with int8 indices.")
    folder.jsonl("plain", plain.to_pylist())
    return folder


def write_nested_dictionaries(out):
    folder = Folder(out, "nested-dictionaries", ROWS, "dictionaries inside lists")
    plain = arrow.table(
        {"color": COLORS, "size": arrow.array(SIZES, arrow.int64()), "many": arrow.array(MANY, arrow.list_(arrow.string()))}
    )
    folder.parquet("plain", plain, compression="none")
    folder.arrow("dictionary", of_batches([0, ROWS]))
    folder.stream("replaced-lz4", of_batches([0, 2, 7, ROWS], arrow.int32()), "lz4")
    folder.polars_arrow(
        "categorical",
        polars.from_arrow(plain).with_columns(
            polars.col("color").cast(polars.Categorical), polars.col("many").cast(polars.List(polars.Categorical))
        ),
    )
    folder.jsonl("plain", plain.to_pylist())
    return folder


def write(out):
    return [write_dictionaries(out), write_nested_dictionaries(out)]
