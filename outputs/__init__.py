"""What people and programs receive: JSONL, CSV, Parquet, the workbook, the report, Word comments."""

from outputs.all import write_tables

__all__ = ["write_tables"]
