"""The numbers of a document, and of the documents of a run, held against each other."""

from extractors.audit.across import audit_across
from extractors.audit.audit import audit
from extractors.audit.flags import flagged

__all__ = ["audit", "audit_across", "flagged"]
