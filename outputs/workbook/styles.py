"""How cells of the workbook look: colours with a meaning, and number formats that show ≥ ≤ ≈ on real numbers."""

from __future__ import annotations

from typing import Any

from outputs.wording import BOUND_SIGNS, plain_number

DOUBTFUL = "#FFE699"
DIFFERING = "#BDD7EE"
MASKED = "#E7E6E6"
HEAD = "#1F4E79"
HEAD_LIGHT = "#DDEBF7"
VERDICT_FILLS = {
    "satisfied": "#E2EFDA",
    "partial": "#FFE699",
    "missing": "#F8CBAD",
    "violated": "#FF9B9B",
    "not_applicable": "#F2F2F2",
}
STATUS_FILLS = {"partial": "#FFE699", "failed": "#F8CBAD"}
SEVERITY_FILLS = {"error": "#F8CBAD", "warning": "#FFE699"}

_MAX_RANGE_FORMATS = 400
_BODY = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}


class Styles:
    """The formats of one workbook, each made once (a workbook can hold only some 64,000)."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._ranges: set[str] = set()

    def get(self, **properties: Any) -> Any:
        """A body format with these xlsxwriter properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**_BODY, **properties})
        return self._made[key]

    def head(self, **properties: Any) -> Any:
        """A format for column heads."""
        return self.get(
            **{
                "bold": True,
                "font_name": "黑体",
                "bg_color": HEAD_LIGHT,
                "align": "center",
                "text_wrap": True,
                **properties,
            }
        )

    def title(self) -> Any:
        """The format of a sheet's title."""
        return self.get(font_name="黑体", font_size=16, bold=True, border=0, font_color=HEAD)

    def remark(self) -> Any:
        """The format of the line under a title."""
        return self.get(border=0, font_color="#595959", font_size=9)

    def number(
        self, value: float, bound: str, value_max: float | None = None, fill: str | None = None, indent: int = 0
    ) -> Any:
        """A format that shows a number with its bound; the cell stays a number."""
        properties: dict[str, Any] = {"num_format": self._number_format(value, bound, value_max), "align": "right"}
        if indent:
            properties["indent"] = indent
        if fill:
            properties["bg_color"] = fill
        return self.get(**properties)

    def _number_format(self, value: float, bound: str, value_max: float | None) -> str:
        digits = _digits(value)
        if value_max is not None:
            ranged = f'{digits}"～{plain_number(value_max)}"'
            if ranged in self._ranges or len(self._ranges) < _MAX_RANGE_FORMATS:
                self._ranges.add(ranged)
                return ranged
            return f'{digits}"～"'
        prefix = BOUND_SIGNS.get(bound)
        return f'"{prefix}"{digits};"{prefix}"-{digits}' if prefix else digits


def _digits(value: float) -> str:
    decimals = plain_number(value).partition(".")[2]
    return "#,##0" + (f".{'0' * len(decimals)}" if decimals else "")
