"""Two charters side by side: the findings that were mended, kept and new, and the articles that changed."""

from __future__ import annotations

from outputs.comparison.changes import ChangedFinding, Comparison, changed_findings, comparison_records
from outputs.comparison.page import comparison_html

__all__ = ["ChangedFinding", "Comparison", "changed_findings", "comparison_html", "comparison_records"]
