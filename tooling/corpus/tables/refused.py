"""Files that a reader must refuse: they cannot be kept exact, or they are damaged."""

import os

import polars
import pyarrow as arrow

from folder import Folder


class Refused(Folder):
    """Its rows of index.json say why."""

    def __init__(self, out):
        super().__init__(out, "refused", 0)
        self.because = ""

    def add(self, tool, variant, extension, quirk=None, **extra):
        return super().add(tool, variant, extension, because=self.because, **extra)


def of_buffers(kind, count, *buffers, children=()):
    return arrow.Array.from_buffers(
        kind, count, [None if buffer is None else arrow.py_buffer(buffer) for buffer in buffers], children=list(children)
    )


def change(path, find, replace):
    with open(path, "rb") as file:
        data = file.read()
    if data.count(find) != 1 or len(find) != len(replace):
        raise SystemExit(f"{path}: {data.count(find)} places to change, 1 expected")
    with open(path, "wb") as file:
        file.write(data.replace(find, replace))


def write_types(folder):
    both = lambda variant, table, parquet_too=True: [folder.arrow(variant, table), folder.parquet(variant, table) if parquet_too else None]
    folder.because = "a union"
    kinds = arrow.array([0, 1, 0], arrow.int8())
    values = [arrow.array([1, 2, 3]), arrow.array(["a", "b", "c"])]
    folder.arrow("sparse-union", arrow.table({"either": arrow.UnionArray.from_sparse(kinds, values)}))
    folder.stream("dense-union", arrow.table({"either": arrow.UnionArray.from_dense(kinds, arrow.array([0, 0, 1], arrow.int32()), values)}))
    folder.because = "an interval with months"
    folder.arrow("month-interval", arrow.table({"every": arrow.array([(1, 2, 3)], arrow.month_day_nano_interval())}))
    folder.duckdb_parquet("interval", None, "SELECT INTERVAL '1 month' AS every")
    folder.because = "a VARIANT"
    folder.duckdb_parquet("variant", None, "SELECT * FROM (VALUES (1::VARIANT), ('a'::VARIANT)) AS source(anything)")
    folder.because = "a date64 off midnight"
    folder.arrow("date64-off-midnight", arrow.table({"day": arrow.array([86_400_000, 86_400_001], arrow.int64()).view(arrow.date64())}))
    folder.because = "a time of day of 24 h"
    both("time-of-24-hours", arrow.table({"time": arrow.array([0, 86_400_000], arrow.int32()).view(arrow.time32("ms"))}))
    folder.because = "a negative time of day"
    both("negative-time", arrow.table({"time": arrow.array([-1], arrow.int64()).view(arrow.time64("ns"))}))
    folder.because = "a tensor whose dimensions are meant in another order than they are stored"
    permuted = arrow.fixed_shape_tensor(arrow.int32(), [2, 3], permutation=[1, 0])
    folder.arrow(
        "permuted-tensor",
        arrow.table({"tensor": arrow.ExtensionArray.from_storage(permuted, arrow.array([[1, 2, 3, 4, 5, 6]], permuted.storage_type))}),
    )
    folder.because = "a key twice in a map"
    both("duplicate-key", arrow.table({"map": arrow.array([[("a", 1), ("b", 2), ("a", None)]], arrow.map_(arrow.string(), arrow.int64()))}))
    folder.because = "two columns of one name"
    both("duplicate-column", arrow.table([arrow.array([1]), arrow.array([2])], ["id", "id"]))
    folder.because = "two fields of one name in a struct"
    folder.arrow(
        "duplicate-field",
        arrow.table(
            {
                "point": of_buffers(
                    arrow.struct([("x", arrow.int64()), ("x", arrow.int64())]), 1, None, children=[arrow.array([1]), arrow.array([2])]
                )
            }
        ),
    )
    folder.because = "a null list with several entries: DuckDB writes a null ARRAY so; DuckDB and polars read null, pyarrow refuses it too"
    folder.duckdb_parquet(
        "null-array", None, "SELECT * FROM (VALUES (1, [1, 2]::INTEGER[2]), (2, NULL), (3, [3, NULL])) AS source(id, pair)"
    )
    folder.because = "invalid UTF-8 in text"
    broken = of_buffers(arrow.string(), 2, None, b"\0\0\0\0\1\0\0\0\4\0\0\0", b"a\xed\xa0\x80")
    both("invalid-utf8", arrow.table({"text": broken}))
    folder.because = "128-bit integers, which neither Arrow nor Parquet has: polars writes them as 16 bytes"
    wide = polars.DataFrame({"wide": polars.Series([None, 1, -1, 2**100], dtype=polars.Int128)})
    folder.polars_parquet("int128", wide)
    folder.polars_arrow("int128", wide)


def write_damage(folder):
    folder.because = "a page whose CRC does not match"
    numbers = arrow.table({"number": arrow.array([0x1122334455667788, 2, 3])})
    for variant, options in (("crc-v1", {}), ("crc-v2", {"data_page_version": "2.0"})):
        folder.parquet(
            variant, numbers, compression="none", use_dictionary=False, write_page_checksum=True, write_statistics=False, **options
        )
        change(path_of(folder), bytes.fromhex("8877665544332211"), bytes.fromhex("8877665544332212"))
    folder.because = "an INT96 whose nanoseconds leave the day"
    moment = arrow.table({"at": arrow.array([86_399 * 10**9 + 123_456_789], arrow.timestamp("ns"))})
    folder.parquet(
        "int96-beyond-the-day",
        moment,
        compression="none",
        use_dictionary=False,
        use_deprecated_int96_timestamps=True,
        write_statistics=False,
    )
    change(path_of(folder), (86_399 * 10**9 + 123_456_789).to_bytes(8, "little"), (86_400 * 10**9).to_bytes(8, "little"))
    folder.because = "an encrypted file or an unknown one"
    folder.parquet("encrypted-magic", numbers)
    with open(path_of(folder), "r+b") as file:
        file.write(b"PARE")
        file.seek(-4, os.SEEK_END)
        file.write(b"PARE")
    for extension, write_file in (("parquet", folder.parquet), ("arrow", folder.arrow), ("arrows", folder.stream)):
        folder.because = "a file that ends early"
        write_file("cut", numbers)
        with open(path_of(folder), "r+b") as file:
            file.truncate(os.path.getsize(path_of(folder)) - (20 if extension != "arrows" else 60))


def path_of(folder):
    return os.path.join(folder.path, os.path.basename(folder.files[-1]["file"]))


def write(out):
    folder = Refused(out)
    write_types(folder)
    write_damage(folder)
    return folder
