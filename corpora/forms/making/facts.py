"""What is true of an invented organisation in one year: names, people, meetings and three statements that agree.

Money is held in 分 (cents of a yuan), so that every sum is exact. Rules that the figures keep: INSPECTION X01–X25.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["ST", "MF", "JJ"]
PREFIX = {"ST": "51", "MF": "52", "JJ": "53"}
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PLACES = (("宁棠市", "兰圃区"), ("沅溪市", "禾丰县"), ("江渚市", "白鹭区"), ("云栖市", "石麓县"), ("海晏市", "枫桥区"))
_TRADES = ("模具", "茶叶", "园林", "物流", "陶瓷", "书画", "心理健康", "残疾人互助", "水产", "软件", "家政", "非遗传承")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = ("建国", "丽华", "志强", "晓梅", "文博", "海燕", "俊杰", "秀英", "立新", "雨桐")
INCOMES = ("donations", "membership_fees", "services", "sales", "subsidies", "investment", "other")


@dataclass(slots=True)
class Facts:
    """An organisation and its year. ``money`` is in 分; ``plain`` holds counts, words and ISO dates; both by field id."""

    kind: Kind
    year: int
    money: dict[str, int] = field(default_factory=dict)
    plain: dict[str, int | str | float] = field(default_factory=dict)
    public: bool = False

    @property
    def name(self) -> str:
        """The organisation's name."""
        return str(self.plain["name"])


def credit_code(kind: Kind, chance: random.Random) -> str:
    """A valid unified social credit code (GB 32100-2015) of a region that does not exist."""
    body = "".join(chance.choice("0123456789") for _ in range(8))
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = (11 - sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11) % 11
    code = f"{PREFIX[kind]}990{chance.choice('123')}0{chance.randrange(1, 9)}{body}{'X' if rest == 10 else rest}"
    check = (31 - sum(_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code)) % 31) % 31
    return code + _ALPHABET[check]


def person(chance: random.Random) -> str:
    """An invented person's name."""
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN)


def organisation(seed: int, kind: Kind, year: int = 2023, *, grain: int = 1, public: bool = False) -> Facts:
    """An organisation with all its figures.

    Args:
        seed: decides everything.
        kind: 社会团体, 民办非企业单位 or 基金会.
        year: the year reported.
        grain: every amount is a multiple of so many 分 (10,000 where a form gives 万元 with two decimals).
        public: whether a foundation may raise funds in public.
    """
    chance = random.Random(f"{seed}-{kind}")
    facts = Facts(kind, year, public=public)
    _identity(facts, chance)
    _people(facts, chance)
    _meetings(facts, chance)
    _activity(facts, chance, grain)
    _balance(facts, chance, grain)
    _foundation(facts, chance)
    return facts


def _identity(facts: Facts, chance: random.Random) -> None:
    city, county = chance.choice(_PLACES)
    trade = chance.choice(_TRADES)
    own, kind = facts.plain, facts.kind
    stem = chance.choice(("清源", "同心", "致远", "春晖", "明德", "和风"))
    place = chance.choice((city, county))
    own["name"] = {
        "ST": f"{place}{trade}{chance.choice(('行业协会', '协会', '商会', '研究会', '促进会'))}",
        "MF": f"{place}{stem}{trade}{chance.choice(('服务中心', '社会工作服务中心', '艺术馆'))}",
        "JJ": f"{city}{stem}{chance.choice(('教育', '慈善', '助残', '公益'))}基金会",
    }[kind]
    own["credit_code"] = credit_code(kind, chance)
    own["report_year"] = facts.year
    own["report_date"] = f"{facts.year + 1}-0{chance.randrange(2, 6)}-{chance.randrange(10, 28)}"
    own["established"] = f"{chance.randrange(1998, 2019)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 28):02d}"
    own["supervisor_unit"] = place + chance.choice(("工业和信息化局", "民政局", "教育局", "文化旅游局", "科学技术协会"))
    own["registration_authority"] = f"{place}民政局"
    own["domicile"] = f"{city}{county}{chance.choice(('人民', '学府', '滨江', '建设'))}路{chance.randrange(2, 300)}号"
    own["postcode"] = f"99{chance.randrange(1000, 9999)}"
    own["phone"] = f"0999-{chance.randrange(2000000, 8999999)}"
    own["email"] = f"office{chance.randrange(10, 99)}@example.org"
    own["industry"] = chance.choice(("工商业服务", "社会服务", "教育", "文化", "科技研究", "农业及农村发展"))
    own["business_scope"] = chance.choice(
        ("行业调研、业务培训、信息交流、咨询服务", "困难群众帮扶、社区服务、政策宣传", "资助教育，扶助贫困学生")
    )
    own["purpose"] = "遵守宪法、法律、法规和国家政策，践行社会主义核心价值观，服务会员，服务社会"
    own["registration_number"] = (
        f"{chance.choice(('棠', '沅', '渚'))}民{ {'ST': '社', 'MF': '民', 'JJ': '基'}[kind] }证字第{chance.randrange(100, 9999):04d}号".replace(
            " ", ""
        )
    )
    own["entity_form"] = chance.choice(("法人", "法人", "合伙"))
    own["charity_organisation"] = "是" if kind == "JJ" else "否"
    own["public_fundraising"] = "有" if facts.public else "无"
    own["tax_deduction"] = "有" if kind == "JJ" else "无"
    own["assessment_grade"] = chance.choice(("5A", "4A", "3A", "未评估"))
    own["penalty"] = "无"
    own["audit_firm"] = f"{city}{chance.choice(('正衡', '信诚', '中瑞'))}会计师事务所有限公司"
    own["audit_opinion"] = "无保留意见"
    own["prior_conclusion"] = "合格"
    own["conclusion"] = "合格"
    facts.money["registered_capital"] = {"ST": 3, "MF": 5, "JJ": 200}[kind] * chance.choice((1, 2)) * 1_000_000


def _people(facts: Facts, chance: random.Random) -> None:
    own = facts.plain
    own["legal_representative"] = own["president"] = person(chance)
    own["legal_representative_post"] = {"ST": "会长", "MF": "主任", "JJ": "理事长"}[facts.kind]
    own["secretary_general"] = person(chance)
    own["secretary_general_full_time"] = chance.choice(("专职", "兼职"))
    own["council_size"] = chance.randrange(7, 24, 2)
    own["standing_council_size"] = max(int(own["council_size"]) // 3, 3)
    own["supervisors_count"] = chance.choice((1, 3, 5))
    own["leaders_count"] = chance.randrange(3, 10)
    own["leaders_civil_servants"] = own["leaders_over_70"] = 0
    own["leaders_retired"] = chance.randrange(0, 3)
    own["staff_full_time"], own["staff_part_time"] = chance.randrange(3, 30), chance.randrange(1, 12)
    own["staff_total"] = int(own["staff_full_time"]) + int(own["staff_part_time"])
    own["staff_retired"] = chance.randrange(0, 3)
    own["staff_female"] = chance.randrange(1, int(own["staff_total"]))
    own["staff_contracts"] = own["staff_insured"] = own["staff_full_time"]
    own["staff_practising"] = chance.randrange(1, int(own["staff_full_time"]) + 1)
    own["staff_social_workers"] = chance.randrange(0, 4)
    own["accountants"] = 2
    _bands(own, "staff_age", int(own["staff_total"]), chance)
    own["volunteers"] = chance.randrange(5, 400)
    own["volunteer_hours"] = int(own["volunteers"]) * chance.randrange(4, 40)
    own["party_members"] = chance.randrange(3, 12)
    own["party_members_full_time"] = min(chance.randrange(1, 4), int(own["staff_full_time"]), int(own["party_members"]))
    own["party_members_new"] = chance.randrange(0, 2)
    _bands(own, "party_age", int(own["party_members"]), chance)
    own["party_organisation"] = "是"
    own["party_organisation_form"] = chance.choice(("党支部", "联合支部", "临时支部"))
    own["party_instructors"] = min(1, int(own["staff_part_time"]))
    facts.money["party_activity_funds"] = chance.randrange(1, 30) * 100_000
    if facts.kind == "ST":
        own["members_units"], own["members_individuals"] = chance.randrange(40, 300), chance.randrange(20, 200)
        own["members_total"] = int(own["members_units"]) + int(own["members_individuals"])


def _bands(own: dict[str, int | str | float], stem: str, total: int, chance: random.Random) -> None:
    cuts = sorted(chance.randrange(0, total + 1) for _ in range(3))
    for name, low, high in zip(("35", "36_50", "51_60", "60_plus"), (0, *cuts), (*cuts, total), strict=True):
        own[f"{stem}_{name}"] = high - low


def _meetings(facts: Facts, chance: random.Random) -> None:
    own = facts.plain
    own["council_term_years"] = chance.choice((4, 5))
    own["last_election"] = (
        f"{facts.year - chance.randrange(0, 3)}-{chance.randrange(1, 12):02d}-{chance.randrange(10, 28)}"
    )
    own["council_meetings_required"] = 2
    own["council_meetings"] = chance.randrange(2, 5)
    own["general_meetings"] = 1
    own["general_meeting_attendance"] = chance.randrange(45, 200)
    own["standing_council_meetings"] = chance.randrange(2, 5)
    new, gone = chance.randrange(1, 4), chance.randrange(1, 4)
    own |= {"branches_new": new, "branches_new_registered": new, "branches_cancelled": gone}
    own["branches_cancelled_registered"] = gone
    own["branches_total"] = chance.randrange(4, 12)
    own["representative_offices"] = own["special_fund_bodies"] = 0
    own["offices"] = chance.randrange(0, 4)
    own["fee_standard"] = (
        f"会长单位{chance.choice((5000, 10000, 20000))}元/年，会员单位{chance.choice((500, 1000))}元/年"
    )
    own["fee_standard_date"] = f"{facts.year - 1}-06-{chance.randrange(10, 28)}"
    own["fee_standard_meeting"] = chance.choice(("第三届会员代表大会第一次会议", "第二届会员大会"))
    own["fee_standard_filed"] = "是"
    own["projects_count"], own["activities_count"] = chance.randrange(3, 20), chance.randrange(5, 40)
    own["beneficiaries"] = chance.randrange(300, 9000)
    own["trainings_count"], own["training_persons"] = chance.randrange(2, 12), chance.randrange(80, 900)


def _activity(facts: Facts, chance: random.Random, grain: int) -> None:
    money = facts.money
    scale = {"ST": 200_000, "MF": 400_000, "JJ": 3_000_000}[facts.kind]

    def amount(low: float, high: float) -> int:
        return round(chance.uniform(low, high) * scale * 100 / grain) * grain

    for suffix in ("", "_prior"):
        shares = dict.fromkeys(INCOMES, 0)
        wanted = {"ST": ("membership_fees", "services", "donations", "other"), "MF": ("services", "subsidies", "donations", "other"), "JJ": ("donations", "investment", "other")}  # fmt: skip
        for item in wanted[facts.kind]:
            shares[item] = amount(0.01, 0.05) if item == "other" else amount(0.2, 1.2)
            if suffix:  # last year was a little smaller, so that spending is enough against it
                shares[item] = round(money[f"income_{item}"] * chance.uniform(0.7, 0.95) / grain) * grain
        restricted = dict.fromkeys(INCOMES, 0)
        restricted["donations"] = shares["donations"] // (3 * grain) * grain
        for item, total in shares.items():
            _columns(money, f"income_{item}", suffix, total, restricted[item])
        _columns(money, "income_total", suffix, sum(shares.values()), sum(restricted.values()))
        services = shares["services"]
        _columns(money, "income_government_purchase", suffix, services // (2 * grain) * grain, 0)
        income = money[f"income_total{suffix}"]
        parts = {
            "activities": round(income * chance.uniform(0.74, 0.85) / grain) * grain,
            "management": round(income * chance.uniform(0.03, 0.06) / grain) * grain,
            "financing": round(income * chance.uniform(0.0, 0.003) / grain) * grain,
            "other": round(income * chance.uniform(0.0, 0.01) / grain) * grain,
        }
        for item, total in parts.items():
            _columns(money, f"expense_{item}", suffix, total, 0)
        _columns(money, "expense_total", suffix, sum(parts.values()), 0)
        for item, share in (("personnel", 0.3), ("daily", 0.25), ("depreciation", 0.05), ("tax", 0.02)):
            _columns(money, f"expense_{item}", suffix, round(parts["activities"] * share / grain) * grain, 0)
        _columns(money, "expense_management_wages", suffix, round(parts["management"] * 0.6 / grain) * grain, 0)
        transfer = restricted["donations"] // (2 * grain) * grain
        money |= {f"net_assets_transfer{suffix}_unrestricted": transfer, f"net_assets_transfer{suffix}_restricted": -transfer, f"net_assets_transfer{suffix}": 0}  # fmt: skip
        change = income - money[f"expense_total{suffix}"]
        _columns(money, "net_assets_change", suffix, change, money[f"income_total{suffix}_restricted"] - transfer)


def _columns(money: dict[str, int], item: str, suffix: str, total: int, restricted: int) -> None:
    money[f"{item}{suffix}"] = total
    money[f"{item}{suffix}_restricted"] = restricted
    money[f"{item}{suffix}_unrestricted"] = total - restricted


def _balance(facts: Facts, chance: random.Random, grain: int) -> None:
    money = facts.money
    scale = {"ST": 300_000, "MF": 500_000, "JJ": 4_000_000}[facts.kind]

    def amount(low: float, high: float) -> int:
        return round(chance.uniform(low, high) * scale * 100 / grain) * grain

    opening_restricted = amount(0.1, 0.3)
    net = {"unrestricted": amount(1.5, 2.5), "restricted": opening_restricted}
    fixed = amount(0.3, 0.6)
    worn = amount(0.05, 0.12)
    for suffix in ("_opening", ""):
        if not suffix:
            net = {part: value + money[f"net_assets_change_{part}"] for part, value in net.items()}
            worn += amount(0.02, 0.04)
        owed = {
            name: amount(0.01, 0.08) for name in ("payables", "wages_payable", "taxes_payable", "advances_received")
        }
        held = {
            name: amount(0.02, 0.1) for name in ("short_term_investment", "receivables", "prepayments", "inventories")
        }
        total = sum(net.values()) + sum(owed.values())
        lasting = {"long_term_investment_total": amount(0.05, 0.1), "fixed_assets_total": fixed - worn, "intangible_assets": amount(0.01, 0.03)}  # fmt: skip
        current = total - sum(lasting.values())
        values = owed | held | lasting | {
            "cash_and_bank": current - sum(held.values()),
            "current_assets_total": current,
            "fixed_assets_cost": fixed,
            "fixed_assets_depreciation": worn,
            "fixed_assets_net": fixed - worn,
            "assets_total": total,
            "current_liabilities_total": sum(owed.values()),
            "liabilities_total": sum(owed.values()),
            "net_assets_unrestricted": net["unrestricted"],
            "net_assets_restricted": net["restricted"],
            "net_assets_total": sum(net.values()),
            "liabilities_and_net_assets_total": total,
        }  # fmt: skip
        money |= {name + suffix: value for name, value in values.items()}
    grown = money["cash_and_bank"] - money["cash_and_bank_opening"]
    money |= {"cash_investing": -amount(0.01, 0.1), "cash_financing": amount(0.0, 0.02), "cash_fx": 0}
    money["cash_operating"] = grown - money["cash_investing"] - money["cash_financing"]
    money["cash_net_increase"] = grown
    money["year_end_funds"] = money["cash_and_bank"]
    for item in ("income_total", "expense_total", "assets_total", "net_assets_total"):
        money[f"summary_{item}"] = money[item]
    if money["cash_and_bank"] < 0 or money["cash_and_bank_opening"] < 0:
        raise ValueError(f"{facts.name}: no cash left")


def _foundation(facts: Facts, chance: random.Random) -> None:
    """Donations by source, and the spending of a foundation with its two rates."""
    money = facts.money
    donated = money["income_donations"]
    money["donations_total_table"] = money["donations_domestic"] = donated
    money["donations_foreign"] = 0
    money["donations_domestic_persons"] = donated // 4 // 10_000 * 10_000
    money["donations_domestic_organisations"] = donated - money["donations_domestic_persons"]
    money["donations_total_table_in_kind"] = donated // 10 // 10_000 * 10_000
    money["donations_total_table_cash"] = donated - money["donations_total_table_in_kind"]
    money["prior_income_total"] = money["prior_income_adjusted"] = money["income_total_prior"]
    money["prior_net_assets"] = money["net_assets_total_opening"]
    money["charity_spending"] = money["expense_activities"]
    money["wages_expense"] = money["expense_management_wages"]
    money["office_expense"] = money["expense_management"] - money["wages_expense"]
    money["other_expense_spending_table"] = money["expense_financing"] + money["expense_other"]
    base = money["prior_income_adjusted"] if facts.public else money["prior_net_assets"]
    facts.plain["spending_ratio"] = round(100 * money["charity_spending"] / base, 2)
    facts.plain["admin_ratio"] = round(100 * money["expense_management"] / money["expense_total"], 2)
