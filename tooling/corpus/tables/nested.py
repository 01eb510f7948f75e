"""Lists, structs and maps in each other, null and empty at every level."""

import json

import pandas
import polars
import pyarrow as arrow

from folder import Folder

POINT = arrow.struct([("x", arrow.float64()), ("label", arrow.string())])
DEEP = arrow.struct(
    [("items", arrow.list_(arrow.int64())), ("inner", arrow.struct([("flag", arrow.bool_()), ("names", arrow.list_(arrow.string()))]))]
)
EVENT = arrow.struct([("id", arrow.int64()), ("tags", arrow.list_(arrow.string()))])
PLAIN = {
    "id": (arrow.int64(), list(range(12))),
    "ints": (
        arrow.list_(arrow.int64()),
        [[1, 2, 3], [], None, [None], [1, None, 3], [2**63 - 1, -(2**63)], [0], [None, None], [], [7], None, list(range(40))],
    ),
    "texts": (
        arrow.list_(arrow.string()),
        [["a", "b"], None, [], [""], [None, ""], ["😀", "longer than twelve bytes"], ["x"], [], None, [None], ["y", "z"], ["w"]],
    ),
    "pair": (
        arrow.list_(arrow.int32(), 2),
        [[1, 2], [3, 4], None, [None, 5], [None, None], [6, None], [7, 8], None, None, [9, 10], [-1, -2], [0, 0]],
    ),
    "matrix": (
        arrow.list_(arrow.list_(arrow.int32())),
        [[[1], [2, 3]], [], None, [[]], [None], [[None]], [[1], [], None, [None, 2]], [[], []], [None, None], [[4, 5, 6]], None, [[7]]],
    ),
    "point": (
        POINT,
        [
            {"x": 1.5, "label": "a"},
            None,
            {"x": None, "label": None},
            {"x": 0.5, "label": None},
            {"x": None, "label": ""},
            None,
            {"x": -2.0, "label": "b"},
            None,
            None,
            {"x": 0.1, "label": "c"},
            {"x": 1e300, "label": "d"},
            {"x": 5e-324, "label": "e"},
        ],
    ),
    "deep": (
        DEEP,
        [
            {"items": [1], "inner": {"flag": True, "names": ["n"]}},
            None,
            {"items": None, "inner": None},
            {"items": [], "inner": {"flag": None, "names": None}},
            {"items": [None], "inner": {"flag": False, "names": []}},
            {"items": None, "inner": {"flag": True, "names": [None]}},
            None,
            None,
            {"items": [1, 2], "inner": None},
            {"items": [], "inner": None},
            {"items": [3], "inner": {"flag": None, "names": ["a", None, "b"]}},
            None,
        ],
    ),
    "events": (
        arrow.list_(EVENT),
        [
            [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": []}],
            [],
            None,
            [None],
            [{"id": None, "tags": None}],
            [None, {"id": 3, "tags": [None]}],
            [],
            [{"id": 4, "tags": None}, None],
            None,
            [{"id": None, "tags": ["b", "c"]}],
            [],
            [{"id": 5, "tags": ["d"]}],
        ],
    ),
}
MAPS = {
    "labels": (
        arrow.map_(arrow.string(), arrow.int64()),
        [
            [("a", 1), ("b", 2)],
            [],
            None,
            [("c", None)],
            [("", 3)],
            [("z", 1), ("a", 2)],
            [("é", 4), ("e\u0301", 5)],
            None,
            [],
            [("x", 0)],
            [("key longer than twelve bytes", 6)],
            [("n", None), ("m", 7)],
        ],
    ),
    "lookup": (
        arrow.map_(arrow.int32(), arrow.string()),
        [
            [(1, "one"), (2, "two")],
            [],
            None,
            [(3, None)],
            [(-1, "")],
            [(9, "z"), (8, "y")],
            None,
            [],
            [(0, "zero")],
            [(5, "five")],
            None,
            [(1, "1")],
        ],
    ),
    "groups": (
        arrow.map_(arrow.string(), arrow.list_(EVENT)),
        [
            [("a", [{"id": 1, "tags": ["t"]}])],
            [("b", [])],
            [("c", None)],
            [("d", [None])],
            [],
            None,
            [("e", [{"id": None, "tags": None}])],
            None,
            [("f", [{"id": 2, "tags": []}]), ("g", [{"id": 3, "tags": [None]}])],
            [],
            None,
            [("h", [])],
        ],
    ),
}


def table_of(columns, change=lambda kind: kind):
    return arrow.table({name: arrow.array(values, change(kind)) for name, (kind, values) in columns.items()})


def large(kind):
    """The same type with 64-bit offsets."""
    if arrow.types.is_fixed_size_list(kind) or arrow.types.is_map(kind):
        return kind
    if arrow.types.is_list(kind):
        return arrow.large_list(large(kind.value_type))
    if arrow.types.is_struct(kind):
        return arrow.struct([(field.name, large(field.type)) for field in kind])
    return arrow.large_string() if arrow.types.is_string(kind) else kind


def list_views(kind):
    if arrow.types.is_fixed_size_list(kind) or arrow.types.is_map(kind):
        return kind
    if arrow.types.is_list(kind):
        return arrow.list_view(list_views(kind.value_type))
    return arrow.struct([(field.name, list_views(field.type)) for field in kind]) if arrow.types.is_struct(kind) else kind


def parquet_variants(folder, table):
    folder.parquet("none", table, compression="none")
    folder.parquet("v2-zstd", table, compression="zstd", data_page_version="2.0", row_group_size=5)
    folder.parquet(
        "tiny-pages", table, compression="snappy", use_dictionary=False, data_page_size=1, write_batch_size=2, write_page_index=True
    )
    folder.parquet(
        "tiny-pages-v2", table, compression="gzip", data_page_version="2.0", data_page_size=1, write_batch_size=1, write_page_checksum=True
    )
    folder.parquet(
        "old-names",
        table,
        compression="brotli",
        use_compliant_nested_type=False,
        store_schema=False,
        quirk="Lists with elements named item, as before 2023.",
    )


def write_null_arrays(out):
    values = [[1, 2], None, [3, None], None, None, [4, 5], [None, None]]
    folder = Folder(out, "null-arrays", len(values), "a null fixed-size list")
    table = arrow.table({"pair": arrow.array(values, arrow.list_(arrow.int32(), 2))})
    folder.parquet("none", table, compression="none")
    folder.polars_parquet("zstd", polars.from_arrow(table))
    folder.duckdb_parquet(
        "snappy",
        table,
        "SELECT pair::INTEGER[2] AS pair FROM source",
        quirk="A null ARRAY has as many entries as the array has elements, where one would do; pyarrow refuses the file.",
        readWith="polars",
    )
    return folder


def write_nested(out):
    as_list = "SELECT * REPLACE (pair::INTEGER[] AS pair) FROM source"
    folder = Folder(out, "nested", 12)
    table = table_of({**PLAIN, **MAPS})
    parquet_variants(folder, table)
    folder.arrow("none", table)
    folder.arrow("lz4-batches", table, "lz4", batch_rows=5)
    folder.stream("large-zstd", table_of({**PLAIN, **MAPS}, large), "zstd")
    folder.arrow("list-views", table_of({**PLAIN, **MAPS}, list_views))
    folder.arrow(
        "sliced",
        arrow.concat_tables([table, table]).combine_chunks().slice(12, 12),
    )
    folder.duckdb_parquet("snappy", table, as_list)
    folder.duckdb_parquet("v2-zstd", table, as_list, options=", PARQUET_VERSION v2, COMPRESSION zstd, ROW_GROUP_SIZE 2048")
    frame = polars.from_arrow(table)
    folder.polars_parquet("zstd", frame)
    folder.polars_arrow("views-lz4", frame, compression="lz4", quirk="Text inside lists and maps is a view too.")
    folder.pandas_parquet("arrow-types", table.to_pandas(types_mapper=pandas.ArrowDtype))
    return folder


def write_without_maps(out):
    """What JSON holds without help and polars has types for."""
    folder = Folder(out, "nested-without-maps", 12)
    table = table_of(PLAIN)
    frame = polars.from_arrow(table)
    folder.parquet("none", table, compression="none")
    folder.polars_parquet("zstd", frame)
    folder.polars_parquet("snappy-row-groups", frame, compression="snappy", row_group_size=5, data_page_size=16)
    folder.polars_arrow("none", frame)
    folder.polars_arrow("compatible-zstd", frame, compression="zstd", compat_level=polars.CompatLevel.oldest())
    folder.polars_stream("lz4", frame, compression="lz4")
    folder.jsonl("plain", table.to_pylist())
    folder.duckdb_jsonl("plain", table)
    folder.polars_jsonl("plain", frame)
    names = table.column_names
    cells = [[None if row[name] is None else json.dumps(row[name]) for name in names] for row in table.to_pylist()]
    folder.csv(
        "pandas",
        "like",
        pandas.DataFrame(cells, columns=names).to_csv(index=False, lineterminator="\n"),
        like="nested-without-maps/pyarrow-none.parquet",
    )
    return folder


def write(out):
    return [write_nested(out), write_null_arrays(out), write_without_maps(out)]
