"""Text and paths of an OFD page (GB/T 33190-2016, 8 to 11) as words and drawn lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from corpora.readers.pdf_tables import Ruling
from corpora.readers.pdf_words import Word

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_DELTA = re.compile(r"(g)\s+(\d{1,6})\s+([-+]?[\d.]+(?:[eE][-+]?\d{1,3})?)|([-+]?[\d.]+(?:[eE][-+]?\d{1,3})?)")
_PATH = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
_ASCENT = 0.88  # of the em box above the baseline
_APART = 0.6  # ems of white that part words
_SLANTED = 0.1  # tangent from which text stands askew, as that of watermarks does
_SHORTEST = 1.8  # millimetres of a drawn line
_THIN = 1.0  # millimetres: a box thinner than this is a drawn line
_FAR = 1e6  # millimetres; no place or step is farther


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute."""
    return [_float(match) for match in _NUMBER.findall(text or "")]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A transformation of places on a page: ``x' = a·x + c·y + e``, ``y' = b·x + d·y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the object stands on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def of(self, node: etree._Element) -> Matrix:
        """This transformation behind that of an object: its own matrix, then the corner of its box."""
        own = numbers(node.get("CTM"))
        inner = Matrix(*own[:6]) if len(own) >= 6 else Matrix()
        box = numbers(node.get("Boundary"))
        x, y = (box[0], box[1]) if len(box) >= 2 else (0.0, 0.0)
        inner = Matrix(inner.a, inner.b, inner.c, inner.d, inner.e + x, inner.f + y)
        e, f = self(inner.e, inner.f)
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            e,
            f,
        )


def _deltas(text: str | None, most: int) -> list[float]:
    """The first steps from character to character, at most so many; ``g n v`` stands for n times v."""
    steps: list[float] = []
    for match in _DELTA.finditer(text or ""):
        if len(steps) >= most:
            break
        if match[1]:
            steps += [_float(match[3])] * min(int(match[2]), most)
        else:
            steps.append(_float(match[4]))
    return steps


def _float(text: str) -> float:
    try:
        return max(-_FAR, min(float(text), _FAR))
    except ValueError:
        return 0.0


def text_words(node: etree._Element, outer: Matrix, points: float) -> list[Word]:
    """The words of a TextObject, placed in points; ``points`` is the number of them in a unit of the file.

    Text that stands askew is left out.
    """
    matrix = outer.of(node)
    size = (numbers(node.get("Size")) or [0.0])[0]
    stretch = (numbers(node.get("HScale")) or [1.0])[0] or 1.0
    if size <= 0 or matrix.a == 0 or abs(matrix.b) > _SLANTED * abs(matrix.a):
        return []
    words: list[Word] = []
    x, y = 0.0, 0.0
    for code in node.iterchildren("{*}TextCode"):
        x = (numbers(code.get("X")) or [x])[0]
        y = (numbers(code.get("Y")) or [y])[0]
        text = code.text or ""
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        for at, character in enumerate(text):
            natural = (1.0 if character > "~" else 0.5) * size * stretch
            step = across[at] if at < len(across) else natural if not across else 0.0
            width = min(step, 1.2 * natural) if step > 0 else natural
            if not character.isspace():
                _place(words, character, matrix, (x, y, width, size), points)
            x += step if at < len(across) or not across else natural
            y += down[at] if at < len(down) else 0.0
    return words


def _place(
    words: list[Word], character: str, matrix: Matrix, at: tuple[float, float, float, float], points: float
) -> None:
    """Add a character to the word before it, or begin a new one."""
    x, y, width, size = at
    left, base = matrix(x, y)
    right = matrix(x + width, y)[0]
    left, right = min(left, right) * points, max(left, right) * points
    em = abs(matrix.d) * size * points
    if em <= 0:
        return
    top = base * points - _ASCENT * em
    last = words[-1] if words else None
    if last is not None and abs(last.top - top) < 0.2 * em and -0.5 * em < left - last.x1 < _APART * em:
        last.text += character
        last.edges[-1] = max(left, last.edges[-2])
        last.edges.append(max(right, last.edges[-1]))
    else:
        words.append(Word(character, [left, right], top, top + em, em))


def thin_lines(node: etree._Element, outer: Matrix, points: float) -> list[Ruling]:
    """The horizontal and vertical lines of a PathObject, in points; thin boxes that are filled are lines too."""
    matrix = outer.of(node)
    lines: list[Ruling] = []
    for part in _parts(node.findtext("{*}AbbreviatedData") or "", matrix):
        xs, ys = [x for x, _ in part], [y for _, y in part]
        if len(part) > 2 and (max(xs) - min(xs) < _THIN or max(ys) - min(ys) < _THIN):
            middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            flat = max(ys) - min(ys) < max(xs) - min(xs)
            ends = (
                [(min(xs), middle[1]), (max(xs), middle[1])] if flat else [(middle[0], min(ys)), (middle[0], max(ys))]
            )
            lines += _straight(ends, points)
        elif node.get("Stroke", "true") != "false":
            lines += _straight(part, points)
    return lines


def _parts(data: str, matrix: Matrix) -> list[list[tuple[float, float]]]:
    """The corner points of each part of a path; curves break it."""
    parts: list[list[tuple[float, float]]] = []
    for command, rest in _PATH.findall(data):
        values = numbers(rest)
        if command in "SM" and len(values) >= 2:
            parts.append([matrix(values[0], values[1])])
        elif command == "L" and len(values) >= 2 and parts:
            parts[-1].append(matrix(values[0], values[1]))
        elif command == "C" and parts:
            parts[-1].append(parts[-1][0])
        elif len(values) >= 2:
            parts.append([matrix(values[-2], values[-1])])
    return [part for part in parts if len(part) > 1]


def _straight(part: Sequence[tuple[float, float]], points: float) -> list[Ruling]:
    lines: list[Ruling] = []
    for (x0, y0), (x1, y1) in pairwise(part):
        if abs(y1 - y0) < 0.3 and abs(x1 - x0) >= _SHORTEST:
            lines.append(Ruling(True, (y0 + y1) / 2 * points, min(x0, x1) * points, max(x0, x1) * points))
        elif abs(x1 - x0) < 0.3 and abs(y1 - y0) >= _SHORTEST:
            lines.append(Ruling(False, (x0 + x1) / 2 * points, min(y0, y1) * points, max(y0, y1) * points))
    return lines
