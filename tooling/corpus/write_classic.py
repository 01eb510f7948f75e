"""Writes vectors/classic from the original Python tool, used as anyone would use it: data in, UID and signatures out.

Usage: tooling/bench/peers/.venv/bin/python tooling/corpus/write_classic.py (after `pnpm bench:peers`, which installs the tool)
"""

import csv
import io
import json
import pickle
import random
import struct
from pathlib import Path

import numpy
from datasig.algo import UID
from datasig.dataset import ARFFDataset, CSVDataset, TorchVisionDataset
from PIL import Image

FOLDER = Path(__file__).parents[2] / "vectors/classic"
PIECES = ["a", "b,", '"', '""', ",", "\n", "\r\n", 'x"y', '"q"', "é", " ", '"a\nb"', '"c,d"', "\ufeff"]
IMAGE_COUNT = 7


def uid_of(dataset):
    uid = UID(dataset).digest()
    return uid.hex() if isinstance(uid, bytes) else str(uid)


def lines(text):
    return io.StringIO(text, newline="")


def is_closed(text):
    """Whether no quote swallows what follows."""
    return list(csv.reader(lines(text + "\nZ,Z")))[-1] == ["Z", "Z"]


def write_csv():
    draw = random.Random(5)
    texts = ["".join(draw.choice(PIECES) for _ in range(draw.randint(0, 14))) for _ in range(300)]
    vectors = [{"text": text, "uid": uid_of(CSVDataset(lines(text))) if is_closed(text) else None} for text in texts]
    (FOLDER / "csv.json").write_text(json.dumps({"generator": "write_classic.py", "files": vectors}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_arff():
    file = FOLDER / "lines.arff"
    file.write_bytes("@relation r\n@attribute a string\n@DATA\n1,2\r\n\n% a comment\n@data\n'é',3\nlast".encode())
    return uid_of(ARFFDataset(str(file)))


def write_images():
    draw = numpy.random.default_rng(11)
    planes = draw.integers(0, 256, (IMAGE_COUNT, 3, 32, 32), dtype=numpy.uint8)
    fine = [int(label) for label in draw.integers(0, 100, IMAGE_COUNT)]
    coarse = [int(label) for label in draw.integers(0, 20, IMAGE_COUNT)]
    ten = [label % 10 for label in fine]
    rows = planes.reshape(IMAGE_COUNT, -1)
    write_cifar("cifar10", [bytes([label]) for label in ten], rows, {"labels": ten})
    write_cifar("cifar100", [bytes(pair) for pair in zip(coarse, fine)], rows, {"fine_labels": fine, "coarse_labels": coarse})
    write_qmnist(planes[:, 0], ten)
    colour = lambda labels: TorchVisionDataset([(Image.fromarray(image.transpose(1, 2, 0)), label) for image, label in zip(planes, labels)])
    grey = TorchVisionDataset([(Image.fromarray(image), label) for image, label in zip(planes[:, 0], ten)])
    uids = {"cifar10": uid_of(colour(ten)), "cifar100": uid_of(colour(fine)), "qmnist": uid_of(grey), "lines.arff": write_arff()}
    (FOLDER / "images.json").write_text(json.dumps({"generator": "write_classic.py", "uids": uids}, indent=1) + "\n", encoding="utf-8")


def write_cifar(name, labels, rows, members):
    folder = FOLDER / name
    folder.mkdir(exist_ok=True)
    (folder / "batch.bin").write_bytes(b"".join(label + row.tobytes() for label, row in zip(labels, rows)))
    batch = {"batch_label": "one batch", **members, "data": rows, "filenames": [f"{index}.png" for index in range(len(rows))]}
    (folder / "batch-python-2").write_bytes(python_2_pickle(batch))
    (folder / "batch-python-3").write_bytes(pickle.dumps(batch, protocol=4))
    (folder / "batch-column-major").write_bytes(pickle.dumps({**batch, "data": numpy.asfortranarray(rows)}, protocol=4))


def python_2_pickle(batch):
    """Protocol 2 as the published files have it: texts are bytes, and so is what an array holds."""
    text = lambda value: b"U" + bytes([len(value)]) + value.encode()
    items = lambda values, one: b"](" + b"".join(one(value) for value in values) + b"e"
    number = lambda value: b"K" + bytes([value]) if value < 256 else b"M" + struct.pack("<H", value)
    dtype = b"cnumpy\ndtype\n" + text("u1") + b"K\x00K\x01\x87R(K\x03" + text("|") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"

    def array(rows):
        made = b"cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02K\x00\x85" + text("b") + b"\x87R"
        shape = number(rows.shape[0]) + number(rows.shape[1]) + b"\x86"
        return made + b"(K\x01" + shape + dtype + b"\x89T" + struct.pack("<I", rows.size) + rows.tobytes() + b"tb"

    def value_of(value):
        if isinstance(value, str):
            return text(value)
        return array(value) if isinstance(value, numpy.ndarray) else items(value, number if isinstance(value[0], int) else text)

    return b"\x80\x02}(" + b"".join(text(name) + value_of(value) for name, value in batch.items()) + b"u."


def write_qmnist(images, labels):
    folder = FOLDER / "qmnist"
    folder.mkdir(exist_ok=True)
    (folder / "qmnist-train-images-idx3-ubyte").write_bytes(struct.pack(">4B3I", 0, 0, 8, 3, *images.shape) + images.tobytes())
    table = numpy.array([[label, 2, 3, 4, 5, 6, 0, 0] for label in labels], dtype=">i4")
    (folder / "qmnist-train-labels-idx2-int").write_bytes(struct.pack(">4B2I", 0, 0, 12, 2, *table.shape) + table.tobytes())


write_csv()
write_images()
