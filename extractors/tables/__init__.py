"""Statistics tables: their cells as observations, through the same catalogue as the numbers of prose."""

from extractors.tables.reading import Reading, read_tables

__all__ = ["Reading", "read_tables"]
