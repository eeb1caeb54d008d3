"""Quantities: numbers that measure something, found before anything else is known about a text."""

from extractors.quantities.model import Bound, Quantity
from extractors.quantities.scan import scan

__all__ = ["Bound", "Quantity", "scan"]
