"""What the outputs need to know of an indicator; the pipeline hands it in from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndicatorInfo:
    """One indicator as people read it.

    Attributes:
        code: the catalogue's code, e.g. ``reg.total``.
        label: its Chinese name.
        group: the Chinese head under which its columns stand, e.g. ``登记管理``.
        unit_hint: the usual unit, e.g. ``家``; the unit of each value is the record's own.
        definition: one Chinese sentence that says what is counted.
    """

    code: str
    label: str
    group: str
    unit_hint: str
    definition: str
