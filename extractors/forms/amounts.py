"""The numbers of a form as the checks use them: by field, with the rounding of their print and their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.forms.entries import UNIT_UNSURE, Entry
from extractors.forms.form import Form
from extractors.records import Severity

_EXACT = 0.5  # 元: statements with 分 are exact but for slips of rounding
_TEN_THOUSAND = 10_000
_NEARLY = 0.005
_SURE = 0.8  # confidence below which a contradiction is a doubt and no error
_MOST_ROUNDING = 1_000.0  # 元
_COLUMNS = (
    ("_prior_unrestricted", "上年非限定性"),
    ("_prior_restricted", "上年限定性"),
    ("_unrestricted", "非限定性"),
    ("_restricted", "限定性"),
    ("_opening", "年初"),
    ("_prior", "上年"),
    ("_cash", "现金"),
    ("_in_kind", "非现金"),
)


@dataclass(frozen=True, slots=True)
class Side:
    """What a check found: the message, the fields concerned, what is stated or demanded, and what stands against it."""

    message: str
    fields: tuple[str, ...]
    expected: float | str | None
    found: float | str | None
    severity: Severity | None = None


class Amounts:
    """The numbers of one form."""

    def __init__(self, form: Form) -> None:
        self._entries = {entry.key: entry for entry in form.entries}
        self._unread = form.unread
        self._rows = form.rows

    def entry(self, name: str) -> Entry | None:
        """The entry of a field, also an empty one; None when the form has no such field."""
        return self._entries.get(name)

    def get(self, name: str) -> float | None:
        """The number of a field, None when it is empty or not on the form."""
        entry = self._entries.get(name)
        value = None if entry is None else entry.value.value
        return value if isinstance(value, int | float) else None

    def word(self, name: str) -> str | None:
        """The words of a field, None when it is empty or not on the form."""
        entry = self._entries.get(name)
        value = None if entry is None else entry.value.value
        return value if isinstance(value, str) else None

    def is_on_form(self, name: str) -> bool:
        """Whether the form asks for a field, filled in or not."""
        return name in self._entries

    def unit(self, name: str) -> str:
        """The unit of a field for people: 元, 人, 个 …; empty for none."""
        entry = self._entries.get(name)
        if entry is None:
            return ""
        return "元" if entry.field.type == "money" else (entry.field.unit or "")

    def tolerance(self, names: Sequence[str]) -> float:
        """By how much numbers may differ that are rounded as the form prints them.

        Numbers of the same unit are written alike, so the finest of them tells the rounding of all: 12 beside 11.35 万元
        is 12.00. Each of the numbers may be off by half a step.
        """
        steps: dict[str | None, float] = {}
        listed: list[str | None] = []
        money = False
        for name in names:
            entry = self._entries.get(name)
            if entry is None or entry.value.step is None:
                continue
            unit = entry.unit if entry.value.step > 0 else None
            steps[unit] = min(steps.get(unit, entry.value.step), entry.value.step)
            listed.append(unit)
            money |= entry.field.type == "money"
        if not money:
            return 0.0
        return max(sum(steps[unit] for unit in listed) / 2, _EXACT)

    def is_sure(self, names: Iterable[str]) -> bool:
        """Whether what fields say was read with certainty, so that a contradiction is the form's and not the reading's.

        Numbers without a unit are as good as any among themselves, but not beside numbers that have one.
        """
        entries = [entry for name in names if (entry := self._entries.get(name)) is not None]
        unsure = [entry for entry in entries if "unit_missing" in entry.value.flags]
        if unsure and len(unsure) < sum(1 for entry in entries if entry.field.type == "money"):
            return False
        return all(entry.confidence / (UNIT_UNSURE if entry in unsure else 1.0) >= _SURE for entry in entries)

    def is_explained(self, difference: float, tolerance: float) -> bool:
        """Whether one or two amounts on the form whose lines were not understood make up a difference."""
        gap = abs(difference)
        lone = {round(amount) for amount in self._unread}
        near = range(round(gap - tolerance), round(gap + tolerance) + 1) if tolerance < _MOST_ROUNDING else ()
        return any(whole in lone or any(whole - amount in lone for amount in lone) for whole in near)

    def is_row(self, names: Sequence[str], difference: float, tolerance: float) -> bool:
        """Whether a difference is one amount of the same table whose line was not understood: the sum has a line more."""
        addresses = [entry.address for name in names if (entry := self._entries.get(name)) is not None]
        tables = {address[0] for address in addresses if address is not None}
        if len(tables) != 1 or tolerance >= _MOST_ROUNDING:
            return False
        return any(index in tables and abs(amount - abs(difference)) <= tolerance for index, amount in self._rows)

    def step(self, name: str) -> float:
        """The size of the last digit of a number as printed."""
        entry = self._entries.get(name)
        return entry.value.step or 0.0 if entry is not None else 0.0

    def named(self, name: str) -> str:
        """A number with its label as the form has it: ``收入合计（上年）258,100元``."""
        entry = self._entries[name]
        label = "".join(entry.label.split()).rstrip(":：") if len(entry.label) <= 30 else entry.field.label
        column = next((words for suffix, words in _COLUMNS if entry.suffix == suffix), "")
        shown = f"{label}（{column}）" if column else label
        value = self.get(name)
        return f"{shown}{amount_text(value, self.unit(name))}" if value is not None else f"{shown}（空）"

    def mixed_units(self, total: str, parts: Sequence[tuple[int, str]], tolerance: float) -> str:
        """Words on 万元 and 元 mixed up, where one number ten thousand times larger or smaller makes the sum right."""
        stated = self.get(total) or 0.0
        values = [(sign * (self.get(name) or 0.0), name) for sign, name in parts]
        together = sum(value for value, _ in values)
        for factor in (_TEN_THOUSAND, 1 / _TEN_THOUSAND):
            for value, name in [*values, (-stated, total)]:
                other = together - stated + value * (factor - 1)
                if value and abs(other) <= max(tolerance, _NEARLY * abs(value * factor)) and self.unit(name) == "元":
                    label = self.named(name)
                    return f"；{label}疑为“万元”与“元”混用"
        return ""


def amount_text(value: float | None, unit: str) -> str:
    """A number for people: thousands separators, no idle zeros, its unit."""
    if value is None:
        return ""
    text = f"{value:,.2f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit
