"""Tables as tables: the cells of a document as grids with headers, captions and units."""

from corpora.tables.grid import tables_of
from corpora.tables.model import Cell, Table

__all__ = ["Cell", "Table", "tables_of"]
