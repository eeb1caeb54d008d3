"""What people and programs receive: JSONL, CSV, Parquet, the workbook, the report, Word comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outputs.all import write_tables

__all__ = ["write_tables"]


def __getattr__(name: str) -> Any:
    # Workers write JSONL only: the workbook and the report are loaded when they are asked for.
    if name == "write_tables":
        from outputs.all import write_tables

        return write_tables
    raise AttributeError(f"module 'outputs' has no attribute {name!r}")
