"""The type of a document: rules where they are sure, else a trained and calibrated model."""

from __future__ import annotations

from dataclasses import dataclass

from corpora.document import Document
from corpora.gold import DOC_TYPES
from corpora.structure.model import Structure
from models import doctype_model
from models.doctype_features import features, look
from models.doctype_rules import decide


@dataclass(frozen=True, slots=True)
class DocType:
    """The type of a document, one of ``DOC_TYPES``, and the calibrated probability (0–1) that it is right."""

    label: str
    confidence: float


def classify(document: Document, structure: Structure) -> DocType:
    """The type of a document.

    A document that resembles no type is ``other``; so is one whose best type is too improbable, and its confidence
    is then the low one of ``other``.

    Args:
        document: as read.
        structure: its structure, as ``corpora.structure.analyse`` gives it.
    """
    sight = look(document, structure)
    ruled = decide(sight)
    if ruled is not None:
        return DocType(*ruled)
    model = doctype_model.load()
    shares = model.probabilities(features(sight))
    label = max(DOC_TYPES, key=lambda known: shares.get(known, 0.0))
    if shares[label] < model.threshold:
        label = "other"
    return DocType(label, shares.get(label, 0.0))
