"""Quantities become observations: indicator, subject, place, period, status and part-of relation."""

from extractors.observations.catalogue import Catalogue, Indicator, load_catalogue
from extractors.observations.observe import observe

__all__ = ["Catalogue", "Indicator", "load_catalogue", "observe"]
