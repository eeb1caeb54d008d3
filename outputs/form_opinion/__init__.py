"""``opinions/…``: the opinion (审核意见) on a form of the annual inspection, with what to ask the organisation for."""

from __future__ import annotations

from outputs.form_opinion.content import FormOpinion, Point, form_opinion_of
from outputs.form_opinion.sheet import form_opinion_docx
from outputs.form_opinion.writing import write_form_opinions

__all__ = ["FormOpinion", "Point", "form_opinion_docx", "form_opinion_of", "write_form_opinions"]
