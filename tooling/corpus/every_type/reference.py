"""The table: a column of every type, made with numpy from fixed seeds."""

import numpy
import pyarrow as arrow
import pyarrow.compute as compute

WORDS = [
    "plain",
    "comma, here",
    'a "quoted" word',
    "two\nlines",
    "carriage\r\nreturn",
    "tab\there",
    " spaces ",
    "😀 and 👩‍👩‍👧",
    "e\u0301",
    "é",
    "\ufeffmark",
    "\u2028",
    "'single'",
    "back\\slash",
    "null",
    "NULL",
    "0",
    "",
    "{}",
    "[1]",
    "a;b|c",
    "#comment",
    "=1+1",
    "العربية",
    "中文字",
    "x" * 60,
    "\ud7ff\ue000",
    "\U0010ffff",
    "\\n",
    "nan",
]
CATEGORIES = ["red", "green", "blue", "", "violet 😀", "not, often"]


class Maker:
    """Random columns of `rows` rows."""

    def __init__(self, rows, seed=7):
        self.rows, self.random = rows, numpy.random.Generator(numpy.random.PCG64(seed))

    def nulls(self, share=0.05):
        return self.random.random(self.rows) < share

    def integers(self, name):
        limits = numpy.iinfo(name)
        values = self.random.integers(limits.min, limits.max, self.rows, dtype=name, endpoint=True)
        small = self.random.random(self.rows) < 0.3
        values[small] = values[small] % 100
        values[:2] = (limits.min, limits.max)
        return arrow.array(values, mask=self.nulls())

    def decimal(self, precision, scale):
        """From random words, so that every digit counts."""
        width = 16 if precision <= 38 else 32
        numbers = [
            int.from_bytes(self.random.bytes(width - 1), "little", signed=True) % 10**precision * (-1) ** row >> (row * 7 % 8 * width)
            for row in range(min(self.rows, 997))
        ]
        data = b"".join(number.to_bytes(width, "little", signed=True) for number in numbers)
        kind = arrow.decimal128(precision, scale) if width == 16 else arrow.decimal256(precision, scale)
        few = arrow.Array.from_buffers(kind, len(numbers), [None, arrow.py_buffer(data)])
        return few.take(arrow.array(self.random.integers(0, len(numbers), self.rows), mask=self.nulls()))

    def floats(self):
        half = (self.random.integers(-65536, 65536, self.rows) / 64).astype(numpy.float16)
        single = self.random.standard_normal(self.rows).astype(numpy.float32) * numpy.float32(1e3)
        double = self.random.standard_normal(self.rows) * 10.0 ** self.random.integers(-300, 300, self.rows)
        double[:4] = (-0.0, 5e-324, 1.7976931348623157e308, 0.1)
        single[:2] = (numpy.float32(0.1), -0.0)
        return {
            "f16": arrow.array(half, mask=self.nulls()),
            "f32": arrow.array(single, mask=self.nulls()),
            "f64": arrow.array(double, mask=self.nulls()),
        }

    def moments(self):
        at = self.random.integers(-(2**62), 2**62, self.rows)
        whole = self.random.random(self.rows) < 0.2
        at[whole] -= at[whole] % 10**9
        zoned = self.random.integers(-(2**62), 2**62, self.rows)
        zoned[whole] -= zoned[whole] % 1000
        return {
            "at_ns": arrow.array(at, arrow.timestamp("ns"), mask=self.nulls()),
            "zoned_ns": arrow.array(zoned, arrow.timestamp("ns", "UTC"), mask=self.nulls()),
            "time": arrow.array(self.random.integers(0, 86_400 * 10**9, self.rows), arrow.time64("ns"), mask=self.nulls()),
            "date": arrow.array(
                self.random.integers(-700_000, 2_900_000, self.rows).astype(numpy.int32), arrow.date32(), mask=self.nulls()
            ),
        }

    def binary(self, kind, width):
        data = arrow.py_buffer(self.random.bytes(width * self.rows))
        fixed = arrow.Array.from_buffers(arrow.binary(width), self.rows, [self.present(), data])
        return arrow.ExtensionArray.from_storage(kind, fixed) if isinstance(kind, arrow.BaseExtensionType) else fixed.cast(kind)

    def present(self):
        return arrow.array(~self.nulls()).buffers()[1]

    def words(self, count, share=0.0):
        """Awkward texts, most with a number, so that they differ."""
        words = arrow.array(WORDS).take(arrow.array(self.random.integers(0, len(WORDS), count)))
        numbers = compute.cast(arrow.array(self.random.integers(0, 10**6, count)), arrow.string())
        numbered = compute.binary_join_element_wise(words, numbers, " ")
        texts = compute.if_else(arrow.array(self.random.random(count) < 0.2), words, numbered)
        return (
            compute.if_else(arrow.array(self.random.random(count) < share), arrow.scalar(None, arrow.string()), texts) if share else texts
        )

    def offsets(self, rows, most):
        """Offsets of lists, null where the second array says so: such a list is empty beneath."""
        lengths = self.random.integers(0, most + 1, rows)
        null = self.random.random(rows) < 0.08
        lengths[null] = 0
        return numpy.concatenate(([0], numpy.cumsum(lengths))).astype(numpy.int32), arrow.array(null)

    def list_of(self, rows, most, make):
        offsets, null = self.offsets(rows, most)
        return arrow.ListArray.from_arrays(arrow.array(offsets), make(int(offsets[-1])), mask=null)

    def some(self, count, name="int64", share=0.1):
        limits = numpy.iinfo(name)
        return arrow.array(self.random.integers(limits.min, limits.max, count, dtype=name), mask=self.random.random(count) < share)

    def struct_of(self, count, **fields):
        return arrow.StructArray.from_arrays(list(fields.values()), list(fields), mask=arrow.array(self.random.random(count) < 0.08))

    def nested(self):
        rows = self.rows
        pair = arrow.FixedSizeListArray.from_arrays(self.some(2 * rows, "int32"), 2, mask=arrow.array(self.nulls()))
        offsets, null = self.offsets(rows, 3)
        count = int(offsets[-1])
        place = numpy.arange(count) - numpy.repeat(offsets[:-1], numpy.diff(offsets))
        keys = arrow.array(["first", 'ключ, "2"', "third 😀"]).take(arrow.array(place))
        labels = arrow.MapArray.from_arrays(arrow.array(offsets), keys, self.some(count), mask=null)
        point = self.struct_of(
            rows,
            x=arrow.array(self.random.integers(-(2**20), 2**20, rows) / 1024, mask=self.nulls()),
            label=self.words(rows, 0.2),
            n=self.some(rows),
            ok=arrow.array(self.nulls(0.5), mask=self.nulls()),
        )
        event = lambda length: self.struct_of(
            length, id=self.some(length), tags=self.list_of(length, 2, lambda inner: self.words(inner, 0.1))
        )
        return {
            "ints": self.list_of(rows, 4, self.some),
            "pair": pair,
            "point": point,
            "labels": labels,
            "events": self.list_of(rows, 2, event),
        }


def reference(rows):
    maker = Maker(rows)
    columns = {"id": arrow.array(numpy.arange(rows))}
    for name in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"):
        columns[name] = maker.integers(name)
    columns |= {
        "flag": arrow.array(maker.nulls(0.5), mask=maker.nulls()),
        "d38": maker.decimal(38, 10),
        "d76": maker.decimal(76, 20),
        **maker.floats(),
        **maker.moments(),
    }
    columns |= {
        "uuid": maker.binary(arrow.uuid(), 16),
        "blob": maker.binary(arrow.binary(), 11),
        "text": maker.words(rows),
        "note": maker.words(rows, 0.2),
    }
    indices = arrow.array(maker.random.integers(0, len(CATEGORIES), rows).astype(numpy.int32), mask=maker.nulls())
    columns["category"] = arrow.DictionaryArray.from_arrays(indices, arrow.array(CATEGORIES))
    return arrow.table({**columns, **maker.nested()})
