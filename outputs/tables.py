"""CSV and Parquet of the tables, a batch of records in memory at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outputs.atomic import atomic_file, atomic_path
from outputs.cells import csv_cell, without_surrogates
from outputs.schema import Column, Table

if TYPE_CHECKING:
    import polars as pl

_BATCH = 5_000
_ROW_GROUP = 100_000


def write_csv(target: Path, table: Table, records: Iterable[dict[str, Any]]) -> int:
    """Write a table as CSV (UTF-8 with a byte order mark, CRLF, RFC 4180), atomically; returns the number of rows.

    Column names are those of the JSONL; lists stand as JSON text; text that a spreadsheet would run as a formula gets
    a leading apostrophe; numbers stay numbers.
    """
    names = [column.name for column in table.columns]
    rows = 0
    with atomic_file(target) as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(names)
        for record in records:
            writer.writerow([csv_cell(record.get(name)) for name in names])
            rows += 1
        text.detach()  # flushes, and leaves the file open for its owner
    return rows


def write_parquet(target: Path, table: Table, records: Iterable[dict[str, Any]]) -> None:
    """Write a table as Parquet with the types of its schema, whatever the records hold, atomically.

    Lists stand as lists. A column that holds numbers or text (``forms.value``) is text.
    """
    from polars.io.plugins import register_io_source

    schema = parquet_schema(table)

    def batches(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        # The sink asks for all columns and rows, so the pushed-down wishes are always None.
        yield from _frames(table, schema, records)

    with atomic_path(target) as temporary:
        frame = register_io_source(batches, schema=schema)
        frame.sink_parquet(temporary, row_group_size=_ROW_GROUP, maintain_order=True)


def parquet_schema(table: Table) -> pl.Schema:
    """The Parquet column types of a table."""
    import polars as pl

    types: dict[str, pl.DataType] = {
        "text": pl.String(),
        "mixed": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "texts": pl.List(pl.String()),
        "integers": pl.List(pl.Int64()),
        "numbers": pl.List(pl.Float64()),
        "error": pl.Struct({"code": pl.String(), "message": pl.String()}),
        "articles": pl.List(
            pl.Struct(
                {"start": pl.Int64(), "end": pl.Int64(), "title": pl.String(), "area": pl.String(), "date": pl.String()}
            )
        ),
        "sections": pl.List(
            pl.Struct({"level": pl.Int64(), "number": pl.String(), "title": pl.String(), "start": pl.Int64()})
        ),
    }
    return pl.Schema({column.name: types[column.kind] for column in table.columns})


def _frames(table: Table, schema: pl.Schema, records: Iterable[dict[str, Any]]) -> Iterator[pl.DataFrame]:
    import polars as pl

    rest = iter(records)
    while batch := list(islice(rest, _BATCH)):
        rows = [
            {column.name: _parquet_value(column, record.get(column.name)) for column in table.columns}
            for record in batch
        ]
        yield pl.DataFrame(rows, schema=schema)


def _parquet_value(column: Column, value: Any) -> Any:
    if column.kind == "mixed" and value is not None and not isinstance(value, str):
        return repr(value)
    if column.kind == "number" and value is not None:
        return float(value)
    if column.kind == "numbers" and value is not None:
        return [float(item) for item in value]
    return _encodable(value)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return value
