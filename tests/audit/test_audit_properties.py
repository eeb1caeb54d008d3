"""Whatever the numbers: no exception, the same findings in any order, ids that exist."""

from __future__ import annotations

from dataclasses import replace

from audit_builders import observed
from hypothesis import given
from hypothesis import strategies as st

from extractors.audit import audit, audit_across, flagged
from extractors.records import Observation, Reason

SENTENCE = "截至2022年底，共⟦412家⟧，其中⟦180家⟧、⟦1.2万家⟧；增加⟦8.8%⟧，由⟦30个⟧增至⟦45个⟧。其余⟦3家⟧（⟦50元⟧、⟦0家⟧）净增⟦9家⟧。"
INDICATORS = ["reg.total", "insp.due", "insp.participated", "insp.passed", "insp.failed", "party.orgs", "other"]


@st.composite
def documents(draw: st.DrawFn) -> list[Observation]:
    made = []
    for o in observed(SENTENCE):
        value = draw(st.one_of(st.none(), st.integers(0, 500), st.floats(0, 1e9)))
        made.append(
            replace(
                o,
                value=value,
                value_max=draw(st.sampled_from([None, None, 10**9])),
                indicator=draw(st.sampled_from(INDICATORS)),
                org_type=draw(st.sampled_from([None, "社会组织", "社会团体", "民办非企业单位", "基金会"])),
                scope=draw(st.sampled_from([None, "total", "own", "sub"])),
                period=draw(st.sampled_from([None, "2022", "2022-12-31", "2020/.."])),
                grade=draw(st.sampled_from([None, "5A", "3A+"])),
                bound=draw(st.sampled_from(["exact", "approx", "min", "max"])),
                status=draw(st.sampled_from(["actual", "planned", "masked"])),
                measure=draw(st.sampled_from(["stock", "flow", "share", "change"])),
                unit=draw(st.sampled_from(["家", "个", "%", "百分点", "元", ""])),
                part_of=draw(st.sampled_from([None, "甲.txt-11", "甲.txt-19", "nowhere"])),
                reason=draw(st.sampled_from([o.reason, None, Reason("x", (), "不在文中")])),
            )
        )
    return made


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_observations_does_not_matter(document: list[Observation], random: object) -> None:
    shuffled = list(document)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    findings = audit(document)
    assert audit(shuffled) == findings
    assert audit_across(shuffled) == audit_across(document)
    ids = {o.id for o in document}
    assert all(f.observations and set(f.observations) <= ids for f in findings)


@given(documents())
def test_flagging_changes_nothing_but_flags(document: list[Observation]) -> None:
    marked = flagged(document, audit(document))
    assert [replace(o, flags=()) for o in marked] == document
