"""Where: the area that a number is about, and whether it counts the whole area, its own level or the levels below."""

from __future__ import annotations

import re

from extractors.observations.context import Context
from extractors.observations.place import Scope, level_of, scope_in
from extractors.observations.whom import ACTIONS

_SUBJECT_AFTER = re.compile(
    r"(?:的|共|有|仅|已|现|登记|新|社会|全|等|合计|累计|成立|达|，|,|、|[（(:：]|\d|[一二三四五六七八九十]|市|县|区|"
    r"民政局|民政厅|则|也|为|在|率先|约|近|超|最|居)"
)
_TOWARDS = "赴往自由驻援向送给到至"
_BRACKETED = re.compile(r"[（(][^（()）]*(?:[）)]|$)")
# A demand on each unit (每个社区登记2个) is of no area as a whole.
_EACH = re.compile(r"每(?:个|名|家|村|镇|街|所|支|百户|万)?[^，。；]{0,8}(?:至少|登记|培育|成立|备案|建立|有)")
_LOWEST = ("区", "县", "旗", "镇", "街道")


def place_of(context: Context, code: str) -> tuple[str | None, Scope | None]:
    """The area and the scope of a number: by the words before it, else the article's own."""
    setting, frame = context.setting, context.frame
    area = _area(context) or setting.area
    left = _with_bracket(context)
    if setting.organisation or code in ACTIONS or _EACH.search(left):
        return area, None
    level = level_of(setting.area)
    near = scope_in(left, level) or scope_in(frame.right[:6], level) or scope_in(frame.shared, level)
    if near:
        return area, near
    if area != setting.area:
        beside_own = any(o.scope == "own" for o in context.siblings)
        return area, "sub" if beside_own or (area or "").endswith(_LOWEST) else "total"
    return area, scope_in(_BRACKETED.sub("", frame.before), level) or setting.scope


def _area(context: Context) -> str | None:
    """The last place that the sentence makes its subject before the number (东湖区386家; 在淄博市，…)."""
    text, own = context.frame.sentence.text, context.setting.area
    subject = None
    for place in context.places:
        if place.end > context.here:
            break
        if own and own.endswith(place.name):
            subject = own
        elif place.start and text[place.start - 1] in _TOWARDS:
            continue
        elif place.end == context.here or _SUBJECT_AFTER.match(text, place.end):
            subject = place.name
    return subject


def _with_bracket(context: Context) -> str:
    """The words right before the number, with a bracket that closes there (县（市、区）登记2,526家)."""
    frame = context.frame
    sentence = frame.sentence
    at = frame.left_start - sentence.start
    if at and sentence.text[at - 1] in "）)":
        opened = max(sentence.text.rfind("（", 0, at), sentence.text.rfind("(", 0, at))
        if opened >= 0 and not any(c.isdigit() for c in sentence.text[opened:at]):
            return sentence.text[max(opened - 4, 0) : context.here]
    return frame.left
