"""Writes `vectors/formats/zip/`: archives by Python's zipfile, Info-ZIP, jar and by hand, and the UID or error of each.

Needs Python 3.11 with blake3, and the programs zip and jar. UIDs are made by canonical.py, from docs/spec alone.

    python tooling/corpus/write_zips.py vectors/formats/zip
"""
import io
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import warnings
import zipfile
import zlib

import canonical

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
entries = []
DATE = (2020, 1, 1, 0, 0, 0)
ROWS = [{"x": str(index), "y": "é" * (index % 5)} for index in range(200)]
CSV = ("x,y\n" + "".join(f"{row['x']},{row['y']}\n" for row in ROWS)).encode()
warnings.simplefilter("ignore")


class Unseekable(io.BytesIO):
    """What is written to a pipe: sizes follow the data."""

    def seekable(self):
        return False

    def seek(self, *arguments):
        raise io.UnsupportedOperation

    def tell(self):
        raise io.UnsupportedOperation


def entry(name, method=zipfile.ZIP_DEFLATED, mode=0o100644):
    info = zipfile.ZipInfo(name, DATE)
    info.compress_type = method
    info.external_attr = mode << 16
    return info


def archive(*files, stream=None, comment=b"", zip64=False):
    stream = io.BytesIO() if stream is None else stream
    with zipfile.ZipFile(stream, "w") as writer:
        writer.comment = comment
        for info, data in files:
            info = entry(info) if isinstance(info, str) else info
            if info.is_dir():
                writer.writestr(info, data)
                continue
            with writer.open(info, "w", force_zip64=zip64) as file:
                file.write(data)
    return stream.getvalue()


def read(name, data, times=1):
    (folder / name).write_bytes(data)
    encoded = [canonical.record([(column, canonical.text(value)) for column, value in row.items()]) for row in ROWS]
    entries.append({"file": name, "rows": times * len(ROWS), "uid": canonical.uid(times * encoded)})


def refuse(name, data, code):
    (folder / name).write_bytes(data)
    entries.append({"file": name, "code": code})


def patched(data, *changes):
    """Bytes put in the place of others behind each occurrence of a signature."""
    data = bytearray(data)
    for signature, offset, new in changes:
        start = data.find(signature)
        while start != -1:
            data[start + offset : start + offset + len(new)] = new
            start = data.find(signature, start + 4)
    return bytes(data)


def run(*command):
    """What a program makes of a folder with two files; it writes `out`."""
    with tempfile.TemporaryDirectory() as place:
        for name in ("d/a.csv", "d/b.csv"):
            path = pathlib.Path(place, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(CSV)
            os.utime(path, (1577836800, 1577836800))
        os.utime(path.parent, (1577836800, 1577836800))
        subprocess.run(command, cwd=place, check=True, capture_output=True, env={**os.environ, "TZ": "UTC"})
        return pathlib.Path(place, "out").read_bytes()


LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
plain = archive(("a.csv", CSV))

read("deflated.csv.zip", plain)
read("stored.zip", archive((entry("a.csv", zipfile.ZIP_STORED), CSV)))
read("folders.zip", archive((entry("d/", mode=0o40755), b""), ("d/b.csv", CSV), ("d/e/a.csv", CSV), ("readme.md", b"# no data"), ("d/.hidden.csv", b"z"), ("__MACOSX/d/._b.csv", b"\0\5\x16\7")), 2)
read("descriptors.zip", archive(("a.csv", CSV), (entry("b.csv", zipfile.ZIP_STORED), CSV), stream=Unseekable()), 2)
read("zip64.zip", archive(("a.csv", CSV), zip64=True))
read("comment.zip", archive(("a.csv", CSV), comment=b"made by hand, \xff"))
read("gzip-inside.zip", archive((entry("a.csv.gz", zipfile.ZIP_STORED), zlib.compress(CSV, wbits=31))))
read("names.zip", archive(("größe #1?.csv", CSV), ("a b/%41.csv", CSV)), 2)
read("cp437.zip", patched(archive(("x\xe4.csv".encode("latin-1").decode("cp437"), CSV)), (LOCAL, 6, b"\0\0"), (CENTRAL, 8, b"\0\0")))

read("info-zip.zip", run("sh", "-c", "zip -r packed d && mv packed.zip out"), 2)
read("info-zip-pipe.zip", run("sh", "-c", "zip -r - d | cat > out"), 2)
read("jar.zip", run("jar", "-c", "-f", "out", "-M", "d"), 2)

refuse("info-zip-encrypted.zip", run("sh", "-c", "zip -P secret -r packed d && mv packed.zip out"), "encrypted-data")
refuse("empty.zip", archive(), "unknown-format")
refuse("nothing.zip", b"", "invalid-zip")
refuse("no-archive.zip", CSV, "invalid-zip")
refuse("cut.zip", plain[:-30], "invalid-zip")
refuse("cut-before-data.zip", plain[100:], "invalid-zip")
refuse("duplicate.zip", archive(("a.csv", CSV), ("a.csv", CSV)), "invalid-zip")
for number, name in enumerate(["../a.csv", "d/../../a.csv", "/a.csv", "C:/a.csv", "d\\..\\a.csv"]):
    info = entry("placeholder")
    info.filename = name
    refuse(f"path-{number}.zip", archive((info, CSV)), "unsafe-path")
refuse("link.zip", archive((entry("a.csv", mode=0o120777), b"/etc/passwd")), "unsafe-path")
refuse("bzip2.zip", archive((entry("a.csv", zipfile.ZIP_BZIP2), CSV)), "unsupported-codec")
refuse("lzma.zip", archive((entry("a.csv", zipfile.ZIP_LZMA), CSV)), "unsupported-codec")
refuse("encrypted.zip", patched(plain, (LOCAL, 6, b"\1\0"), (CENTRAL, 8, b"\1\0")), "encrypted-data")
refuse("encrypted-locally.zip", patched(plain, (LOCAL, 6, b"\1\0")), "encrypted-data")
refuse("other-name.zip", patched(plain, (LOCAL, 30, b"b.csv")), "invalid-zip")
refuse("other-method.zip", patched(plain, (LOCAL, 8, b"\0\0")), "invalid-zip")
refuse("checksum.zip", patched(plain, (CENTRAL, 16, b"\1\2\3\4"), (LOCAL, 14, b"\1\2\3\4")), "checksum-mismatch")
stored = archive((entry("a.csv", zipfile.ZIP_STORED), CSV))
refuse("stored-changed.zip", stored.replace(b"\n150,", b"\n151,"), "checksum-mismatch")
size = len(CSV)
for label, claimed in (("longer", size + 1), ("shorter", size - 1)):
    refuse(f"{label}.zip", patched(plain, (CENTRAL, 24, struct.pack("<I", claimed)), (LOCAL, 22, struct.pack("<I", claimed))), "invalid-zip")
refuse("absurd.zip", patched(plain, (CENTRAL, 24, struct.pack("<I", 0xFFFFFFF0)), (LOCAL, 22, struct.pack("<I", 0xFFFFFFF0))), "invalid-zip")
refuse("more-entries.zip", patched(plain, (END, 8, b"\2\0\2\0")), "invalid-zip")
# Two entries of the directory that share the data of one.
start = plain.index(CENTRAL)
record = plain[start : plain.index(END)]
second = record.replace(b"a.csv", b"b.csv")
refuse("overlapping.zip", plain[:start] + record + second + END + struct.pack("<HHHHIIH", 0, 0, 2, 2, 2 * len(record), start, 0), "invalid-zip")
refuse("split.zip", patched(plain, (END, 4, b"\1\0\1\0")), "invalid-zip")
refuse("nested.zip", archive(("a.zip", plain)), "unknown-format")
(folder / "index.json").write_text(json.dumps({"archives": entries}, indent=2, ensure_ascii=False) + "\n")
