"""Writes the folders that the test of the clients serves, and prints their rows as JSON."""

import json
import sys
from pathlib import Path

import numpy
import pyarrow
import pyarrow.parquet
from PIL import Image

folder = Path(sys.argv[1])


def table(start, count):
    return [{"id": index, "text": f"row {index} äß", "score": index / 8, "tags": ["a"] * (index % 3)} for index in range(start, start + count)]


def write_parquet(rows, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=100)


parquet = folder / "parquet"
write_parquet(table(0, 700), parquet / "data" / "train-00000-of-00002.parquet")
write_parquet(table(700, 300), parquet / "data" / "train-00001-of-00002.parquet")
write_parquet(table(1000, 50), parquet / "data" / "test-00000-of-00001.parquet")

csv = folder / "csv"
csv.mkdir(parents=True)
(csv / "README.md").write_text("---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: 'part #1 ü.csv'\n---\nA table.\n")
(csv / "part #1 ü.csv").write_text("a,b\n" + "".join(f"{index},x{index}\n" for index in range(20)))
(csv / "other.csv").write_text("z\n1\n")

images = folder / "images" / "train"
images.mkdir(parents=True)
pixels = []
with (images / "metadata.csv").open("w") as metadata:
    metadata.write("file_name,label\n")
    for index in range(5):
        array = (numpy.arange(28 * 28 * 3).reshape(28, 28, 3) * (index + 1) % 256).astype(numpy.uint8)
        Image.fromarray(array).save(images / f"{index}.png")
        metadata.write(f"{index}.png,{index % 2}\n")
        pixels.append(array.tobytes().hex())

json.dump({"train": table(0, 1000), "test": table(1000, 50), "csv": [{"a": index, "b": f"x{index}"} for index in range(20)], "pixels": pixels}, sys.stdout)
