"""Fields outside of tables: labels with their values on the same line, or on the line below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpora.document import Block, Document
from corpora.structure.model import Structure
from corpora.tables.units import named_unit
from extractors.forms.catalogue import Catalogue, Meaning
from extractors.forms.entries import Entry, resolve, suffix_of
from extractors.forms.labels import LONGEST, normal
from extractors.forms.running import holds_labels, scan
from extractors.forms.values import amounts_in, parse

_HEADING = re.compile(
    r"^(?:[【〔]|第?[一二三四五六七八九十]{1,3}[、．.章节]|[（(][一二三四五六七八九十]{1,3}[)）]|附?表\d*)"
)
_WIDE_HEADING = re.compile(r"^(?:[【〔]|第?[一二三四五六七八九十]{1,3}[、．.章节]|附?表\d*)")
_TITLE_WITH_UNIT = re.compile(r"[^\d:：，。；]{2,20}[（(](?:单位)?[^\d:：，。；（）()]{1,8}元[）)]")
_OPEN_END = re.compile(r"[:：]\s*$")
_LONGEST_HEADING = 40
_LONGEST_RUN = 8  # labels in a row before their values
_FEWEST_BELOW = 4  # values on lines below their labels, from which a form is taken to be written so
_LONGEST_WITHIN = 80  # characters of a line with a label and its value
_LONGEST_LABEL = 20
_MARKS = "=＝,，|｜→>—–-/、 \t\u3000"
_MARK = re.compile(r"[】〕\]]?[ \t\u3000]*(?:[=＝,，|｜→>]|[—–]{1,2}|-{1,2}(?=\s))?[ \t\u3000]*")
_OWN_MARKS = re.compile(r"[:：。；;]|…{2}|\.{3}|[_＿]{2}|\s{2,}")
# Words that begin names and titles as well; they are labels only where something parts them from what follows.
_KIND = re.compile("社会组织|社会团体|社团|基金会|社会服务机构|民办非企业单位|慈善组织|单位|协会|学校")
_WORD = re.compile(r"\S+")
_WITHIN = 0.85
_BESIDE, _BELOW = 0.97, 0.9  # factor for text that suits any type; confidence of a value below its label


class LineReader:
    """Reads the fields of lines that stand in no table, and keeps the headings around a place.

    Args:
        document: as read.
        structure: its structure; sections are used.
        catalogue: the fields.
        blocks: the blocks outside of tables, in order.
    """

    def __init__(self, document: Document, structure: Structure, catalogue: Catalogue, blocks: Sequence[Block]) -> None:
        self._document = document
        self._structure = structure
        self._catalogue = catalogue
        self._blocks = blocks
        self._at = {block.start: at for at, block in enumerate(blocks)}
        self._below = self._pairs_below()
        self._within = self._pairs_within()
        self._across = self._labels_across()
        self.nearest: str | None = None
        self.unit: str | None = None
        self._whole: str | None = None  # the unit named before any field: that of the form
        self._first_cell = next((b.start for b in document.blocks if b.cell is not None), len(document.text))
        self._entered: set[int] = set()
        self.unread: list[float] = []  # amounts that are no entry, in 元

    def read(self, block: Block) -> Iterator[Entry]:
        """The fields of a line. Lines must be given in their order."""
        line = self._text(block)
        at = self._at[block.start]
        is_label, below = at in self._below, self._below.get(at)
        if at in self._across:
            yield from self._entries_across(block, self._blocks[at + 1])
            return
        if at - 1 in self._across:
            return
        if at in self._within and (entry := self._entry_within(line, block, self._within[at])):
            entries = [entry]
            if entry.value.rest:
                entries += [e for e in self._beside(line, block) if e.key != entry.key and e.start >= entry.end]
        else:
            entries = [] if is_label else list(self._beside(line, block))
        filled = below is not None or any(entry.value.value is not None for entry in entries)
        if len(line) <= _LONGEST_HEADING and (block.kind == "heading" or (_HEADING.match(line) and not filled)):
            self.nearest = line
            if block.kind == "heading" or _WIDE_HEADING.match(line):
                self.unit = named_unit(line) or self._whole
            if not filled:
                entries = list(self._beside(line, block))
        if ("单位" in line or "以" in line or (_TITLE_WITH_UNIT.fullmatch(line) and not entries)) and (
            named := named_unit(line)
        ):
            self.unit = named
            if not self._entered and block.start < self._first_cell:
                self._whole = named
        if is_label and (entry := self._entry_below(line, block, below)):
            entries.append(entry)
        yield from entries
        if block.start not in self._entered:
            self.unread += amounts_in(_without(line, block.start, entries), self.unit)
        self._entered |= {entry.start for entry in entries}

    def headings(self, position: int) -> list[str]:
        """The headings around a place, nearest first."""
        path = [section.title for section in reversed(self._structure.path(position))]
        nearest = self.nearest
        return [nearest, *path] if nearest and normal(nearest) not in map(normal, path) else path

    def _text(self, block: Block) -> str:
        return self._document.text[block.start : block.end]

    def _beside(self, line: str, block: Block) -> Iterator[Entry]:
        headings = self.headings(block.start)
        places = self._catalogue.places
        elsewhere = any(places.elsewhere.search(h) for h in headings[:1])
        for found in scan(line, headings, self._catalogue, self.unit, loose=True):
            if elsewhere and found.meaning.field.section not in places.read_there:
                continue
            yield Entry(
                field=found.meaning.field,
                suffix=suffix_of(found.meaning, (), None) or "",
                label=found.label,
                value=found.value,
                written=found.written,
                unit=self.unit,
                page=block.page,
                address=None,
                start=block.start + found.start,
                end=block.start + found.end,
                confidence=found.strength * (_BESIDE if found.value.fit == 1 else 1.0),
                in_sentence=found.in_sentence,
            )

    # -- values behind their labels, parted by nothing or by other marks than colons ----------------------------------

    def _pairs_within(self) -> dict[int, tuple[int, int]]:
        """Where label and mark end on each line that begins with a label; none where only a few such lines hold values,
        so that sentences that begin with such a word are none."""
        pairs: dict[int, tuple[int, int]] = {}
        sure = 0
        for at, block in enumerate(self._blocks):
            text = self._text(block)
            if at in self._below or len(text) > _LONGEST_WITHIN or _OWN_MARKS.search(text):
                continue
            cut = self._label_at_begin(text)
            if cut is not None and not any(map(self._is_exact, text[cut[1] :].split())):
                pairs[at] = cut
                sure += any(parse(m.field, text[cut[1] :]).fit == 2 for m in self._catalogue.meanings(text[: cut[0]]))
        return pairs if sure >= _FEWEST_BELOW else {}

    def _is_exact(self, word: str) -> bool:
        meanings = self._catalogue.meanings(word)
        return bool(meanings) and not meanings[0].reworded and word not in meanings[0].field.choices

    def _label_at_begin(self, text: str) -> tuple[int, int] | None:
        """The end of the longest label with which a text begins, and where what follows it begins."""
        for end in range(min(len(text) - 1, _LONGEST_LABEL), 1, -1):
            meanings = self._catalogue.meanings(text[:end]) if text[end - 1] not in _MARKS else ()
            if meanings and self._is_exact(text[:end]):
                mark = _MARK.match(text, end)
                begin = mark.end() if mark else end
                if begin == end and _KIND.fullmatch(text[:end]):
                    return None
                return (end, begin) if begin < len(text) else None
        return None

    def _entry_within(self, line: str, block: Block, cut: tuple[int, int]) -> Entry | None:
        return self._entry(line[: cut[0]], line[cut[1] :], block, (block.start + cut[1], block.end), _WITHIN)

    def _entry(self, label: str, text: str, block: Block, span: tuple[int, int], confidence: float) -> Entry | None:
        """What a label of a line says of a text that stands at ``span`` of the document; None where they do not fit."""
        resolved = resolve(self._catalogue.meanings(label), self.headings(block.start))
        if resolved is None:
            return None
        meaning = resolved[0]
        unit = (named_unit(label) or self.unit) if meaning.field.type == "money" else None
        value = parse(meaning.field, text, unit)
        if not value.fit:
            return None
        return Entry(
            field=meaning.field,
            suffix=suffix_of(meaning, (), None) or "",
            label=label,
            value=value,
            written=text[: len(text) - len(value.rest)].strip(),
            unit=unit or meaning.field.unit,
            page=block.page,
            address=None,
            start=span[0],
            end=span[1] - len(value.rest),
            confidence=confidence * (_BESIDE if value.fit == 1 else 1.0),
        )

    # -- labels on one line, their values on the next ----------------------------------------------------------------

    def _labels_across(self) -> set[int]:
        """Lines that are labels alone, above a line with an entry for each of them."""
        found: set[int] = set()
        for at, (block, following) in enumerate(pairwise(self._blocks)):
            text = self._text(block)
            labels = text.split() if len(text) <= _LONGEST_WITHIN else []
            if len(labels) < 2 or at - 1 in found or not all(map(self._is_exact, labels)):
                continue
            fits = [
                self._fit_of(label, word) for label, word in zip(labels, self._text(following).split(), strict=False)
            ]
            if len(fits) == len(labels) == len(self._text(following).split()) and min(fits) > 0 and 2 in fits:
                found.add(at)
        return found

    def _fit_of(self, label: str, text: str) -> int:
        resolved = resolve(self._catalogue.meanings(label), [])
        return parse(resolved[0].field, text).fit if resolved is not None and not self._is_exact(text) else 0

    def _entries_across(self, labels: Block, values: Block) -> Iterator[Entry]:
        for label, word in zip(self._text(labels).split(), _WORD.finditer(self._text(values)), strict=True):
            entry = self._entry(
                label, word[0], values, (values.start + word.start(), values.start + word.end()), _BELOW
            )
            if entry is not None:
                yield entry

    # -- values on the line below ------------------------------------------------------------------------------------

    def _entry_below(self, line: str, block: Block, value_at: int | None) -> Entry | None:
        if value_at is None:
            return self._entry(line, "", block, (block.end, block.end), _BELOW)
        held = self._blocks[value_at]
        return self._entry(line, self._text(held), block, (held.start, held.end), _BELOW)

    def _pairs_below(self) -> dict[int, int | None]:
        """Which line holds the value of each line that is a label, None for an empty one; none where forms are written
        otherwise, so that headings of texts are no labels."""
        pairs: dict[int, int | None] = {}
        sure = at = 0
        while at < len(self._blocks):
            labels = self._run(at, labels=True)
            if not labels:
                at += 1
                continue
            values = self._run(labels[-1] + 1, labels=False)
            given = self._dealt(labels, values)
            pairs |= given
            sure += sum(1 for label, value in given.items() if value is not None and self._fit(label, value) == 2)
            at = labels[-1] + 1
        return (
            pairs if sure >= _FEWEST_BELOW else {at: value for at, value in pairs.items() if self._is_open(at, value)}
        )

    def _is_open(self, at: int, value: int | None) -> bool:
        """Whether a line ends with a colon and the next one says what belongs behind it."""
        if value != at + 1 or not _OPEN_END.search(self._text(self._blocks[at])):
            return False
        text = self._text(self._blocks[value])
        return self._blocks[value].kind != "heading" and not holds_labels(text, self._catalogue)

    def _run(self, at: int, *, labels: bool) -> list[int]:
        """The lines from a place on that are labels alone, or that are none."""
        found: list[int] = []
        while at < len(self._blocks) and len(found) <= _LONGEST_RUN and bool(self._meanings(at)) is labels:
            if found and self._blocks[at].kind == "heading":
                break
            found.append(at)
            at += 1
        return found

    def _dealt(self, labels: Sequence[int], values: Sequence[int]) -> dict[int, int | None]:
        """Labels in a row have their values in a row behind them, or all but the last are empty."""
        if 1 < len(labels) == len(values) and all(map(self._fit, labels, values)):
            return dict(zip(labels, values, strict=True))
        last = labels[-1]
        own = values[0] if values and self._fit(last, values[0]) else None
        given: dict[int, int | None] = dict.fromkeys(labels[:-1])
        return given | ({last: own} if own is not None else {})

    def _meanings(self, at: int) -> tuple[Meaning, ...]:
        text = self._text(self._blocks[at])
        return self._catalogue.meanings(text) if len(text) <= LONGEST else ()

    def _fit(self, label: int, value: int) -> int:
        resolved = resolve(self._meanings(label), [])
        meanings = [resolved[0]] if resolved else self._meanings(label)
        return max((parse(m.field, self._text(self._blocks[value])).fit for m in meanings), default=0)


def _without(line: str, start: int, entries: Sequence[Entry]) -> str:
    """A line with the entries read on it blanked out."""
    letters = list(line)
    for entry in entries:
        for at in range(max(entry.start - start, 0), min(entry.end - start, len(letters))):
            letters[at] = "＿"
    return "".join(letters)
