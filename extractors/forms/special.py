"""The checks that are no sums: rates by law, meetings, ages, fees, codes, dates, what is printed twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from extractors.forms.amounts import Amounts, Side, amount_text
from extractors.forms.credit_code import fault, org_type_of
from extractors.forms.form import Form
from extractors.records import Severity

if TYPE_CHECKING:
    from extractors.forms.checking import Check

_Rule = Callable[["Check", Form, Amounts], Iterator[Side]]
_YES = ("是", "有")
_CODE_FAULTS = {
    "length": "应为18位",
    "characters": "含有不允许的字符（不用I、O、S、V、Z）",
    "organisation_code": "第9—17位组织机构代码的校验码不符",
    "check_digit": "第18位校验码不符",
}
# 民发〔2016〕189号 §: spending and administration (percent) of charitable foundations without public fundraising, by
# net assets at the end of last year in 元; the lower bound belongs to the band.
_PRIVATE_BANDS = ((60_000_000, 6.0, 12.0), (8_000_000, 6.0, 13.0), (4_000_000, 7.0, 15.0), (0, 8.0, 20.0))


def _party_organisation_due(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    members = amounts.get("party_members_full_time")
    if amounts.word("party_organisation") == "否" and members is not None and members >= check.limits["members"]:
        yield Side(
            f"{check.title}：{amounts.named('party_members_full_time')}，而未建立党组织",
            ("party_members_full_time", "party_organisation"),
            "是",
            "否",
        )


def _members(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    units, people = amounts.get("members_units"), amounts.get("members_individuals")
    total = amounts.get("members_total")
    if units is not None and people is not None:
        total = units + people
    if units is not None and people == 0 and units < check.limits["units"]:
        named = ["members_units"]
        least = check.limits["units"]
        words = f"只有单位会员，{amounts.named('members_units')}，少于{least}个"
        yield Side(f"{check.title}：{words}", tuple(named), least, units)
    elif total is not None and (units is None or people != 0) and total < check.limits["total"]:
        named = [
            name for name in ("members_units", "members_individuals", "members_total") if amounts.get(name) is not None
        ]
        least = check.limits["total"]
        words = "＋".join(map(amounts.named, named))
        yield Side(f"{check.title}：{words}，合计{amount_text(total, '')}，少于{least}个", tuple(named), least, total)


def _is_charity(amounts: Amounts) -> bool:
    """Whether the form says so, or has the table of 民发〔2016〕189号 that charitable organisations alone fill in."""
    stated = amounts.word("charity_organisation")
    if stated is not None:
        return stated in _YES
    spent = amounts.entry("charity_spending")
    return spent is not None and "慈善活动" in spent.label


def _is_public(amounts: Amounts) -> bool | None:
    """Whether the form says that it may raise funds from the public, or reckons its spending as those that may do."""
    stated = amounts.word("public_fundraising")
    if stated is not None:
        return stated in _YES
    by_income = any(amounts.get(name) is not None for name in ("prior_income_adjusted", "prior_income_total"))
    by_assets = amounts.get("prior_net_assets") is not None
    return None if by_income == by_assets else by_income


def _spending(check: Check, amounts: Amounts, base: str, percent: float) -> Iterator[Side]:
    spent, whole = amounts.get("charity_spending"), amounts.get(base)
    if spent is None or not whole or whole < 0:
        return
    share = 100 * spent / whole
    if share < percent - 0.1:
        words = f"{amounts.named('charity_spending')}，{amounts.named(base)}，比例{share:.2f}%，低于{percent:g}%"
        yield Side(f"{check.title}：{words}", ("charity_spending", base), percent, round(share, 2))


def _public_spending(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """Public fundraising: at least 70 % of last year's (adjusted) income (条例 29, 慈善法 61)."""
    if _is_public(amounts):
        adjusted = amounts.get("prior_income_adjusted") is not None
        yield from _spending(
            check, amounts, "prior_income_adjusted" if adjusted else "prior_income_total", check.limits["percent"]
        )


def _private_spending(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """No public fundraising: 8 % of last year's net assets (条例 29); charitable ones by the bands of 189号."""
    if _is_public(amounts) is not False:
        return
    percent = check.limits["percent"]
    assets = amounts.get("prior_net_assets")
    if _is_charity(amounts) and assets is not None:
        percent = next(share for floor, share, _ in _PRIVATE_BANDS if assets >= floor) if assets >= 0 else percent
    yield from _spending(check, amounts, "prior_net_assets", percent)


def _administration(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """Wages and office costs, at most 10 % of all spending (条例 29); charitable ones by 189号 up to 20 %."""
    whole = next((n for n in ("total_spending", "expense_total") if amounts.get(n)), None)
    names = [n for n in ("wages_expense", "office_expense") if amounts.get(n) is not None]
    if not names:
        names = [n for n in ("expense_management",) if amounts.get(n) is not None]
    if whole is None or not names:
        return
    cost, all_spending = sum(amounts.get(n) or 0 for n in names), amounts.get(whole) or 0
    limit, assets = check.limits["percent"], amounts.get("prior_net_assets")
    if _is_charity(amounts):
        if cost < check.limits["exempt"]:
            return
        if _is_public(amounts) is False and assets is not None and assets >= 0:
            limit = next(share for floor, _, share in _PRIVATE_BANDS if assets >= floor)
    share = 100 * cost / all_spending
    if share > limit + 0.1:
        words = "＋".join(map(amounts.named, names))
        message = f"{check.title}：{words}，占{amounts.named(whole)}的{share:.2f}%，高于{limit:g}%"
        yield Side(message, (*names, whole), limit, round(share, 2))


def _printed_ratios(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """Printed rates against their amounts; rates are often cut off instead of rounded."""
    spent, printed = amounts.get("charity_spending"), amounts.get("spending_ratio")
    if spent is None or printed is None:
        return
    shares = {
        base: 100 * spent / whole
        for base in ("prior_income_adjusted", "prior_income_total", "prior_net_assets")
        if (whole := amounts.get(base))
    }
    if shares and all(abs(share - printed) > check.limits["percent"] for share in shares.values()):
        base, share = min(shares.items(), key=lambda item: abs(item[1] - printed))
        words = f"{amounts.named('spending_ratio')}，而{amounts.named('charity_spending')}占{amounts.named(base)}的{share:.2f}%"
        yield Side(f"{check.title}：{words}", ("spending_ratio", "charity_spending", base), printed, round(share, 2))


def _printed_costs(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """The printed rate of wages and office costs (or of management) against the amounts that it may be made of."""
    printed = amounts.get("admin_ratio")
    whole = next((name for name in ("total_spending", "expense_total") if amounts.get(name)), None)
    if printed is None or whole is None:
        return
    all_spending = amounts.get(whole) or 0.0
    kinds = (("wages_expense", "office_expense"), ("expense_management",))
    given = [names for names in kinds if all(amounts.get(name) is not None for name in names)]
    shares = {names: 100 * sum(amounts.get(name) or 0.0 for name in names) / all_spending for names in given}
    if shares and all(abs(share - printed) > check.limits["percent"] for share in shares.values()):
        names, share = next(iter(shares.items()))
        parts = "＋".join(map(amounts.named, names))
        words = f"{amounts.named('admin_ratio')}，而{parts}占{amounts.named(whole)}的{share:.2f}%"
        yield Side(f"{check.title}：{words}", ("admin_ratio", *names, whole), printed, round(share, 2))


def _unit_mixed(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """A report in 万元 beside statements in 元: the same spending ten thousand times larger or smaller."""
    for left, rights in _SAME_AMOUNT.items():
        first = amounts.get(left)
        for right in rights:
            second = amounts.get(right)
            if not first or not second:
                continue
            factor = first / second
            if 3_000 <= factor <= 30_000 or 1 / 30_000 <= factor <= 1 / 3_000:
                words = f"{amounts.named(left)}与{amounts.named(right)}约差一万倍，疑为“万元”与“元”混用"
                yield Side(f"{check.title}：{words}", (left, right), second, first)
                break


_SAME_AMOUNT = {
    "charity_spending": ("expense_activities", "expense_total", "total_spending"),
    "year_end_funds": ("cash_and_bank",),
    "total_spending": ("expense_total",),
    "donations_total_table": ("income_donations",),
    "prior_income_total": ("income_total_prior",),
    "prior_net_assets": ("net_assets_total_opening",),
    "summary_income_total": ("income_total",),
    "summary_expense_total": ("expense_total",),
    "summary_assets_total": ("assets_total",),
    "summary_net_assets_total": ("net_assets_total",),
}


def _council(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    meetings, size = amounts.get("council_meetings"), amounts.get("council_size")
    limits = check.limits
    if meetings is not None and meetings < limits["meetings"]:
        words = f"理事会本年度召开{amount_text(meetings, '次')}，少于{limits['meetings']}次"
        yield Side(f"{check.title}：{words}", ("council_meetings",), limits["meetings"], meetings)
    if size is not None and not limits["least"] <= size <= limits["most"]:
        bound = limits["least"] if size < limits["least"] else limits["most"]
        yield Side(f"{check.title}：{amounts.named('council_size')}", ("council_size",), bound, size)


def _no_meeting(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    required = amounts.get("council_meetings_required")
    if amounts.get("council_meetings") == 0 and not required:
        yield Side(f"{check.title}：{amounts.named('council_meetings')}", ("council_meetings",), 1, 0)


def _nobody(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    for name in check.fields:
        count = amounts.get(name)
        if count:
            yield Side(f"{check.title}：{amounts.named(name)}", (name,), 0, count)
            return


def _fees(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """Fees need a standard passed by the members' assembly."""
    fees = amounts.get("income_membership_fees")
    if not fees:
        return
    meeting = amounts.word("fee_standard_meeting")
    if meeting is not None and not ("会员" in meeting and "大会" in meeting):
        words = f"{amounts.named('income_membership_fees')}，而会费标准由“{meeting}”通过"
    elif meeting is None and amounts.is_on_form("fee_standard_meeting"):
        words = f"{amounts.named('income_membership_fees')}，而未填写通过会费标准的会议"
    elif meeting is None and amounts.is_on_form("fee_standard") and amounts.word("fee_standard") is None:
        words = f"{amounts.named('income_membership_fees')}，而未填写会费标准"
    else:
        return
    yield Side(
        f"{check.title}：{words}", ("income_membership_fees", "fee_standard_meeting"), "会员（代表）大会", meeting
    )


def _credit_code(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    code = amounts.word("credit_code")
    if code is None:
        return
    wrong = fault(code)
    if wrong is not None:
        yield Side(f"{check.title}：{code}，{_CODE_FAULTS[wrong]}", ("credit_code",), None, code)
        return
    by_code = org_type_of(code)
    if form.org_type is not None and by_code != form.org_type:
        says = by_code or "其他登记机关的组织"
        yield Side(
            f"{check.title}：{code}为{says}的代码，而本表为{form.org_type}", ("credit_code",), form.org_type, says
        )


def _certificate(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """What the certificate among the attachments states otherwise than the form."""
    seen: set[str] = set()
    for stated in form.certificate:
        entry = amounts.entry(stated.key)
        if entry is None or entry.start == stated.start or stated.key in seen or _ELSEWHERE.search(entry.label):
            continue
        own, other = entry.value.value, stated.value.value
        if own is None or other is None or _same(own, other):
            continue
        seen.add(stated.key)
        words = f"{amounts_label(amounts, stated.key)}{_shown(own)}，而登记证书为{_shown(other)}"
        severity: Severity | None = None if stated.key in _EXACT_ON_CERTIFICATE else "warning"
        yield Side(f"{check.title}：{words}", (stated.key,), other, own, severity)


_ELSEWHERE = re.compile("办公|通讯|通信|联系")  # a seat that need not be the registered one
_EXACT_ON_CERTIFICATE = ("name", "credit_code", "legal_representative")


def _same(own: float | str, other: float | str) -> bool:
    if isinstance(own, str) and isinstance(other, str):
        first, second = (re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", word)) for word in (own, other))
        return first == second or (own[:1].isdigit() and (first.startswith(second) or second.startswith(first)))
    return own == other


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else amount_text(value, "元")


def _established(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    date = amounts.word("established")
    if date is None or form.year is None:
        return
    if int(date[:4]) > form.year:
        message = f"{check.title}：{amounts_label(amounts, 'established')}{date}，晚于报告年度{form.year}年"
        yield Side(message, ("established", "report_year"), form.year, date)
    elif date > f"{form.year}-06-30" and len(date) > 4:
        message = f"{check.title}：{date}成立，在报告年度{form.year}年的6月30日以后，可不参加年检"
        yield Side(message, ("established", "report_year"), f"{form.year}-06-30", date)


def _elected_before(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """An election before the organisation was established; days, months and years compare as far as both are given."""
    founded, elected = amounts.word("established"), amounts.word("last_election")
    if founded and elected and elected < founded[: len(elected)]:
        names = ("last_election", "established")
        message = (
            f"{check.title}：{amounts_label(amounts, names[0])}{elected}，{amounts_label(amounts, names[1])}{founded}"
        )
        yield Side(message, names, founded, elected)


def amounts_label(amounts: Amounts, name: str) -> str:
    """The label of a field as printed."""
    entry = amounts.entry(name)
    return "".join(entry.label.split()) if entry is not None else name


def _conclusions(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    now, before = amounts.word("conclusion"), amounts.word("prior_conclusion")
    if now is not None and now == before and now in ("不合格", "未参检"):
        yield Side(f"{check.title}：上年度和本年度均为{now}", ("prior_conclusion", "conclusion"), None, now)


_TWICE = {
    "summary_income_total": ("income_total",),
    "summary_expense_total": ("expense_total",),
    "summary_assets_total": ("assets_total",),
    "summary_net_assets_total": ("net_assets_total",),
    "year_end_funds": ("cash_and_bank",),
    "prior_income_total": ("income_total_prior",),
    "prior_net_assets": ("net_assets_total_opening",),
}


def _printed_twice(check: Check, form: Form, amounts: Amounts) -> Iterator[Side]:
    """The same quantity in the text or a summary and in a statement, each as rounded as it is printed."""
    for left, rights in _TWICE.items():
        for right in rights:
            first, second = amounts.get(left), amounts.get(right)
            if first is None or second is None:
                continue
            tolerance = max(amounts.step(left), amounts.step(right), 1.0)
            if abs(first - second) > tolerance:
                mixed = amounts.mixed_units(left, [(1, right)], tolerance)
                words = f"{amounts.named(left)}，而报表中{amounts.named(right)}，相差{amount_text(abs(first - second), '元')}"
                yield Side(f"{check.title}：{words}{mixed}", (left, right), second, first)
    for told in form.told:
        stated, said = amounts.get(told.key), told.value.value
        if stated is None or not isinstance(said, int | float):
            continue
        if abs(stated - said) > max(amounts.step(told.key), told.value.step or 0.0, 1.0):
            words = f"正文中{told.field.label}{amount_text(said, '元')}，而{amounts.named(told.key)}"
            yield Side(f"{check.title}：{words}", (told.key,), stated, said)


RULES: dict[str, _Rule] = {
    "party_organisation_due": _party_organisation_due,
    "members": _members,
    "public_spending": _public_spending,
    "private_spending": _private_spending,
    "administration": _administration,
    "printed_ratios": _printed_ratios,
    "printed_costs": _printed_costs,
    "unit_mixed": _unit_mixed,
    "council": _council,
    "no_meeting": _no_meeting,
    "nobody": _nobody,
    "fees": _fees,
    "credit_code": _credit_code,
    "certificate": _certificate,
    "established": _established,
    "elected_before": _elected_before,
    "conclusions": _conclusions,
    "printed_twice": _printed_twice,
}
