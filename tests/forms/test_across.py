"""Forms and notices of one batch held against each other."""

from __future__ import annotations

from typing import Any

from extractors.forms import FormsAcross

CODE = "53100000500019795A"


def _form(across: FormsAcross, doc: str, year: int, **values: Any) -> None:
    fields = {"name": "青溪市竹编协会", "report_year": year, **values}
    rows = [{"field": field, "value": value} for field, value in fields.items()]
    across.add({"doc": doc, "doc_id": doc, "doc_type": "inspection_report"}, rows)


def _notice(
    across: FormsAcross, doc: str, year: int, conclusion: str, name: str = "青溪市竹编协会", code: str | None = None
) -> None:
    rows = [{"field": "conclusion", "value": conclusion, "org_name": name}]
    rows += [{"field": "credit_code", "value": code, "org_name": name}] if code else []
    title = f"青溪市{year}年度社会组织年检结果"
    across.add({"doc": doc, "doc_id": doc, "doc_type": "inspection_notice", "title": title}, rows)


def _found(across: FormsAcross) -> list[tuple[str, str]]:
    return [(finding.doc, finding.check) for finding in across.findings()]


def test_what_last_year_closed_with_opens_this_year() -> None:
    across = FormsAcross()
    _form(across, "a", 2022, assets_total=500.0)
    _form(across, "b", 2023, assets_total_opening=700.5)
    assert _found(across) == [("b", "X09")]


def test_two_years_in_a_row_without_inspection() -> None:
    across = FormsAcross()
    _notice(across, "a", 2022, "未参检")
    _notice(across, "b", 2023, "不合格")
    assert _found(across) == [("b", "X24")]
    across = FormsAcross()
    _notice(across, "a", 2021, "未参检")
    _notice(across, "b", 2023, "未参检")
    assert _found(across) == []


def test_a_form_tells_another_conclusion_than_the_list() -> None:
    across = FormsAcross()
    _notice(across, "a", 2022, "基本合格")
    _form(across, "b", 2023, prior_conclusion="合格")
    _form(across, "c", 2022, conclusion="基本合格")
    assert _found(across) == [("b", "X24")]


def test_one_code_of_two_names() -> None:
    across = FormsAcross()
    _notice(across, "a", 2023, "合格", code=CODE)
    _notice(across, "b", 2023, "合格", name="青溪市钓鱼协会", code=CODE)
    _notice(across, "c", 2023, "合格", name="青溪市钓鱼协会（筹）", code=CODE)
    assert _found(across) == [("b", "X22")]


def test_last_year_is_known_by_its_name_too() -> None:
    across = FormsAcross()
    _form(across, "a", 2022, assets_total=500.0, credit_code=CODE)
    _form(across, "b", 2023, assets_total_opening=700.5)
    assert _found(across) == [("b", "X09")]
