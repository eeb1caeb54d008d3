"""Whether a document is a filled (or blank) form of the annual inspection: told from its labels, since a wrong yes costs
all its observations."""

from __future__ import annotations

import re
from typing import Final

from corpora.document import Document
from corpora.structure.model import Structure
from extractors.forms.form import Form

# Words that nearly every form prints; a document with few of them is not read as one at all.
_TELLTALE: Final = (
    "信用代码", "登记证", "业务主管", "法定代表人", "资金", "住所", "净资产", "收入", "费用", "党员", "党组织", "理事", "负责人",
    "工作人员", "从业人员", "成立", "联系电话", "邮编", "邮政编码", "原始基金", "公益事业支出", "慈善活动支出", "工资福利",
)  # fmt: skip
_FEWEST_TELLTALES: Final = 5
_NAME = re.compile(
    r"年度?\s*+检\s*+查?\s*+(?:报\s*+告|登\s*+记|信\s*+息|申\s*+报)?\s*+(?:书|表)|年\s*+检\s*+(?:报\s*+告|登\s*+记|信\s*+息|申\s*+报)|年\s*+度\s*+工\s*+作\s*+报\s*+告|年\s*+度\s*+报\s*+告|年\s*+报"
)
_NAMED_WITHIN: Final = 400  # characters
# Distinct labelled fields that a form has: named as one on its cover or title, or by its labels alone.
_FEWEST_NAMED: Final = 8
_FEWEST_CALLED: Final = 5
_SECTIONS_CALLED: Final = 2
_IDENTITY: Final = "基本信息"
_FEWEST_IDENTITY: Final = 2
_FEWEST_UNNAMED: Final = 16
_SECTIONS_UNNAMED: Final = 4
_SECTIONS_NAMED: Final = 3


def may_be_form(document: Document) -> bool:
    """Whether a document is worth reading as a form: cheap, and never wrong about one that is."""
    return sum(word in document.text for word in _TELLTALE) >= _FEWEST_TELLTALES


def is_form(form: Form, document: Document, structure: Structure, *, called_one: bool = False) -> bool:
    """Whether what was read is a form of the annual inspection.

    Sentences with numbers do not count, only labels with their entries (or blanks), and they must come from several
    sections of the catalogue: an application for registration has the identity alone, a budget only amounts.

    Args:
        form: as read.
        document: its source.
        structure: its structure; the title is used.
        called_one: the model of document types takes it for one, so that fewer labels are enough.
    """
    labelled = [entry for entry in form.entries if not entry.in_sentence]
    fields = {entry.field.id for entry in labelled}
    sections = {entry.field.section for entry in labelled}
    identity = {entry.field.id for entry in labelled if entry.field.section == _IDENTITY}
    if len(identity) < (1 if called_one else _FEWEST_IDENTITY):
        return False
    beginning = f"{structure.title or ''}\n{document.text[:_NAMED_WITHIN]}"
    if called_one:
        return len(fields) >= _FEWEST_CALLED and len(sections) >= _SECTIONS_CALLED
    if _NAME.search(beginning):
        return len(fields) >= _FEWEST_NAMED and len(sections) >= _SECTIONS_NAMED
    return len(fields) >= _FEWEST_UNNAMED and len(sections) >= _SECTIONS_UNNAMED
