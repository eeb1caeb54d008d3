"""Statistics tables: their cells as observations, through the same catalogue as the numbers of prose."""

from extractors.tables.reading import Reading, left_over, read_tables

__all__ = ["Reading", "left_over", "read_tables"]
