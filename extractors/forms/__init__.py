"""Filled forms of the annual inspection: their fields, and the checks of their numbers."""

from extractors.forms.across import FormsAcross
from extractors.forms.checking import check_form
from extractors.forms.form import Form, fields_of, read_form
from extractors.forms.identify import is_form, may_be_form

__all__ = ["Form", "FormsAcross", "check_form", "fields_of", "is_form", "may_be_form", "read_form"]
