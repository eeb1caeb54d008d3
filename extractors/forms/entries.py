"""What was found on a form before it is decided what stands: entries of fields with their place and strength."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.forms.catalogue import Catalogue, FieldInfo, Meaning
from extractors.forms.labels import normal
from extractors.forms.values import Value

Address = tuple[int, int, int]
# Factors of an entry's confidence: its text suits any type; its label is known in other words only; its unit had to be taken as 元.
_ANY_TYPE, _REWORDED, UNIT_UNSURE = 0.97, 0.95, 0.6
# Kinds of heads; see ``says_place``.
PLACED_BY_COLUMN = {"previous", "current", "unrestricted", "restricted", "cash", "in_kind"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a field.

    ``suffix`` is ``_opening``, ``_prior`` … of the column; ``start``/``end`` span the entry in the clean text;
    ``in_statement`` says that it stands in one of the three financial statements, ``in_sentence`` that it was found by
    the words of a sentence and not by a label.
    """

    field: FieldInfo
    suffix: str
    label: str
    value: Value
    written: str
    unit: str | None
    page: int | None
    address: Address | None
    start: int
    end: int
    confidence: float
    in_statement: bool = False
    in_sentence: bool = False

    @property
    def key(self) -> str:
        """The field id with the suffix of its column."""
        return self.field.id + self.suffix


def resolve(meanings: Sequence[Meaning], contexts: Sequence[str]) -> tuple[Meaning, bool] | None:
    """Which meaning of a label holds among the labels and headings around it, nearest first; whether they decided it."""
    if not meanings:
        return None
    narrow = [m for m in meanings if m.under is not None]
    if narrow:
        for context in contexts:
            for meaning in narrow:
                if meaning.under is not None and meaning.under.search(normal(context)):
                    return meaning, True
    return next(((m, False) for m in meanings if m.under is None), None)


def suffix_of(meaning: Meaning, kinds: Sequence[str], current_year: str | None) -> str | None:
    """The suffix of a field under column heads of some kinds; None where the column is none of the field's.

    Args:
        meaning: the row's field.
        kinds: what the heads say (``previous``, ``restricted``, ``2022`` …).
        current_year: the latest year among the heads, to tell 2022 and 2023 apart.
    """
    field = meaning.field
    previous = meaning.previous
    restriction = ""
    for kind in kinds:
        if kind in ("skip", "changed"):
            return None
        if kind.isdigit():
            if current_year is not None and int(kind) < int(current_year) - 1:
                return None
            previous = previous or (current_year is not None and kind != current_year)
        elif kind == "previous":
            previous = True
        elif kind in ("restricted", "unrestricted"):
            if field.statement != "activities":
                return None
            restriction = "_" + kind
        elif kind in ("cash", "in_kind"):
            if kind not in field.columns:
                return None
            restriction = "_" + kind
    if not previous:
        return restriction
    return ("_opening" if field.statement == "balance" else "_prior") + restriction


def says_place(kinds: Sequence[str]) -> bool:
    """Whether heads of columns say which of several quantities of a row stands below them."""
    return any(kind in PLACED_BY_COLUMN or kind.isdigit() for kind in kinds)


def confidence_of(base: float, value: Value, meaning: Meaning) -> float:
    """Lower where the text suits any type, where the unit had to be taken as 元, and for labels in other words."""
    sure = base * (_ANY_TYPE if value.fit == 1 else 1.0) * (UNIT_UNSURE if "unit_missing" in value.flags else 1.0)
    return sure * (_REWORDED if meaning.reworded else 1.0)


def is_known(text: str, catalogue: Catalogue) -> bool:
    """Whether a text is a label of the catalogue or the head of a column."""
    return bool(catalogue.meanings(text)) or catalogue.column(text) is not None
