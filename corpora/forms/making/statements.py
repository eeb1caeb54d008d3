"""The three statements of the accounting system for non-profit organisations (民间非营利组织会计制度, 2004), in several shapes."""

from __future__ import annotations

from corpora.forms.making.blocks import Block, Cell, Grid, Para, grid
from corpora.forms.making.draft import Draft
from corpora.forms.making.facts import INCOMES

_ASSETS = (
    "=流动资产：", "cash_and_bank", "short_term_investment", "receivables", "prepayments", "inventories", "current_assets_total",
    "=长期投资：", "long_term_investment_total", "=固定资产：", "fixed_assets_cost", "fixed_assets_depreciation",
    "fixed_assets_net", "fixed_assets_total", "=无形资产：", "intangible_assets", "=", "assets_total",
)  # fmt: skip
_CLAIMS = (
    "=流动负债：", "payables", "wages_payable", "taxes_payable", "advances_received", "current_liabilities_total",
    "=长期负债：", "=长期借款", "=", "liabilities_total", "=净资产：", "net_assets_unrestricted", "net_assets_restricted",
    "net_assets_total", "=", "=", "=", "liabilities_and_net_assets_total",
)  # fmt: skip
_EXPENSES = (
    "expense_activities", "expense_personnel", "expense_daily", "expense_depreciation", "expense_tax", "expense_management",
    "expense_financing", "expense_other",
)  # fmt: skip


def _line(draft: Draft, name: str, number: int, numbered: bool, closing_first: bool) -> list[Cell | str]:
    """A line of the balance sheet: label, perhaps its number, opening and closing amount."""
    heads: list[Cell | str] = [name[1:] if name.startswith("=") else draft.label(name)]
    if numbered:
        heads.append("" if name in ("=",) else str(number))
    if name.startswith("="):
        return [*heads, "", ""]
    amounts = [draft.cell(f"{name}_opening"), draft.cell(name)]
    return [*heads, *(reversed(amounts) if closing_first else amounts)]


def balance_side_by_side(draft: Draft, opening: str = "年初数", closing: str = "期末数", numbered: bool = True) -> Grid:
    """Assets on the left, liabilities and net assets on the right."""
    number = ["行次"] if numbered else []
    head = ["资　产", *number, opening, closing, "负债和净资产", *number, opening, closing]
    rows: list[list[Cell | str]] = [list(head)]
    for at, (left, right) in enumerate(zip(_ASSETS, _CLAIMS, strict=True), 1):
        rows.append([*_line(draft, left, at, numbered, False), *_line(draft, right, at + 30, numbered, False)])
    wide = (3.0, 0.9, 2.2, 2.2) if numbered else (3.0, 2.2, 2.2)
    return grid(rows, widths=wide * 2)


def balance_below(draft: Draft, opening: str, closing: str, *, closing_first: bool = False, ruled: bool = True) -> Grid:
    """Assets above, liabilities and net assets below, in one column of labels."""
    heads = [closing, opening] if closing_first else [opening, closing]
    rows: list[list[Cell | str]] = [["项　目", *heads]]
    for name in (*_ASSETS, *_CLAIMS):
        if name != "=" and name != "=长期借款":
            rows.append(_line(draft, name, 0, False, closing_first))
    return grid(rows, ruled=ruled, widths=(4.0, 2.5, 2.5))


def activity_six(draft: Draft, prior: str = "上年度", this: str = "本年度", numbered: bool = True) -> Grid:
    """Income and expense in six columns: each year unrestricted, restricted and together."""
    three = ("非限定性", "限定性", "合计")
    head: list[Cell | str] = [Cell("项　目", down=2), *([Cell("行次", down=2)] if numbered else [])]
    rows: list[list[Cell | str]] = [[*head, Cell(prior, across=3), Cell(this, across=3)], [*three, *three]]
    at = 0

    def line(name: str, label: str = "") -> None:
        nonlocal at
        at += 1
        cells = [
            draft.cell(f"{name}{year}{part}")
            for year in ("_prior", "")
            for part in ("_unrestricted", "_restricted", "")
        ]
        rows.append([label or draft.label(name), *([str(at)] if numbered else []), *cells])

    blank = [""] * (6 + numbered)
    rows.append(["一、收　入", *blank])
    for item in INCOMES:
        line(f"income_{item}")
        if item == "services":
            line("income_government_purchase", f"其中：{draft.label('income_government_purchase')}")
    line("income_total")
    rows.append(["二、费　用", *blank])
    for name in _EXPENSES:
        line(name, f"其中：{draft.label(name)}" if name == "expense_personnel" else "")
    line("expense_total")
    line("net_assets_transfer")
    line("net_assets_change")
    return grid(rows, widths=(4.5, *((0.8,) if numbered else ()), *(2.0,) * 6))


def activity_two(
    draft: Draft, heads: tuple[str, str], *, this_first: bool = True, ruled: bool = True, short: bool = False
) -> Grid:
    """Income and expense in two columns, this year and last year, without restrictions.

    ``short`` leaves out lines that an organisation of this kind does not have.
    """
    order = ("", "_prior") if this_first else ("_prior", "")
    rows: list[list[Cell | str]] = [["项　目", *heads]]
    for item in INCOMES:
        if not short or draft.facts.money[f"income_{item}"] or draft.facts.money[f"income_{item}_prior"]:
            rows.append([draft.label(f"income_{item}"), *(draft.cell(f"income_{item}{s}") for s in order)])
    rows.append([draft.label("income_total"), *(draft.cell(f"income_total{s}") for s in order)])
    for name in _EXPENSES:
        rows.append([draft.label(name), *(draft.cell(f"{name}{s}") for s in order)])
    rows.append([draft.label("expense_total"), *(draft.cell(f"expense_total{s}") for s in order)])
    rows.append([draft.label("net_assets_change"), *(draft.cell(f"net_assets_change{s}") for s in order)])
    return grid(rows, ruled=ruled, widths=(4.5, 2.5, 2.5))


def cash_flow(draft: Draft, head: str = "金额") -> Grid:
    """The totals of the cash flow statement."""
    rows: list[list[Cell | str]] = [["项　目", head], ["一、业务活动产生的现金流量：", ""]]
    rows.append([draft.label("cash_operating"), draft.cell("cash_operating")])
    rows.append(["二、投资活动产生的现金流量：", ""])
    rows.append([draft.label("cash_investing"), draft.cell("cash_investing")])
    rows.append(["三、筹资活动产生的现金流量：", ""])
    rows.append([draft.label("cash_financing"), draft.cell("cash_financing")])
    rows += [[draft.label(name), draft.cell(name)] for name in ("cash_fx", "cash_net_increase")]
    return grid(rows, widths=(5.0, 2.0))


def headed(draft: Draft, title: str, table: Grid, code: str = "") -> list[Block]:
    """A statement with its title, its makers' line and the unit."""
    year = draft.facts.year
    line = f"编制单位：{draft.facts.name}　　{year}年12月31日　　单位：{draft.unit}"
    return [Para(title, "caption"), *([Para(code, "right")] if code else []), Para(line), table]
