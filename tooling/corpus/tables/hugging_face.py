"""Files with the features of the Hugging Face `datasets` library in their metadata, by hand and by the library itself."""

import glob
import json
import os
import shutil
import tempfile

import numpy
import polars
import pyarrow as arrow
import pyarrow.parquet as parquet

from folder import Folder, VERSIONS

PNG = b"\x89PNG\r\n\x1a\n not really an image"
FILE = arrow.struct([("bytes", arrow.binary()), ("path", arrow.string())])
NO_FILE = {"bytes": None, "path": None}
FILES = [
    {"bytes": PNG, "path": "a.png"},
    {"bytes": b"\xff\xd8\xff\xe0", "path": None},
    None,
    {"bytes": b"", "path": ""},
    NO_FILE,
    {"bytes": PNG, "path": "renamed.png"},
]
MATRICES = [[[1, 2, 3], [4, 5, 6.5]], [[0, 0, 0], [-1, 0.1, 2]], None, [[9, 8, 7], [6, 5, 4]], [[1, 2, 3], [4, 5, 6.5]], [[0.5] * 3] * 2]
COLUMNS = {
    "image": (FILE, FILES),
    "audio": (FILE, FILES[::-1]),
    "label": (arrow.int64(), [0, 1, None, 1, 0, 2]),
    "text": (arrow.string(), ["a", None, "", "d", "e", "f"]),
    "matrix": (arrow.list_(arrow.list_(arrow.float32())), MATRICES),
    "many": (arrow.list_(arrow.int32()), [[1], [], None, [None], [5, 6], [7]]),
    "box": (
        arrow.struct([("x", arrow.float64()), ("n", arrow.list_(arrow.string()))]),
        [{"x": 1.5, "n": ["q"]}, None, {"x": None, "n": []}, {"x": None, "n": None}, {"x": 2.0, "n": [None]}, {"x": 0.1, "n": ["r", "s"]}],
    ),
}
NESTED = {
    "pages": (arrow.list_(FILE), [FILES[:2], [], None, [None], [FILES[3]], [FILES[0], FILES[0]]]),
    "pair": (
        arrow.struct([("left", FILE), ("kind", arrow.int64())]),
        [
            {"left": FILES[0], "kind": 0},
            None,
            {"left": None, "kind": None},
            {"left": FILES[3], "kind": 1},
            {"left": FILES[1], "kind": 0},
            {"left": None, "kind": 1},
        ],
    ),
    "growing": (arrow.list_(arrow.list_(arrow.int32())), [[[1, 2]], [[1, 2], [3, 4]], None, [[5, 6]] * 3, [[7, 8]], [[9, 10]]]),
}


def old_features():
    """As files of 2023 have them, with `Sequence`."""
    value = lambda kind: {"dtype": kind, "_type": "Value"}
    return {
        "image": {"_type": "Image"},
        "audio": {"sampling_rate": 16000, "_type": "Audio"},
        "label": {"names": ["cat", "dog", "owl"], "_type": "ClassLabel"},
        "text": value("string"),
        "matrix": {"shape": [2, 3], "dtype": "float32", "_type": "Array2D"},
        "many": {"feature": value("int32"), "_type": "Sequence"},
        "box": {"x": value("float64"), "n": [value("string")]},
    }


def with_features(columns, features):
    table = arrow.table({name: arrow.array(values, kind) for name, (kind, values) in columns.items()})
    return table.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})


def file_bytes(values):
    return [None if value is None else value["bytes"] for value in values]


def tensors(values):
    kind = arrow.fixed_shape_tensor(arrow.float32(), [2, 3])
    flat = [None if value is None else numpy.array(value, numpy.float32).ravel().tolist() for value in values]
    return arrow.ExtensionArray.from_storage(kind, arrow.array(flat, kind.storage_type))


def plain():
    """The same records without any features: an image is its file's bytes, a matrix is a tensor."""
    table = arrow.table(
        {name: arrow.array(values, kind) for name, (kind, values) in COLUMNS.items() if name not in ("image", "audio", "matrix")}
    )
    for name in ("image", "audio"):
        table = table.append_column(name, arrow.array(file_bytes(COLUMNS[name][1]), arrow.binary()))
    return table.append_column("matrix", tensors(MATRICES))


def library():
    os.environ.update({"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"})
    import datasets

    datasets.disable_progress_bars()
    VERSIONS["datasets"] = f"datasets {datasets.__version__}"
    return datasets


def dataset_of(datasets, columns, features):
    """Through Arrow, since the library's own way asks for image and sound libraries; it cannot save a file of neither bytes nor path."""
    schema = datasets.Features(features).arrow_schema
    arrays = []
    for field in schema:
        kind = field.type
        is_extension = isinstance(kind, arrow.BaseExtensionType)
        values = arrow.array(
            [None if item == NO_FILE else item for item in columns[field.name][1]], kind.storage_type if is_extension else kind
        )
        arrays.append(arrow.ExtensionArray.from_storage(kind, values) if is_extension else values)
    return datasets.Dataset(arrow.table(arrays, schema=schema))


def save(folder, dataset):
    dataset.to_parquet(folder.add("datasets", "to-parquet", "parquet"))
    saved = tempfile.mkdtemp()
    dataset.save_to_disk(saved)
    (file,) = glob.glob(os.path.join(saved, "*.arrow"))
    shutil.copyfile(
        file,
        folder.add("datasets", "save-to-disk", "arrow", quirk="save_to_disk names an IPC stream .arrow; the file has no ARROW1 magic."),
    )
    shutil.rmtree(saved)


def write_features(out, datasets):
    folder = Folder(out, "hugging-face", 6)
    folder.parquet("plain", plain(), compression="none")
    old = with_features(COLUMNS, old_features())
    folder.parquet("sequence", old, compression="zstd")
    text = old.schema.metadata[b"huggingface"].decode()
    with parquet.ParquetWriter(
        folder.add("pyarrow", "without-arrow-schema", "parquet"),
        old.schema,
        store_schema=False,
        data_page_version="2.0",
        compression="gzip",
    ) as writer:
        writer.write_table(old, row_group_size=4)
        writer.add_key_value_metadata({"huggingface": text})
    folder.polars_parquet("metadata", polars.from_arrow(old), metadata={"huggingface": text})
    folder.duckdb_parquet("metadata", old, options=f", KV_METADATA {{huggingface: '{text}'}}")
    folder.arrow("sequence", old)
    features = {
        "image": datasets.Image(),
        "audio": datasets.Audio(),
        "label": datasets.ClassLabel(names=["cat", "dog", "owl"]),
        "text": datasets.Value("string"),
        "matrix": datasets.Array2D((2, 3), "float32"),
        "many": datasets.List(datasets.Value("int32")),
        "box": {"x": datasets.Value("float64"), "n": datasets.List(datasets.Value("string"))},
    }
    save(folder, dataset_of(datasets, COLUMNS, features))
    return folder


def write_nested_features(out, datasets):
    folder = Folder(out, "hugging-face-nested", 6, "features inside lists and structs, and an array whose first dimension varies")
    features = {
        "pages": datasets.List(datasets.Image()),
        "pair": {"left": datasets.Image(), "kind": datasets.ClassLabel(names=["a", "b"])},
        "growing": datasets.Array2D((None, 2), "int32"),
    }
    save(folder, dataset_of(datasets, NESTED, features))
    old = {
        "pages": [{"_type": "Image"}],
        "pair": {"left": {"_type": "Image"}, "kind": {"names": ["a", "b"], "_type": "ClassLabel"}},
        "growing": {"shape": [None, 2], "dtype": "int32", "_type": "Array2D"},
    }
    folder.parquet("sequence", with_features(NESTED, old))
    return folder


def write(out):
    datasets = library()
    return [write_features(out, datasets), write_nested_features(out, datasets)]
