"""Of whom: the organisation type that a number is about, and the grade where it has one."""

from __future__ import annotations

from extractors.observations.catalogue import unit_classes
from extractors.observations.context import Context
from extractors.observations.frame import Frame
from extractors.observations.place import scope_in
from extractors.observations.subject import TypeMention, grade_in

# Types that stand in enumerations: in a new clause they do not speak for the numbers that follow.
_PARTS = ("社会团体", "民办非企业单位", "基金会", "行业协会商会")
# Meetings of departments and checks are of no organisation type or level.
NOT_OF_ORGANISATIONS = ("other", "area.units")
ACTIONS = ("dept.count", "enf.actions")


def org_type_of(context: Context, code: str, usual: str | None) -> str | None:
    """The organisation type of a number: counted right behind it, zipped, named before it, usual for its indicator."""
    setting, frame, siblings = context.setting, context.frame, context.siblings
    if setting.organisation:
        return setting.organisation
    quantity, offset = frame.quantity, frame.sentence.start
    behind = [t for t in context.types if quantity.end <= t[0] + offset < frame.right_end]
    if behind and "count" in unit_classes(quantity.unit) and behind[0][0] + offset - quantity.end <= 8:
        return behind[0][2]
    left = [t for t in context.types if t[1] + offset <= quantity.start]
    near = _zipped(frame, left) or next((t[2] for t in reversed(left) if t[0] + offset >= frame.left_start), None)
    if near or usual:
        return near or usual
    if code in ACTIONS:
        return None
    opened = frame.sentence.text[: frame.left_start - offset].endswith(("（", "("))
    if siblings and not opened and scope_in(frame.left):
        # 社会团体562家、基金会15家；市本级418家: a level divides the whole, not the last type.
        return next((o.org_type for o in siblings if o.org_type not in _PARTS), setting.subject)
    if code in NOT_OF_ORGANISATIONS and not context.types:
        return None
    governing = [t for t in left if t[0] + offset >= frame.clause_start] or left
    if governing and not (siblings and "其中" in frame.before + frame.shared):
        return siblings[-1].org_type if siblings and governing[-1][2] in _PARTS else governing[-1][2]
    if siblings and siblings[-1].org_type:
        return siblings[-1].org_type
    return setting.subject


def _zipped(frame: Frame, left: list[TypeMention]) -> str | None:
    """The type of a number in ``社会团体、民办非企业单位、基金会分别为611家、418家和14家``: the n-th type for the n-th number."""
    at = frame.sentence.text.rfind("分别", 0, frame.quantity.start - frame.sentence.start)
    if at < 0:
        return None
    run: list[str] = []
    edge = at
    for start, end, name in reversed(left):
        if end > at:
            continue
        if edge - end > 4 and edge != at:
            break
        run.insert(0, name)
        edge = start
    nth = sum(1 for q in frame.sentence.quantities if at + frame.sentence.start <= q.start < frame.quantity.start)
    return run[nth] if len(run) > 1 and nth < len(run) else None


def grade_of(frame: Frame, code: str) -> str | None:
    """The grade that a grade.* number is about, from the words nearest to it."""
    if not code.startswith("grade."):
        return None
    return grade_in(frame.left) or grade_in(frame.right) or grade_in(frame.shared)
