"""Fields in running text and in cells that hold several: 会员总数：147（其中单位会员122），新设（ 3 ）个, 邮编 990311."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.forms.catalogue import Catalogue, FieldInfo, Meaning
from extractors.forms.entries import resolve
from extractors.forms.values import Value, empty, parse

_WORTH = re.compile(
    "会费标准|召开|支部|党委|党总支|收入|支出|费用|机构|届|公益|培训|受益|惠及|服务|新设|注销|大会|理事会|审计"
)
_BOUNDARY = re.compile(r"[，,；;。、\s|（(]")
_BEHIND_DIGITS = re.compile(r"(?<=[0-9A-Za-z.%])(?=[\u4e00-\u9fff（])")
_LONGEST_LABEL = 26
_LINE_WITH_LABELS = 400  # characters; longer texts are reports, not labels with values
_LIST_OF_NUMBERS = 160
_LABEL_AND_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<label>(?:[\u4e00-\u9fff（）()/]|\d{2}(?:[-—–]\d{2})?(?=周?岁)){1,18}?)\s*+[:：]?\s*+[(（_＿]*+\s*+"
    r"(?P<number>[-−]?\d+(?:[,，]\d{3})*(?:\.\d+)?\s*+(?:万|亿)?+(?:元|人次|人|名|个|家|次|期|项|小时|%|％)?+)(?!\s*+[\d年月日届岁周.\-/])[)）_＿]*"
)
# What goes before a part in the words in front of its number: 人（其中70岁以上0人.
_WHOLE_BEFORE = re.compile(r"^.*(?:[（(]|其中)")
_SINGLE = re.compile(r"(?<!\S)[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff])+(?!\S)")
_TRAILING = " \t\u3000,，;；。、|_＿…"
# What parts a label from its value: a colon or question mark, a row of dots or a line that the value is written on.
_PARTING = re.compile(r"[:：?？]|(?:…|⋯|·|\.){3,}|…+|[_＿]{2,}")
_PLANNED = re.compile("计划|(?<!模)拟|预计|力争|明年|下一?年度|将(?:要|于|召开|举办)")
_NEWLY = re.compile("新(?:发展|增|吸收|吸纳|入)|(?<!新)发展(?:了)?(?:单位|个人|团体)?会员|吸[收纳]")
_NUMBERS = ("count", "money", "rate")
_LISTED = re.compile(r"[^；;。]+")
_BEHIND_LABEL = re.compile(r"[\s\u3000=＝]+|(?=[（(\[☑☒□■√])")
# What a list of numbers is about: 现职公务员兼任负责人情况：省部级0人，地厅级0人.
_HEAD_OF_LIST = re.compile(r"(?:^|[。；;\s])(?P<head>[^：:。；;，,\s]{2,24})[:：]")
_INSTRUCTION = re.compile("^请|填表前|填表须知|填写说明|如实填写")
_GAP = re.compile(r"\s{2,}|\u3000+|\t")


@dataclass(frozen=True, slots=True)
class Found:
    """A field in a text: its reading, label, and where its entry stands in that text."""

    meaning: Meaning
    label: str
    value: Value
    written: str
    start: int
    end: int
    strength: float
    in_sentence: bool = False


def scan(
    text: str, contexts: Sequence[str], catalogue: Catalogue, unit: str | None, *, loose: bool, before: str = ""
) -> Iterator[Found]:
    """The fields that a text names with their values.

    Args:
        text: a line or the text of a cell.
        contexts: labels and headings around it, nearest first.
        catalogue: the fields.
        unit: for money without a unit of its own.
        loose: also labels that are parted from their values by spaces only (lines of text without tables).
        before: the label in whose cell the sentence begins.
    """
    told = list(_by_patterns(text, catalogue, before))
    pairs = list(_by_colon(text, contexts, catalogue, unit)) if len(text) <= _LINE_WITH_LABELS else []
    named = [found for found in pairs if found.meaning.field.type in _NUMBERS and found.value.fit == 2]
    yield from (
        found for found in told if found.meaning.field.id not in catalogue.summarised or not _is_among(found, named)
    )
    yield from pairs
    if len(text) <= _LINE_WITH_LABELS and loose and not pairs and "。" not in text:
        yield from _by_space(text, contexts, catalogue, unit)
    if len(text) <= _LIST_OF_NUMBERS:
        known = [*told, *named]
        yield from (found for found in _by_number(text, contexts, catalogue, unit) if not _is_among(found, known))


def _is_among(found: Found, others: Sequence[Found]) -> bool:
    """Whether what was found stands where one of the others stands."""
    return any(found.start < other.end and other.start < found.end for other in others)


def _by_patterns(text: str, catalogue: Catalogue, before: str) -> Iterator[Found]:
    shift = len(before)
    text = before + text
    if not _WORTH.search(text):
        return
    for field in catalogue.fields.values():
        for pattern in field.patterns:
            match = next((m for m in pattern.finditer(text) if not _is_planned(text, m.start())), None)
            if match is None:
                continue
            written = match["value"] or ""
            value = parse(field, written + ((field.unit or "") if written and not written[0].isdigit() else ""))
            if value.fit:
                start = max((match.start("value") if written else match.end()) - shift, 0)
                label = text[match.start() : match.start("value")] if written else match[0]
                yield Found(
                    Meaning(field),
                    label.strip(" （(_＿") or field.label,
                    value,
                    written,
                    start,
                    start + len(written),
                    0.95,
                    in_sentence=True,
                )
                break


def _by_colon(text: str, contexts: Sequence[str], catalogue: Catalogue, unit: str | None) -> Iterator[Found]:
    marks = _labels_with_colon(text, catalogue)
    last: Meaning | None = None
    before = ""
    for at, (start, colon, behind, meanings) in enumerate(marks):
        end = marks[at + 1][0] if at + 1 < len(marks) else len(text)
        label = text[start:colon]
        # 法定代表人：史可循　职务：理事长: what goes on from a label is about the same.
        resolved = resolve(meanings, [*contexts, before]) if before else resolve(meanings, contexts)
        before = label if meanings else before
        if resolved is None and last is not None and catalogue.column(label) in ("previous", "current"):
            # 货币资金：5.00 年初：4.00: the year's own word goes on from the label before it.
            resolved = replace(last, previous=catalogue.column(label) == "previous"), False
        if resolved is None:
            yield from _by_parts(text, (behind, end), [label, *contexts], catalogue, unit)
            continue
        last = resolved[0]
        field = resolved[0].field
        whole = text[behind:end].strip(_TRAILING)
        if _INSTRUCTION.search(whole):
            continue
        if own := _by_parts(text, (behind, end), [label, *contexts], catalogue, unit):
            yield from own
            continue
        written, value = _shortest_fit(field, whole, unit or _unit_in(label))
        if value.fit:
            begin = text.index(written, behind) if written else behind
            yield Found(resolved[0], label.strip(), value, written, begin, begin + len(written), 0.94)


def _by_parts(
    text: str, span: tuple[int, int], contexts: Sequence[str], catalogue: Catalogue, unit: str | None
) -> list[Found]:
    """What parts of a list say that each begin with a label of their own: 会费标准：制定时间 2021年5月；是否备案 是."""
    found: list[Found] = []
    parts = [m for m in _LISTED.finditer(text, *span) if m[0].strip()]
    for part in parts if len(parts) > 1 else ():
        begin = part.start() + len(part[0]) - len(part[0].lstrip())
        last = min(part.end() - 1, begin + _LONGEST_LABEL)
        for end in range(begin + 2, last + 1):
            if not _BEHIND_LABEL.match(text, end):
                continue
            resolved = resolve(catalogue.meanings(text[begin:end]), contexts)
            if resolved is None or resolved[0].reworded:
                continue
            gap = _BEHIND_LABEL.match(text, end)
            start = gap.end() if gap else end
            written = text[start : part.end()].strip(_TRAILING)
            value = parse(resolved[0].field, written, unit or _unit_in(text[begin:end]))
            if value.fit:
                written = written[: len(written) - len(value.rest)].strip()
                found.append(Found(resolved[0], text[begin:end], value, written, start, start + len(written), 0.9))
            break
    return found if 2 * len(found) > len(parts) else []


def _is_planned(text: str, position: int) -> bool:
    """Whether the sentence around a place tells of what is still to come."""
    return _PLANNED.search(text, max(text.rfind(mark, 0, position) for mark in "。；;\n") + 1, position) is not None


def _unit_in(label: str) -> str | None:
    from corpora.tables.units import named_unit

    return named_unit(label)


def _shortest_fit(field: FieldInfo, whole: str, unit: str | None) -> tuple[str, Value]:
    """An entry up to the first wide gap, if it is one; what follows belongs to something else."""
    first = _GAP.split(whole, maxsplit=1)[0]
    value = parse(field, first, unit)
    if first != whole and (not value.fit or field.type in ("choice", "grade")):
        return whole, parse(field, whole, unit)
    if value.fit and value.rest:
        first = first[: len(first) - len(value.rest)].strip()
    return first, value


def _labels_with_colon(text: str, catalogue: Catalogue) -> list[tuple[int, int, int, tuple[Meaning, ...]]]:
    """Start and end of the label, end of its colon, and meanings (none for unknown labels) of each colon of a text."""
    found: list[tuple[int, int, int, tuple[Meaning, ...]]] = []
    for match in _PARTING.finditer(text):
        colon = match.start()
        is_colon = match[0] in ":："
        if is_colon and (
            text[colon + 1 : colon + 3] == "//"
            or (text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit())
        ):
            continue
        floor = max(colon - _LONGEST_LABEL, found[-1][2] if found else 0)
        starts = [floor] if floor == 0 or (found and floor == found[-1][2]) else []
        starts += [m.end() for m in _BOUNDARY.finditer(text, floor, colon)]
        starts += [floor] if not starts else []
        if found:
            starts += [m.end() for m in _BEHIND_DIGITS.finditer(text, max(starts), colon)]
        # Digits behind an entry end it, though they could be the number of the label as well.
        starts.sort(key=lambda s: bool(found) and text[s : s + 1].isdigit() and not text[s - 1].isspace())
        meant = [(s, m) for s in starts if (m := catalogue.meanings(text[s:colon]))]
        known = next(((s, m) for s, m in meant if not m[0].reworded), meant[0] if meant else None)
        if known is not None and not is_colon and found and _is_chosen(text[found[-1][2] : colon], found[-1][3]):
            continue
        if known is not None:
            found.append((known[0], colon, match.end(), known[1]))
        elif is_colon:
            found.append((max(starts), colon, match.end(), ()))
    return found


def _is_chosen(words: str, meanings: Sequence[Meaning]) -> bool:
    """Whether words are an entry of the label before them, though they are a label themselves: 职务__会长__."""
    return any(words.strip(_TRAILING) in (*m.field.choices, *m.field.words) for m in meanings)


def _by_space(text: str, contexts: Sequence[str], catalogue: Catalogue, unit: str | None) -> Iterator[Found]:
    """Labels and entries parted by white space: 邮政编码 990200 联系电话 0990-5210034."""
    tokens = _tokens(text, catalogue)
    known = [catalogue.meanings(text[s:e]) for s, e in tokens]
    for at in range(1, len(known)):
        # 秘书长专兼职 专职: what is chosen looks like a label itself.
        chosen = text[slice(*tokens[at])]
        if _is_chosen(chosen, known[at - 1]):
            known[at] = ()
    before: str | None = None
    for at, meanings in enumerate(known):
        resolved = resolve(meanings, [*([before] if before else []), *contexts]) if meanings else None
        if meanings:
            before = text[slice(*tokens[at])]
        if resolved is None:
            continue
        last = at + 1
        while last < len(tokens) and not known[last]:
            last += 1
        if last == at + 1:
            continue
        field = resolved[0].field
        start, stop = tokens[at + 1][0], tokens[last - 1][1]
        value = parse(field, text[start:stop], unit or _unit_in(text[slice(*tokens[at])]))
        if not value.fit and field.type in ("person", "code", "date"):
            stop = tokens[at + 1][1]
            value = parse(field, text[start:stop])
        if value.fit:
            stop -= len(value.rest)
            yield Found(resolved[0], text[slice(*tokens[at])], value, text[start:stop], start, stop, 0.85)


def _tokens(text: str, catalogue: Catalogue) -> list[tuple[int, int]]:
    """Begin and end of what white space parts; a label spread over its line (社  团  名  称) is one."""
    spread = [m.span() for m in _SINGLE.finditer(text) if catalogue.meanings(m[0])]
    rest = [m.span() for m in re.finditer(r"\S+", text)]
    return sorted([*spread, *(t for t in rest if not any(a <= t[0] < b for a, b in spread))])


def begins_with_label(text: str, catalogue: Catalogue) -> bool:
    """Whether a text of several words begins with a label that the catalogue has in these words."""
    tokens = _tokens(text[:_LINE_WITH_LABELS], catalogue)
    meanings = catalogue.meanings(text[slice(*tokens[0])]) if len(tokens) > 1 else ()
    return bool(meanings) and not meanings[0].reworded


def holds_labels(text: str, catalogue: Catalogue) -> bool:
    """Whether labels with colons stand in a text."""
    return any(meanings for *_, meanings in _labels_with_colon(text, catalogue))


def _by_number(text: str, contexts: Sequence[str], catalogue: Catalogue, unit: str | None) -> Iterator[Found]:
    """Words directly followed by their number: 专职5人，兼职3人; 其中单位会员122."""
    for match in _LABEL_AND_NUMBER.finditer(text):
        label = match["label"]
        clause = text[: match.start("number")]
        if _NEWLY.search(clause[max(map(clause.rfind, "，,。；;：:")) + 1 :]) or _is_planned(text, match.start()):
            continue
        shorter = (label, label.strip("()（）"), _WHOLE_BEFORE.sub("", label))
        meanings = next((m for words in shorter if (m := catalogue.meanings(words))), ())
        heads = [
            m["head"] for m in _HEAD_OF_LIST.finditer(text, max(text.rfind("。", 0, match.start()), 0), match.start())
        ]
        resolved = resolve(meanings, [*heads[-1:], *contexts])
        if resolved is None or resolved[0].field.type not in _NUMBERS:
            continue
        value = parse(resolved[0].field, match["number"], unit or _unit_in(match["label"]))
        if value.fit == 2:
            yield Found(
                resolved[0],
                match["label"],
                value,
                match["number"].strip(),
                match.start("number"),
                match.end("number"),
                0.88,
                in_sentence=True,
            )


def is_unfilled(text: str) -> bool:
    """Whether a text says nothing."""
    return empty(text) is not None
