"""Fits suggestions to the charter that they are made for: its word for itself, its assembly, its head, who supervises it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from extractors.charters.particulars import Particulars
from extractors.records import Verdict

# Without a supervising unit (行业协会商会与行政机关脱钩, 直接登记) nobody reviews before the registration authority does.
_UNSUPERVISED = (
    (re.compile("业务主管单位审查同意之日"), "通过之日"),
    (re.compile("[，]?[经报]业务主管单位审查同意(?=[。；])"), ""),
    (re.compile("[经报]业务主管单位审查同意(?:后)?，并?(?=报)"), ""),
    (re.compile("业务主管单位和(?=登记管理机关)|(?<=登记管理机关)和业务主管单位"), ""),
    (re.compile("业务主管单位（党建领导机关）"), "党建领导机关"),
)
_HEAD = "【理事长（会长、院长、主任）】"


def fitted(wording: str, whose: Particulars, facts: Set[str]) -> str:
    """A suggestion in the charter's own words.

    Args:
        wording: as the rule has it, ``{subject}`` stands for the organisation.
        whose: the charter's words for the organisation, its assembly and its head.
        facts: what holds of the charter, by their names in ``_facts.yaml``.
    """
    wording = wording.replace("{subject}", whose.subject)
    if whose.assembly:
        delegates = whose.assembly.removesuffix("大会")
        wording = wording.replace("会员（代表）大会", whose.assembly).replace("会员（会员代表）", delegates)
    if whose.head:
        wording = wording.replace(_HEAD, whose.head)
    if "decoupled" in facts and "supervised" not in facts:
        for told, instead in _UNSUPERVISED:
            wording = told.sub(instead, wording)
    return wording


def told_once(verdicts: Sequence[Verdict], subject: str) -> list[Verdict]:
    """The verdicts with the wider suggestion where one holds another, so that nobody writes the same clause twice.

    Args:
        verdicts: of one charter.
        subject: its word for itself, with which a suggestion may begin.
    """
    told = [v.suggestion for v in verdicts if v.suggestion]
    out = []
    for verdict in verdicts:
        clause = (verdict.suggestion or "").removeprefix(subject).removesuffix("。")
        wider = max((one for one in told if clause in one), key=len, default=None) if clause else None
        out.append(replace(verdict, suggestion=wider) if wider else verdict)
    return out
