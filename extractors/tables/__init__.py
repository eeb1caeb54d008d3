"""Statistics tables: their cells as observations, through the same catalogue as the numbers of prose."""

from extractors.tables.reading import Reading, left_over, read_tables
from extractors.tables.targets import as_targets

__all__ = ["Reading", "as_targets", "left_over", "read_tables"]
