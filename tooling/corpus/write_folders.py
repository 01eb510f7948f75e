"""Writes `vectors/formats/folders/`: folders of images and audio, what Hugging Face datasets makes of them, and the UID.

Needs Python 3.11 with what requirements-corpus.txt names, and Pillow. A folder is there as it is, as a zip archive by
Python's zipfile, and as the Parquet file that datasets writes after it loaded the folder. The UID is that of the rows
which datasets loads, encoded by canonical.py, from docs/spec alone: an image or a sound is the bytes of its file.

    python tooling/corpus/write_folders.py vectors/formats/folders
"""
import datetime
import decimal
import io
import json
import math
import os
import pathlib
import struct
import sys
import tempfile
import wave
import zipfile

os.environ["HF_DATASETS_OFFLINE"] = "1"

import datasets
import pyarrow
import pyarrow.parquet
from datasets.table import embed_table_storage
from PIL import Image

import canonical

# What it does with a path, without torch, which it asks for to make sounds of arrays.
datasets.Audio.encode_example = lambda self, path: {"bytes": None, "path": path}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
entries = []


def picture(number, kind="PNG"):
    stream = io.BytesIO()
    Image.new("RGB", (2 + number % 3, 2), (number * 40 % 256, number * 7 % 256, 90)).save(stream, kind)
    return stream.getvalue()


def sound(number):
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(struct.pack("<20h", *(int(9000 * math.sin(index * (number + 1) / 5)) for index in range(20))))
    return stream.getvalue()


def lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def table(columns):
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def encode(value, feature):
    """A value that datasets gives, by its feature; without decoding."""
    if value is None:
        return canonical.NULL
    if isinstance(feature, (datasets.Image, datasets.Audio)):
        return canonical.binary(pathlib.Path(value["path"]).read_bytes() if value["bytes"] is None else value["bytes"])
    if isinstance(feature, datasets.List):
        return canonical.sequence([encode(item, feature.feature) for item in value])
    if isinstance(feature, dict):
        return canonical.record([(name, encode(value[name], each)) for name, each in feature.items()])
    if isinstance(value, datetime.datetime):
        return canonical.timestamp(int((value - datetime.datetime(1970, 1, 1)) / datetime.timedelta(microseconds=1)) * 1000)
    if isinstance(value, datetime.date):
        return canonical.date((value - datetime.date(1970, 1, 1)).days)
    return canonical.json_value(value)


def undecoded(features):
    if isinstance(features, (datasets.Image, datasets.Audio)):
        return type(features)(decode=False)
    if isinstance(features, datasets.List):
        return datasets.List(undecoded(features.feature))
    if isinstance(features, dict):
        return type(features)({name: undecoded(each) for name, each in features.items()})
    return features


def add(name, module, files, **more):
    place = folder / name
    for path, data in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_STORED if len(data) < 60 else zipfile.ZIP_DEFLATED)
    with tempfile.TemporaryDirectory() as cache:
        loaded = datasets.load_dataset(module, data_dir=str(place.resolve()), split="train", cache_dir=cache)
        loaded = loaded.cast(undecoded(loaded.features))
        uid = canonical.uid([canonical.record([(column, encode(value, loaded.features[column])) for column, value in row.items()]) for row in loaded])
        # As it is done before a dataset is pushed to the Hub.
        embedded = loaded.with_format("arrow").map(embed_table_storage, batched=True).with_format(None)
        embedded.to_parquet(folder / f"{name}.parquet")
        written = datasets.Dataset.from_parquet(str(folder / f"{name}.parquet"), cache_dir=cache)
        assert all(value["bytes"] for column, feature in written.features.items() if isinstance(feature, (datasets.Image, datasets.Audio)) for value in written.cast_column(column, undecoded(feature))[column] if value is not None), name
        entries.append({"name": name, "module": module, "tool": f"datasets {datasets.__version__}", "rows": len(loaded), "uid": uid, **more})


add("image-labels", "imagefolder", {"cat/1.png": picture(1), "cat/2.png": picture(2), "dog/1.jpg": picture(3, "JPEG"), "Äffchen/a.bmp": picture(4, "BMP")})
add(
    "image-jsonl",
    "imagefolder",
    {
        "pictures/a.png": picture(5),
        "pictures/deep/b.png": picture(6),
        "c d.png": picture(7),
        "metadata.jsonl": lines(
            {"file_name": "c d.png", "caption": "größer", "count": 2, "score": 0.5, "kept": True, "objects": {"box": [[1.5, 2.0], [0.0, 1.0]], "kinds": ["x"]}},
            {"file_name": "pictures/a.png", "caption": "", "count": -7, "score": 1.0, "kept": False, "objects": {"box": [], "kinds": []}},
            {"file_name": "./pictures//deep/b.png", "caption": None, "count": 9007199254740993, "score": None, "kept": None, "objects": None},
            {"file_name": "pictures/../pictures/a.png", "caption": "a second time", "count": 0, "score": 2.25, "kept": True, "objects": {"box": [[1.0]], "kinds": []}},
        ),
    },
)
add("image-csv", "imagefolder", {"a/1.png": picture(8), "b/1.png": picture(9), "metadata.csv": b'file_name,text,age\r\na/1.png,"two\nlines, quoted",41\r\nb/1.png,plain,7\r\n'}, casts={"age": "integer"})
add(
    "image-parquet",
    "imagefolder",
    {
        "one/1.png": picture(10),
        "one/2.png": picture(11),
        "one/metadata.parquet": table({"file_name": ["1.png", "2.png"], "day": [datetime.date(2020, 2, 29), None], "at": [datetime.datetime(2001, 2, 3, 4, 5, 6, 7), None], "price": pyarrow.array([decimal.Decimal("1.50"), decimal.Decimal("2")], pyarrow.decimal128(9, 2)), "small": pyarrow.array([1, 255], pyarrow.uint8())}),
        "two/1.png": picture(12),
        "two/metadata.parquet": table({"file_name": ["1.png"], "day": [datetime.date(1969, 12, 31)], "at": [datetime.datetime(1969, 12, 31, 23, 59, 59, 999999)], "price": pyarrow.array([None], pyarrow.decimal128(9, 2)), "small": pyarrow.array([None], pyarrow.uint8())}),
    },
)
add("image-columns", "imagefolder", {"a.png": picture(13), "a-mask.png": picture(14), "b.png": picture(15), "metadata.jsonl": lines({"file_name": "a.png", "mask_file_name": "a-mask.png", "x": 1}, {"file_name": "b.png", "mask_file_name": None, "x": 2})})
add("image-lists", "imagefolder", {"a.png": picture(16), "b.png": picture(17), "metadata.jsonl": lines({"file_names": ["a.png", "b.png"], "x": 1}, {"file_names": ["b.png"], "x": 2})})
add("audio-labels", "audiofolder", {"high/1.wav": sound(1), "high/2.wav": sound(2), "low/1.WAV": sound(3)})
add("audio-jsonl", "audiofolder", {"clips/1.wav": sound(4), "clips/2.wav": sound(5), "metadata.jsonl": lines({"file_name": "clips/2.wav", "transcription": "two"}, {"file_name": "clips/1.wav", "transcription": "one"})})
(folder / "index.json").write_text(json.dumps({"folders": entries}, indent=2, ensure_ascii=False) + "\n")
