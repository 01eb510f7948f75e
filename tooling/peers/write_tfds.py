"""
Prepares small datasets with TensorFlow Datasets, and writes what it reads of them again: write_tfds.py FOLDER.

Where the original Python tool is installed, too, its data points are written as well. Nothing here is random.
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds

features = tfds.features
folder = Path(sys.argv[1])


def ramp(shape, dtype, step=1, start=0):
    return (np.arange(int(np.prod(shape)), dtype=np.int64) * step + start).reshape(shape).astype(dtype)


def digits():
    return (
        {"image": features.Image(shape=(4, 5, 1)), "label": features.ClassLabel(num_classes=10)},
        {split: [{"image": ramp((4, 5, 1), np.uint8, 7, i), "label": i % 10} for i in range(count)] for split, count in (("train", 5), ("test", 2))},
    )


def kinds():
    integers = {name: features.Scalar(dtype=np.dtype(name).type) for name in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64")}
    declared = {
        **integers,
        "bool": features.Scalar(dtype=np.bool_),
        "float16": features.Scalar(dtype=np.float16),
        "float32": features.Scalar(dtype=np.float32),
        "float64": features.Scalar(dtype=np.float64),
        "text": features.Text(),
        "string": features.Tensor(shape=(), dtype=np.str_),
        "strings": features.Tensor(shape=(2,), dtype=np.str_),
        "image": features.Image(shape=(None, None, 3)),
        "tensor32": features.Tensor(shape=(2, 3), dtype=np.float32),
        "tensor64": features.Tensor(shape=(2,), dtype=np.float64),
        "half": features.Tensor(shape=(2,), dtype=np.float16),
        "flags": features.Tensor(shape=(3,), dtype=np.bool_),
        "bytes": features.Tensor(shape=(2,), dtype=np.float64, encoding="bytes"),
        "zlib": features.Tensor(shape=(4,), dtype=np.uint8, encoding="zlib"),
        "grown": features.Tensor(shape=(None, 2), dtype=np.int32),
        "grown zlib": features.Tensor(shape=(None, 2), dtype=np.int16, encoding="zlib"),
        "any": features.Tensor(shape=(None, None), dtype=np.float32, encoding="zlib"),
        "box": features.BBoxFeature(),
        "audio": features.Audio(shape=(None,), dtype=np.int64),
        "list": features.Sequence(np.int32),
        "three": features.Sequence(np.int64, length=3),
        "words": features.Sequence(features.Text()),
        "objects": features.Sequence({"x": np.int32, "name": features.Text()}),
        "tensors": features.Sequence(features.Tensor(shape=(2,), dtype=np.int32)),
        "rows": features.Sequence(features.Sequence(np.int32)),
        "deep": features.Sequence(features.Sequence(features.Sequence(features.Text()))),
        "nested": {"p": np.float32, "q": {"r": features.Text(), "s": features.ClassLabel(names=["a", "b"])}},
    }
    limits = {name: np.iinfo(name) for name in integers}
    records = [
        {
            # The format has no integers above 2^63 - 1.
            **{name: (limit.min, min(limit.max, 2**63 - 1), 1)[i] for name, limit in limits.items()},
            "bool": i == 1,
            "float16": np.float16((1.5, -0.0, 65504)[i]),
            "float32": np.float32((0.1, 1e30, -2)[i]),
            "float64": (0.5, -3.25, 1e10)[i],
            "text": ("", "héllo \U0001f980", "\ufeffx\n")[i],
            "string": "é" * i,
            "strings": ["", "ab"],
            "image": ramp((2 + i, 3, 3), np.uint8, 3, i),
            "tensor32": ramp((2, 3), np.float32, 1, i) / 4,
            "tensor64": np.array([0.5, -i]),
            "half": np.array([0.25, 2048 + i * 2], np.float16),
            "flags": np.array([True, False, i == 1]),
            "bytes": np.array([0.1, 1e300]),
            "zlib": ramp((4,), np.uint8, 1, i),
            "grown": ramp((i, 2), np.int32, -1),
            "grown zlib": ramp((i, 2), np.int16, -300),
            "any": ramp((i, 2), np.float32),
            "box": features.BBox(0.25, 0.5, 0.75, 1.0),
            "audio": ramp((i + 1,), np.int64, -5),
            "list": list(range(i)),
            "three": [1, -2, 2**62],
            "words": ["ä", ""][:i],
            "objects": [{"x": j, "name": str(j)} for j in range(i)],
            "tensors": [ramp((2,), np.int32, 1, j) for j in range(i)],
            "rows": [[1, 2], [], [3]][: i + 1],
            "deep": [[["a"], []], [], [["b", "c"]]][: i + 1],
            "nested": {"p": 0.1, "q": {"r": "deep", "s": "b"}},
        }
        for i in range(3)
    ]
    return declared, {"train": records}


def points():
    declared = {
        "label": features.ClassLabel(num_classes=3),
        "image": features.Image(shape=(2, 3, 1)),
        "colours": features.Image(shape=(None, None, 3)),
        "deep": features.Image(shape=(1, 3, 1), dtype=np.uint16),
        "bool": features.Scalar(dtype=np.bool_),
        "float64": features.Scalar(dtype=np.float64),
        "zlib": features.Tensor(shape=(3,), dtype=np.uint8, encoding="zlib"),
        "grown": features.Tensor(shape=(None, 3), dtype=np.uint8),
        "int16": features.Scalar(dtype=np.int16),
        "audio": features.Audio(shape=(None,), dtype=np.int64),
        "box": features.BBoxFeature(),
        "film": features.Video(shape=(2, 1, 2, 3)),
        "grey film": features.Video(shape=(None, 1, 2, 1)),
        "mask": features.LabeledImage(labels=3, shape=(1, 3, 1)),
    }
    records = [
        {
            "label": i % 3,
            "image": ramp((2, 3, 1), np.uint8, 9, i),
            "colours": ramp((1, 1 + i, 3), np.uint8, 5),
            "deep": ramp((1, 3, 1), np.uint16, 1000, i),
            "bool": i == 1,
            "float64": i / 4,
            "zlib": ramp((3,), np.uint8, 1, i),
            "grown": ramp((i, 3), np.uint8),
            "int16": -i,
            "audio": ramp((i,), np.int64, -1),
            "box": features.BBox(0.25, 0.5, 0.75, 1.0),
            "film": ramp((2, 1, 2, 3), np.uint8, 2, i),
            "grey film": ramp((i + 1, 1, 2, 1), np.uint8),
            "mask": ramp((1, 3, 1), np.uint8),
        }
        for i in range(4)
    ]
    return declared, {"train": records}


def builder_of(name, declared, splits):
    info = lambda self: tfds.core.DatasetInfo(builder=self, features=features.FeaturesDict(declared))
    generators = lambda self, _: {split: self._generate_examples(split) for split in splits}
    examples = lambda self, split: enumerate(splits[split])
    members = {"VERSION": tfds.core.Version("1.0.0"), "_info": info, "_split_generators": generators, "_generate_examples": examples}
    return type(name.capitalize(), (tfds.core.GeneratorBasedBuilder,), members)(data_dir=folder)


def shown(feature, value):
    """A value with its type, as JSON."""
    if isinstance(feature, features.FeaturesDict):
        return {"struct": {name: shown(feature[name], value[name]) for name in feature}}
    if isinstance(feature, features.Sequence):
        if isinstance(feature.feature, features.FeaturesDict):
            return {"struct": {name: shown(features.Sequence(feature.feature[name]), value[name]) for name in feature.feature}}
        return {"list": [shown(feature.feature, each) for each in (value.to_list() if hasattr(value, "to_list") else value)]}
    if isinstance(value, bytes):
        return {"text": value.decode("utf-8")}
    dtype = feature.np_dtype
    array = np.asarray(value)
    if array.dtype == object:
        return {"list": [{"text": each.decode("utf-8")} for each in array]}
    if array.ndim > 0:
        return {"dtype": np.dtype(dtype).name, "shape": list(array.shape), "hex": array.astype(dtype).tobytes().hex()}
    if array.dtype == bool:
        return {"bool": bool(array)}
    return {"integer": str(int(array))} if np.issubdtype(dtype, np.integer) else {"float": repr(float(array))}


def points_of(builder):
    try:
        from datasig.dataset import TfdsDataset
    except ImportError:
        return None
    return [bytes(point).hex() for split in builder.info.splits for point in TfdsDataset(builder.info, builder.as_dataset(split=split))]


def main():
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for make in (digits, kinds, points):
        name = make.__name__
        declared, splits = make()
        builder = builder_of(name, declared, splits)
        builder.download_and_prepare()
        read = {split: [shown(builder.info.features, record) for record in tfds.as_numpy(builder.as_dataset(split=split))] for split in splits}
        expected[name] = {"splits": read, **({} if make is kinds else {"points": points_of(builder)})}
    with tf.io.TFRecordWriter(str(folder / "plain.tfrecord")) as writer:
        for i in range(3):
            listed = {
                "integers": tf.train.Feature(int64_list=tf.train.Int64List(value=[-1, 2**62, i])),
                "floats": tf.train.Feature(float_list=tf.train.FloatList(value=[0.1] * i)),
                "bytes": tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"\xff\x00", b""])),
            }
            writer.write(tf.train.Example(features=tf.train.Features(feature=listed)).SerializeToString())
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n")


main()
