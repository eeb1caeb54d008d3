"""``indicators.xlsx``: the workbook for the people who sign tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from outputs.atomic import atomic_path
from outputs.by_document import ByDocument, document_records
from outputs.catalogue_info import IndicatorInfo
from outputs.document_record import status_of
from outputs.jsonl import read_jsonl
from outputs.reviewed.names import opinion_name, reviewed_name
from outputs.sentences import clean_text, sentence_around
from outputs.wording import in_words
from outputs.workbook.charter_sheet import DEFECT_COLUMNS, DETAIL_SHEET, CharterSheet
from outputs.workbook.form_sheet import FormSheet, in_order
from outputs.workbook.guide import GuideFacts, write_guide
from outputs.workbook.indicator_sheets import LIST_SHEET, ColumnFacts, MatrixSheet
from outputs.workbook.list_sheets import (
    AUDIT_COLUMNS,
    CHARTER_COLUMNS,
    FORM_COLUMNS,
    document_columns,
    observation_columns,
    with_numbers,
)
from outputs.workbook.matrix import ColumnKey, Observation, Sheet, cells_of, column_of, sheet_of
from outputs.workbook.styles import Styles
from outputs.workbook.writing import CellWriter, ListSheet

_MATRIX_SHEETS: dict[Sheet, tuple[str, str]] = {
    "actual": (
        "指标表",
        "黄底＝存疑，须核对原文；蓝底＝同一格另有不同数值；灰底＝原文隐去；≥ ≤ ≈ 表示原文的“以上、不超过、约”。"
        "批注给出原文，点击数字转到“全部数据”。",
    ),
    "rates": ("比率与增减", "比率（%）和增减数不与绝对数混排，单列于此；颜色含义同“指标表”。"),
    "planned": ("计划目标", "力争、计划、目标等尚未实现的数字，不得当作实绩；颜色含义同“指标表”。"),
}
# A fixed day, so that the same run gives the same bytes.
_CREATED = datetime(2020, 1, 1)


@dataclass(slots=True)
class _Survey:
    """What must be known before the first row is written: the columns that occur."""

    columns: dict[Sheet, dict[ColumnKey, ColumnFacts]] = field(
        default_factory=lambda: {name: {} for name in _MATRIX_SHEETS}
    )
    labels: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    without_indicator: int = 0

    def observation(self, record: dict[str, Any]) -> None:
        sheet = sheet_of(record)
        if sheet is None:
            self.without_indicator += 1
            return
        facts = self.columns[sheet].setdefault(column_of(record), ColumnFacts())
        facts.width = max(facts.width, len(in_words(record["value"], record["bound"], record["value_max"])))
        facts.units.add(record["unit"])
        self.labels.setdefault(record["indicator"], record["label"])

    def verdict(self, record: dict[str, Any]) -> None:
        self.rules.setdefault(record["rule"], record["title"])

    def form_field(self, record: dict[str, Any]) -> None:
        self.fields.setdefault(record["field"], record["label"])


def write_workbook(out_dir: Path, catalogue: Sequence[IndicatorInfo], version: str, doubtful_below: float) -> Path:
    """Write ``indicators.xlsx`` from the JSONL files and texts of a run; returns its path.

    Reads document by document; memory grows with the number of notes (at most 20,000), not with the records.

    Args:
        out_dir: the folder of the run.
        catalogue: labels, groups, definitions and order of the indicators.
        version: of the program, shown on the last sheet.
        doubtful_below: confidence below which a number is coloured as doubtful.

    Raises:
        ValueError: a JSONL file is damaged.
        OSError: the disk refuses.
    """
    import xlsxwriter

    target = out_dir / "indicators.xlsx"
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with atomic_path(target) as temporary:
        workbook = xlsxwriter.Workbook(str(temporary), options)
        workbook.set_properties({"title": "指标表", "author": "", "created": _CREATED})
        _Book(workbook, out_dir, catalogue, doubtful_below).write(version)
        workbook.close()
    return target


class _Book:
    """One workbook while it is written."""

    def __init__(self, workbook: Any, out_dir: Path, catalogue: Sequence[IndicatorInfo], doubtful_below: float) -> None:
        self._out_dir, self._catalogue, self._doubtful_below = out_dir, catalogue, doubtful_below
        self._survey = _Survey()
        visits: dict[str, Callable[[dict[str, Any]], object] | None] = {
            "observations": self._survey.observation,
            "charters": self._survey.verdict,
            "forms": self._survey.form_field,
            "audit": None,
        }
        self._tables = {name: ByDocument(out_dir / f"{name}.jsonl", visit) for name, visit in visits.items()}
        self._styles, self._cells = Styles(workbook), CellWriter()
        self._text = lru_cache(maxsize=4)(lambda doc_id: clean_text(out_dir, doc_id))
        self._lists: dict[str, ListSheet] = {}
        # The order in which sheets are made is the order of their tabs.
        self._matrices = {name: self._matrix(workbook, name) for name in _MATRIX_SHEETS}
        self._list(workbook, "observations", LIST_SHEET, "每个数字一行，附原文和位置。")
        self._charters = CharterSheet(workbook.add_worksheet("章程审查"), self._survey.rules, self._styles, self._cells)
        sheet, remark = workbook.add_worksheet("章程缺陷"), "每种缺陷一行，按出现的章程份数排列；最多列出二十部章程。"
        self._defects = ListSheet(sheet, "章程缺陷", remark, DEFECT_COLUMNS, self._styles, self._cells)
        self._list(workbook, "charters", DETAIL_SHEET, "每部章程每条规则一行；“建议写法”可直接采用。")
        sheet = workbook.add_worksheet("年检汇总")
        self._forms = FormSheet(sheet, in_order(self._survey.fields), self._styles, self._cells, self._doubtful_below)
        self._list(workbook, "forms", "年检表单", "年检（年度）报告书各栏目，每栏一行。")
        self._list(workbook, "audit", "核对问题", "合计、比率、前后矛盾等数字之间的核对结果，请对照原文处理。")
        self._list(workbook, "documents", "文件清单", "交来的每个文件一行，读不出的也在内，并说明原因。")
        self._guide = workbook.add_worksheet("说明")

    def _matrix(self, workbook: Any, name: Sheet) -> MatrixSheet:
        title, remark = _MATRIX_SHEETS[name]
        return MatrixSheet(
            workbook.add_worksheet(title),
            title,
            remark,
            self._survey.columns[name],
            self._catalogue,
            self._survey.labels,
            self._styles,
            self._cells,
            self._doubtful_below,
        )

    def _list(self, workbook: Any, table: str, title: str, remark: str) -> None:
        columns = {
            "observations": lambda: observation_columns(self._doubtful_below, self._sentence),
            "charters": lambda: CHARTER_COLUMNS,
            "forms": lambda: FORM_COLUMNS,
            "audit": lambda: AUDIT_COLUMNS,
            "documents": lambda: document_columns(lambda name, doc: self._tables[name].count(doc), self._any_trouble()),
        }[table]()
        self._lists[table] = ListSheet(workbook.add_worksheet(title), title, remark, columns, self._styles, self._cells)

    def _sentence(self, observation: Observation) -> str:
        text = self._text(observation["doc_id"])
        start, end = observation["start"], observation["end"]
        if text is None or text[start:end] != observation["quote"]:
            return str(observation["quote"])
        return sentence_around(text, start, end)

    def write(self, version: str) -> None:
        counts: dict[str, int] = {}
        for document in document_records(self._out_dir, *self._tables.values()):
            counts[status_of(document)] = counts.get(status_of(document), 0) + 1
            self._lists["documents"].add(document)
            listed = self._write_observations(document)
            self._write_charter(document)
            self._forms.add(list(self._listed("forms", document["doc"])))
            for finding in self._tables["audit"].records(document["doc"]):
                self._lists["audit"].add(with_numbers(finding, listed))
        for defect in self._charters.defects():
            self._defects.add(defect)
        sheets: list[MatrixSheet | CharterSheet | FormSheet | ListSheet] = [
            *self._matrices.values(),
            self._charters,
            self._defects,
            self._forms,
        ]
        for sheet in (*sheets, *self._lists.values()):
            sheet.finish()
        if not self._tables["forms"].total:
            self._lists["forms"].sheet.hide()
        write_guide(self._guide, self._styles, self._cells, self._catalogue, self._facts(version, counts))

    def _write_observations(self, document: Mapping[str, Any]) -> dict[str, tuple[str, int | None]]:
        """Write the numbers of a document; returns quote and row of each by id."""
        listed = list(self._listed("observations", document["doc"]))
        sheets = cells_of(listed, self._doubtful_below)
        for name, matrix in self._matrices.items():
            matrix.add(document, sheets.get(name, {}), self._sentence)
        return {record["id"]: (record["quote"], row) for record, row in listed}

    def _any_trouble(self) -> bool:
        return any(record["status"] != "ok" for record in read_jsonl(self._out_dir / "documents.jsonl"))

    def _write_charter(self, document: Mapping[str, Any]) -> None:
        doc = document["doc"]
        verdicts = list(self._listed("charters", doc))
        if verdicts:
            names = (reviewed_name(doc), opinion_name(doc, ".docx"))
            self._charters.add(verdicts, *(name if (self._out_dir / name).is_file() else None for name in names))
        else:
            self._charters.add_unreviewed(document)

    def _listed(self, table: str, doc: str) -> Iterator[tuple[dict[str, Any], int | None]]:
        for record in self._tables[table].records(doc):
            yield record, self._lists[table].add(record)

    def _facts(self, version: str, counts: Mapping[str, int]) -> GuideFacts:
        return GuideFacts(
            version=version,
            doubtful_below=self._doubtful_below,
            documents=dict(counts),
            records={name: index.total for name, index in self._tables.items()},
            without_indicator=self._survey.without_indicator,
            left_out={name: sheet.left_out for name, sheet in self._lists.items()},
            links_left_out=self._cells.links_left_out,
            notes_left_out=self._cells.notes_left_out,
            characters_replaced=self._cells.replaced,
            indicators=tuple(sorted({key.indicator for keys in self._survey.columns.values() for key in keys})),
        )
