"""Text recognition for pages without a text layer: the optional part that ``pip install "zhibiao[ocr]"`` brings.

``rapidocr`` carries its models with it, so nothing is loaded from anywhere. Its words go the same way as those of a
PDF. Its classifier of turned lines is off: it turns lines that stand upright.
"""

from __future__ import annotations

import functools
import importlib.util
import logging
import math
import os
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpora.document import Box
from corpora.errors import Corrupt
from corpora.offline import keep_silent
from corpora.readers.pdf_tables import Ruling
from corpora.readers.pdf_words import Word

DPI = 150  # finer pages are read no better
_MOST_PIXELS = 100_000_000  # of a picture; A3 at 600 dpi has 70 million
_LONGEST = 2_400  # pixels of the longer side that is looked at
_NARROW = 0.55  # width of a Latin letter or digit, in ems
_TALLEST = 0.95  # em against the height of a line's box, which has white above and below
_LINE_SHARE = 0.03  # length of a drawn line against the side of the page; shorter ones are strokes of characters
_HAN_CHARACTER = re.compile("[\u4e00-\u9fff]")
_FULL = dict(zip(",:;!?", "，：；！？", strict=True))
_HAN = "\u4e00-\u9fff（）“”《》、。"
_HALF_WIDTH = re.compile(f"(?<=[{_HAN}])[,:;!?]|[,:;!?](?=[{_HAN}])")
_LONG_LINE = 8  # characters, and length against height, from which a line tells how the page lies and is written
_SAME_SIZE = 0.12
_SURE = 0.5  # score below which a line is taken for a stain


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on a page: words and drawn lines, in points from its top left corner."""

    words: list[Word]
    lines: list[Ruling]


def is_available() -> bool:
    """Whether the optional part is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


@functools.cache
def _engine() -> Any:
    """The recogniser; one thread, since documents are read side by side."""
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    keep_silent()
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
            # A page then takes 0.5 GB at its peak, not 0.8, and two thirds of the time, and is read as well.
            "Det.limit_side_len": 1_280,
            "Det.limit_type": "max",
            "Rec.rec_batch_num": 1,
        }
    )


def pictures(data: bytes) -> list[Any]:
    """The pages of a picture file as arrays of shape (height, width, 3), upright as its camera says.

    Raises:
        Corrupt: it cannot be decoded, or has more than 100 million pixels.
    """
    os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(_MOST_PIXELS))
    os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
    import cv2
    import numpy as np

    buffer = np.frombuffer(data, np.uint8)
    try:
        if data[:4] in (b"II*\0", b"MM\0*"):
            found = list(cv2.imdecodemulti(buffer, cv2.IMREAD_COLOR)[1])
        else:
            found = [cv2.imdecode(buffer, cv2.IMREAD_COLOR)]
    except cv2.error as error:
        raise Corrupt(f"OpenCV: {str(error).strip()[-120:]}") from error
    if not found or any(picture is None for picture in found):
        raise Corrupt("picture")
    return found


def recognise(picture: Any, box: Box) -> Recognised:
    """Recognise one page.

    Args:
        picture: array of shape (height, width, 3).
        box: where the picture stands on the page, in points: left, top, right, bottom.
    """
    import cv2
    import numpy as np

    shrink = min(1.0, _LONGEST / max(picture.shape[:2]))
    if shrink < 1.0:
        picture = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    picture = np.ascontiguousarray(picture)
    height, width = picture.shape[:2]
    across, down = (box[2] - box[0]) / width, (box[3] - box[1]) / height
    result = _read(picture)
    found = [] if result.boxes is None else list(zip(result.boxes, result.txts, result.scores, strict=True))
    tilt = _tilt([corners for corners, _, _ in found])
    places: list[tuple[str, Box]] = []
    for corners, text, score in found:
        if score >= _SURE:
            # The middles of the left and right side of the line's box, turned upright.
            left, right = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
            (x0, y0), (x1, y1) = _upright(left.tolist(), tilt), _upright(right.tolist(), tilt)
            half = math.dist(corners[0].tolist(), corners[3].tolist()) / 2 * down
            middle = box[1] + (y0 + y1) / 2 * down
            places.append((text, (box[0] + x0 * across, middle - half, box[0] + x1 * across, middle + half)))
    written = [_Written.of(text, place) for text, place in places if text.strip()]
    margin, body, share = _margin(written), _body(written), _share(written)
    words = [word for line in written for word in line.words(margin, body, share)]
    lines: list[Ruling] = []
    for line in _drawn(picture):
        ends = (
            [(line.start, line.at), (line.end, line.at)]
            if line.horizontal
            else [(line.at, line.start), (line.at, line.end)]
        )
        (x0, y0), (x1, y1) = (_upright(end, tilt) for end in ends)
        if line.horizontal:
            lines.append(Ruling(True, box[1] + (y0 + y1) / 2 * down, box[0] + x0 * across, box[0] + x1 * across))
        else:
            lines.append(Ruling(False, box[0] + (x0 + x1) / 2 * across, box[1] + y0 * down, box[1] + y1 * down))
    return Recognised(words, lines)


def _read(picture: Any) -> Any:
    """The recogniser's lines. Raises MemoryError when it gets no more memory, which it tells in errors of its own."""
    try:
        return _engine()(picture)
    except Exception as error:
        if type(error).__name__ == "ONNXRuntimeError":
            raise MemoryError("text recognition") from error
        raise


def _tilt(boxes: Sequence[Any]) -> float:
    """The tangent by which long lines of the page fall to the right."""
    slopes = []
    for corners in boxes:
        (x0, y0), (x1, y1) = corners[0].tolist(), corners[1].tolist()
        if x1 - x0 > _LONG_LINE * math.dist(corners[0].tolist(), corners[3].tolist()):
            slopes.append((y1 - y0) / (x1 - x0))
    return statistics.median(slopes) if slopes else 0.0


def _upright(point: Sequence[float], tilt: float) -> tuple[float, float]:
    """Where a point of a page stands that was laid on the scanner a little askew."""
    x, y = point
    return x + y * tilt, y - x * tilt


@dataclass(frozen=True, slots=True)
class _Written:
    """A recognised line: its text, the usual widths of its characters in ems, and its box in points.

    ``before`` and ``after`` are ems of white that the ink at both ends lacks: the box ends with the ink, and marks such
    as （ and 。 fill half of their square.
    """

    text: str
    units: list[float]
    before: float
    after: float
    place: Box

    @classmethod
    def of(cls, text: str, place: Box) -> _Written:
        text = _full_width(text.strip())
        units = [_NARROW if character <= "~" else 1.0 for character in text]
        before = 0.5 if text[0] in "（“‘《【〔" else 0.0
        return cls(text, units, before, 0.5 if text[-1] in "，。、；：）”’》】〕！？" else 0.0, place)

    @property
    def step(self) -> float:
        """The width of a full-width character, in points, as the length of the line has it."""
        return (self.place[2] - self.place[0]) / max(sum(self.units) - self.before - self.after, 0.5)

    @property
    def height(self) -> float:
        """Height of the line's box, in points."""
        return self.place[3] - self.place[1]

    def words(self, margin: float, body: float, share: float) -> list[Word]:
        """The words of the line.

        A line that ends within a character of ``margin`` ends there, and one of nearly the size ``body`` has that size:
        what they lack is the white around their ink. The length of short lines tells little of their size, so it is
        taken from their height, of which it is the ``share``.
        """
        step = self.step if len(self.text) >= _LONG_LINE else min(self.step, share * self.height)
        em = min(step, _TALLEST * self.height)
        if abs(margin - self.place[2] - self.after * step) < step:
            step = max(margin - self.place[0] + self.before * step, step) / sum(self.units)
        if abs(em - body) < (_SAME_SIZE if len(self.text) >= _LONG_LINE else 2 * _SAME_SIZE) * body:
            em = body
        middle = (self.place[1] + self.place[3]) / 2
        words: list[Word] = []
        x, is_open = self.place[0] - self.before * step, False
        for character, unit in zip(self.text, self.units, strict=True):
            if character.isspace():
                is_open = False
            elif is_open:
                words[-1].text += character
                words[-1].edges.append(x + unit * step)
            else:
                words.append(Word(character, [x, x + unit * step], middle - em / 2, middle + em / 2, em))
                is_open = True
            x += unit * step
        return words


def _margin(lines: Sequence[_Written]) -> float:
    """Where most lines of a page end on the right; 0 where no four of them agree."""
    ends = [line.place[2] + line.after * line.step for line in lines]
    best = max(((sum(abs(e - end) < 4 for e in ends), end) for end in ends), default=(0, 0.0))
    return best[1] if best[0] >= 4 else 0.0


def _body(lines: Sequence[_Written]) -> float:
    """The usual size of the page's long lines, in points; 0 without any."""
    sizes = [line.step for line in lines if len(line.text) >= _LONG_LINE]
    return statistics.median(sizes) if sizes else 0.0


def _share(lines: Sequence[_Written]) -> float:
    """The size of the page's long lines against the height of their boxes."""
    shares = [line.step / line.height for line in lines if len(line.text) >= _LONG_LINE and line.height > 0]
    return statistics.median(shares) if shares else _TALLEST


def _full_width(text: str) -> str:
    """Marks beside Chinese characters in full width, which recognition often takes for half."""
    if _HAN_CHARACTER.search(text):
        text = text.replace("(", "（").replace(")", "）")
    return _HALF_WIDTH.sub(lambda match: _FULL[match[0]], text)


def _drawn(picture: Any) -> list[Ruling]:
    """Horizontal and vertical lines of a picture, in pixels: long thin dark stretches."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    lines: list[Ruling] = []
    for horizontal in (True, False):
        length = int(_LINE_SHARE * picture.shape[1 if horizontal else 0])
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if horizontal else (1, length))
        # Closing first bridges the gaps that scanning leaves in a line.
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel))
        for x, y, w, h, _ in boxes[1:]:
            thick, long = (h, w) if horizontal else (w, h)
            if thick <= max(6, 0.1 * long):
                at, start = (y + h / 2, x) if horizontal else (x + w / 2, y)
                lines.append(Ruling(horizontal, float(at), float(start), float(start + long)))
    return lines
