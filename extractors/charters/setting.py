"""What a charter is, for choosing the rules it is judged by: where it is registered and which facts hold of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from corpora.structure.places import find_places, gazetteer, parent
from extractors.charters.normal import NormalText

_AUTHORITY = re.compile(
    r"登记(?:管理)?(?:机关|机构|部门|单位)(?:名称)?(?:是|为|：|系|即)*(?P<named>[^，。；、\n]{2,24})"
    r"|(?P<office>[一-鿿]{2,16}(?:民政[部厅局]|行政审批(?:服务)?局))"
)
_DOMICILE = re.compile(
    r"(?:住所|地址|住址|[会院校园馆所]址|办公地点)[^，。；\n]{0,6}(?:在|于|为|是|：)(?P<named>[^，。；\n]{2,40})"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that may be true of a charter (慈善组织, 民办学校): by its name or its text, unless ``without`` is there."""

    title: str
    types: tuple[str, ...]
    name: re.Pattern[str] | None
    text: re.Pattern[str] | None
    without: re.Pattern[str] | None

    def holds(self, org_name: str | None, org_type: str, text: str) -> bool:
        """Whether it is true of a charter with this name, type and normal text."""
        if org_type not in self.types or (self.without and self.without.search(text)):
            return False
        by_name = self.name is not None and self.name.search(org_name or "") is not None
        return by_name or (self.text is not None and self.text.search(text) is not None)


@dataclass(frozen=True, slots=True)
class Setting:
    """``areas``: the places of the registration authority and those above them; ``facts``: what holds; the day of adoption."""

    areas: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    adopted: date | None = None


@dataclass(frozen=True, slots=True)
class When:
    """On which charters a pack, a rule or an element is used: every condition that is given has to be met.

    ``areas`` are names of places, ``*`` stands for any characters; of a charter without a day of adoption it is assumed
    that it is a new one.
    """

    areas: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    adopted_from: date | None = None
    adopted_before: date | None = None

    def fits(self, setting: Setting) -> bool:
        """Whether a charter meets the conditions."""
        if self.areas and not any(fnmatchcase(area, known) for area in setting.areas for known in self.areas):
            return False
        if not setting.facts.issuperset(self.facts):
            return False
        if self.adopted_before and (setting.adopted is None or setting.adopted >= self.adopted_before):
            return False
        return not (self.adopted_from and setting.adopted and setting.adopted < self.adopted_from)


def setting_of(
    normal: NormalText, org_name: str | None, org_type: str, adopted: date | None, facts: Mapping[str, Fact]
) -> Setting:
    """What is true of a charter (see `Setting`)."""
    holding = frozenset(name for name, fact in facts.items() if fact.holds(org_name, org_type, normal.text))
    return Setting(_areas(normal.text, org_name), holding, adopted)


def _areas(text: str, org_name: str | None) -> frozenset[str]:
    """The places of the first of authority, domicile and name that a province is known of, with the places above them."""
    for stretch in _where(text, org_name):
        names = {mention.name for mention in find_places(stretch)}
        names |= {above for name in names if (above := parent(name))}
        if any(name in gazetteer().names and parent(name) is None for name in names):
            return frozenset(names)
    return frozenset(mention.name for stretch in _where(text, org_name) for mention in find_places(stretch)[:1])


def _where(text: str, org_name: str | None) -> Iterator[str]:
    for pattern in (_AUTHORITY, _DOMICILE):
        for found in pattern.finditer(text):
            yield next(part for part in found.groups() if part)
    if org_name:
        first = find_places(org_name)[:1]  # a chamber of people from elsewhere names two places: the seat comes first
        yield from (org_name[: mention.end] for mention in first)
