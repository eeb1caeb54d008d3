"""Names of Chinese places: a list of provinces and prefectures, and rules of suffix for all others.

A gazetteer alone finds no invented, renamed or misspelt place, and suffix rules alone find no short form (苏州) and no
reliable beginning; so both. The words are data, in ``corpora/places.yaml``.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal, cast

import yaml

from corpora.errors import ConfigurationError

Kind = Literal["province", "prefecture", "county", "street", "village"]
_KINDS = ("province", "prefecture", "county", "street", "village")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text.

    ``name`` is the full name where it is known (苏州 → 苏州市), else as written; ``kind`` its rank. ``sure`` is False
    where the beginning of the name was guessed from the usual length.
    """

    start: int
    end: int
    name: str
    kind: Kind
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Suffix:
    """How names with one suffix are made; see ``places.yaml``."""

    kind: Kind
    longest: int
    never: tuple[str, ...]
    seldom: tuple[str, ...]
    not_before: tuple[str, ...]
    but_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What ``places.yaml`` says, ready for use.

    ``names`` maps every written form to its full name and kind; ``parents`` a full name to that of the unit above it;
    ``abbreviations`` the one-character names of provinces (粤) to their full names.
    """

    names: dict[str, tuple[str, Kind]]
    parents: dict[str, str]
    abbreviations: dict[str, str]
    not_after: dict[str, str]
    not_before_short: tuple[str, ...]
    shorts: frozenset[str]
    suffixes: dict[str, Suffix]
    stops: frozenset[str]
    words_before: re.Pattern[str]
    finder: Any


_OFFICE = re.compile(
    r"民政|人民|政府|委|社会|慈善|行政|财政|公安|总工会|市场监|人大|政协|文[联旅]|工商|残联|妇联|教育|卫[健生]|体育|水[务利]|住建|志愿|司法|审计|税务"
)
# Behind a listed short form: a suffix that makes it a place of its own (大同区 of 大庆, 湖州里区), not one within it (苏州全市).
_LONGER = re.compile(r"(?:[一-龥]?(?=[市县区旗])(?P<suffix>[市县区旗]))(?![区市县旗域级])")
_CANDIDATE = re.compile(r"街道|苏木|自治[州县旗]|[省市州县区旗盟镇乡村]")


def _checked(data: dict[str, Any], allowed: set[str], path: str) -> dict[str, Any]:
    unknown = sorted(set(data) - allowed)
    if unknown:
        raise ConfigurationError(f"places.yaml: {path}.{unknown[0]}")
    return data


def _short(name: str) -> str:
    return re.sub(r"(?:市|地区|盟|特别行政区)$", "", name)


def _read_provinces(provinces: list[dict[str, Any]]) -> tuple[dict[str, tuple[str, Kind]], dict[str, str]]:
    names: dict[str, tuple[str, Kind]] = {}
    parents: dict[str, str] = {}

    def add(form: str, name: str, kind: Kind) -> None:
        # Of two places with one short form (吉林, 海南) the province has it.
        names.setdefault(form, (name, kind))

    for at, province in enumerate(provinces):
        _checked(province, {"name", "short", "abbr", "cities"}, f"provinces[{at}]")
        name = province["name"]
        add(name, name, "province")
        add(province["short"], name, "province")
        add(province["short"] + "省", name, "province") if name.endswith("省") else None
        for city in province.get("cities", ()):
            entry = city if isinstance(city, dict) else {"name": city, "short": _short(city)}
            _checked(entry, {"name", "short"}, f"provinces[{at}].cities")
            add(entry["name"], entry["name"], "prefecture")
            add(entry["short"], entry["name"], "prefecture")
            if entry["name"].endswith("自治州"):
                add(entry["short"].removesuffix("州") + "州", entry["name"], "prefecture")
            parents[entry["name"]] = name
    return names, parents


@functools.cache
def gazetteer() -> Gazetteer:
    """The gazetteer of ``corpora/places.yaml``, read once.

    Raises:
        ConfigurationError: the file holds a key that is not known; the message has its path.
    """
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    source = resources.files("corpora").joinpath("places.yaml").read_text(encoding="utf-8")
    data = yaml.load(source, Loader=yaml.CSafeLoader)
    keys = {"provinces", "needs_suffix", "not_after", "not_before_short", "suffixes", "zones", "stops", "words_before"}
    _checked(data, keys, "$")
    names, parents = _read_provinces(data["provinces"])
    shorts = frozenset(form for form, (name, _) in names.items() if form != name and not form.endswith(("州", "省")))
    for form in data["needs_suffix"]:
        names.pop(form, None)
    for zone in data["zones"]:
        names[zone] = (zone, "county")
    suffixes = {}
    for suffix, rule in data["suffixes"].items():
        _checked(rule, {"kind", "longest", "never", "seldom", "not_before", "but_before"}, f"suffixes.{suffix}")
        if rule["kind"] not in _KINDS:
            raise ConfigurationError(f"places.yaml: suffixes.{suffix}.kind")
        suffixes[suffix] = Suffix(
            cast(Kind, rule["kind"]),
            rule["longest"],
            tuple(rule["never"]),
            tuple(rule["seldom"]),
            tuple(rule["not_before"]),
            tuple(rule.get("but_before", ())),
        )
    return Gazetteer(
        names=names,
        parents=parents,
        abbreviations={p["abbr"]: p["name"] for p in data["provinces"]},
        not_after=data["not_after"],
        not_before_short=tuple(data["not_before_short"]),
        shorts=shorts,
        suffixes=suffixes,
        stops=frozenset(data["stops"]),
        words_before=re.compile("|".join(sorted(data["words_before"], key=lambda w: (-len(w), w)))),
        finder=AhoCorasick(
            sorted(names), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        ),
    )


def _listed(text: str, start: int, end: int) -> list[PlaceMention]:
    """Places of the gazetteer in ``text[start:end]``."""
    known = gazetteer()
    forms = _forms()
    found = []
    for which, first, last in known.finder.find_matches_as_indexes(text[start:end]):
        form = forms[which]
        first, last = first + start, last + start
        if form in known.shorts:
            if text[first - 1 : first] and text[first - 1] in known.not_after.get(form, ""):
                continue
            if text.startswith(known.not_before_short, last):
                continue
        name, kind = known.names[form]
        longer = _longer_name(text, first, last, end) if form != name else None
        if longer is not None:
            found.append(longer)
            continue
        found.append(PlaceMention(first, last, name, kind))
    return found


def _longer_name(text: str, first: int, last: int, end: int) -> PlaceMention | None:
    """The place whose name only begins with the listed short form at ``text[first:last]``."""
    match = _LONGER.match(text, last, end)
    if match is None:
        return None
    stop, between = match.end(), text[last : match.start("suffix")]
    rule = gazetteer().suffixes[match["suffix"]]
    if not between and match["suffix"] == "市":
        return None
    if between and (between in gazetteer().stops or _refused(between, rule, text, stop)):
        return None
    if text.startswith(rule.not_before, stop) and not (rule.but_before and text.startswith(rule.but_before, stop)):
        return None
    return PlaceMention(first, stop, text[first:stop], rule.kind)


@functools.cache
def _forms() -> tuple[str, ...]:
    return tuple(sorted(gazetteer().names))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


def _stem_start(text: str, at: int, floor: int, longest: int) -> tuple[int, bool]:
    """Where the stem that ends at ``at`` begins, and whether something shows that it does not begin earlier."""
    known = gazetteer()
    begin = at
    while (
        begin > floor and at - begin < longest + 2 and _is_han(text[begin - 1]) and text[begin - 1] not in known.stops
    ):
        begin -= 1
    bounded = at - begin <= longest
    if begin < at and text[begin] in "日月号" and text[begin - 1 : begin].isdigit():
        begin += 1
    for word in known.words_before.finditer(text, max(begin - 2, floor), at):
        if begin < word.end() <= at:
            begin, bounded = word.end(), at - word.end() <= longest
    return begin, bounded


def _refused(stem: str, rule: Suffix, text: str, end: int) -> bool:
    if stem.endswith(rule.never):
        return True
    if text.startswith(rule.not_before, end) and not (rule.but_before and text.startswith(rule.but_before, end)):
        return True
    return bool(rule.seldom) and stem.endswith(rule.seldom) and not _OFFICE.match(text, end)


def _by_suffix(text: str, start: int, end: int, taken: list[PlaceMention]) -> list[PlaceMention]:
    """Places that stand in no list, by their suffix; ``taken`` are the listed ones of the same stretch, in order."""
    known = gazetteer()
    found: list[PlaceMention] = []
    later = iter(taken)
    ahead = next(later, None)
    floor = start
    for match in _CANDIDATE.finditer(text, start, end):
        while ahead is not None and ahead.start < match.end():
            floor = max(floor, ahead.end)
            ahead = next(later, None)
        at, stop = match.span()
        if at < floor:
            continue
        suffix = match[0][-1] if match[0].startswith("自治") else match[0]
        rule = known.suffixes.get(suffix) or known.suffixes["盟"]
        longest = 12 if match[0].startswith("自治") else rule.longest
        begin, bounded = _stem_start(text, at, floor, longest)
        stem = text[begin:at]
        if stem[-1:] == "新" and suffix == "区" and len(stem) >= 3:
            stem = stem[:-1]
        elif _refused(stem, rule, text, stop):
            continue
        if len(text[begin:at]) < 2:
            continue
        if not bounded:
            begin = at - 2 if text[at - 1] != "新" else at - 3
        found.append(PlaceMention(begin, stop, text[begin:stop], rule.kind, bounded))
        floor = stop
    return found


def _agreed(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Cut names back to a shorter one that stands alone elsewhere (又促临江市 → 临江市 where 临江市 is seen)."""
    alone = {m.name for m in mentions if m.sure and len(m.name) == 3}
    if not alone:
        return mentions
    cut = []
    for m in mentions:
        tail = m.name[-3:]
        if len(m.name) > 3 and tail in alone and m.end - m.start == len(m.name) and m.name not in gazetteer().names:
            m = PlaceMention(m.end - 3, m.end, tail, m.kind)
        cut.append(m)
    return cut


def find_places(text: str, start: int = 0, end: int | None = None) -> list[PlaceMention]:
    """Places named in ``text[start:end]``, in order and not overlapping; offsets count in ``text``.

    临江市民政局 gives 临江市; 临江市东湖区 gives both; 全市, 社区, 地区, 市场 and the like give nothing.
    Call it on sentences or on the head of a document: it costs about a microsecond a character.
    """
    stop = len(text) if end is None else end
    listed = _listed(text, start, stop)
    return _agreed(sorted([*listed, *_by_suffix(text, start, stop, listed)], key=lambda m: m.start))


def parent(name: str) -> str | None:
    """The full name of the unit above a listed place (苏州市 → 江苏省), or None."""
    return gazetteer().parents.get(name)
