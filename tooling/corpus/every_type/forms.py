"""Columns as text that Datasig's casts accept, where a tool or a format has no type for them."""

import base64

import duckdb
import pyarrow as arrow
import pyarrow.compute as compute

NESTED = ("ints", "pair", "point", "labels", "events")
NULL_TOKEN = "\\N"
"""What stands for null in CSV, in every column, so that empty text stays empty text."""


def nested_as_json(table):
    """The nested columns as JSON text, by DuckDB."""
    with duckdb.connect() as connection:
        connection.register("source", table.select(NESTED))
        result = connection.sql(
            "SELECT " + ", ".join(f"to_json({name})::VARCHAR AS {name}" for name in NESTED) + " FROM source"
        ).to_arrow_table()
    return {name: result[name].combine_chunks() for name in NESTED}


def each(values, change):
    return arrow.array([None if value is None else change(value) for value in values.to_pylist()], arrow.string())


def text_of(values):
    """A column that is not nested, as text."""
    kind = values.type
    if arrow.types.is_decimal(kind):
        return each(values, lambda number: format(number, "f"))
    if arrow.types.is_float16(kind):
        return compute.cast(compute.cast(values, arrow.float32()), arrow.string())
    if arrow.types.is_binary(kind):
        return each(values, lambda data: base64.b64encode(data).decode())
    if kind == arrow.uuid():
        return each(values, str)
    return compute.cast(values, arrow.string())


class Forms:
    """The table and its text columns, each made once."""

    def __init__(self, table):
        self.table, self.texts = table, {}

    def text(self, name):
        if not self.texts:
            self.texts = nested_as_json(self.table)
        if name not in self.texts:
            self.texts[name] = text_of(self.table[name].combine_chunks())
        return self.texts[name]

    def with_text(self, names):
        """The table with the named columns as text."""
        return arrow.table({name: self.text(name) if name in names else self.table[name] for name in self.table.column_names})


def rows_of(table, seed):
    """The same rows and columns in another order, but for seed 0."""
    if seed == 0:
        return table
    count, width = table.num_rows, table.num_columns
    # A step that shares no factor with the count visits every row once.
    step = next(step for step in range(7919 * seed % max(count, 1) + 1, 10**9) if gcd(step, count) == 1)
    names = table.column_names
    order = arrow.array([(row * step + seed) % count for row in range(count)], arrow.int64())
    return table.select([names[(place * 5 + seed) % width] if width % 5 else names[place] for place in range(width)]).take(order)


def gcd(left, right):
    while right:
        left, right = right, left % right
    return left


def shards(table, count):
    """Parts of different lengths, as copies: polars refuses a slice of fixed-size lists."""
    if count == 1:
        return [table]
    cuts = [table.num_rows * place * place // (count * count) for place in range(count + 1)]
    return [table.take(arrow.array(range(start, end), arrow.int64())) for start, end in zip(cuts, cuts[1:])]
