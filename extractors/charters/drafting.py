"""Checks of the draft itself: numbering, one word for the organisation, clauses kept twice, branches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractors.charters.judging import Judged, Outcome
from extractors.charters.matching import Charter, in_person_context
from extractors.charters.normal import NormalText
from extractors.charters.particulars import named
from extractors.charters.rulemodel import Rule
from extractors.charters.rulepack import rule_pack

_SELF = re.compile(
    r"本(?P<kind>社会团体|团体|社团|协会|商会|学会|研究会|联合会|促进会|基金会|中心|机构|单位|会)(?!员|议|长|计|章|费|届|徽|刊)"
)
_BODY_NAME = (
    r"(?P<name>(?![经由是对向为])[一-鿿]{2,5}?(?:省|市|县|区|州|盟|旗)[一-鿿（）]{2,20}?"
    r"(?:协会|商会|学会|研究会|联合会|促进会|基金会|中心|福利院|养老院|敬老院|老年公寓|护理院|医院|学校|幼儿园|博物馆|美术馆|艺术团))"
)
# A name at the head of a clause, said of its organs, means or duties as a charter does of its own organisation.
_SPOKEN_OF = re.compile(
    rf"(?:(?<=[，。；：\n条])|(?<=加入)|(?<=会是)|(?<=维护)|(?<=执行)|(?<=遵守)|(?<=支持)|(?<=检查)|(?<=经)){_BODY_NAME}(?:的)?(?:会员|财务|遵守|践行|理事会|监事会|最高权力机构|经费|资产|专职|秘书处|章程|宗旨"
    r"|终止|换届|应当?|必须|须|坚持|建立|执行|配备|设立?|接受|不得|每年|每届)"
)
# Words around a name that make it another body's: its supervisor, founder, member.
_OTHER_PARTY = re.compile(r"主管|领导(?:机关|机构|单位)|举办|发起|出资|捐赠|指导|分会|团体会员|上级|合并|脱钩")
_BEFORE, _BEHIND = 16, 8
_OTHER_SELF = re.compile(
    r"(?<![基成资版样原文根日剧脚])本(?P<kind>协会|商会|学会|研究会|联合会|促进会|基金会|(?P<other>公司|企业|中心|养老院|学校|幼儿园|医院))(?!职工|系统|所在)"
)
# How no service organisation calls itself.
_AS_ASSOCIATION = re.compile(r"(?<![基成资版样原文根日剧脚])本(?:会|社团|团体)(?!员|议|长|计|章|费|届|徽|刊|务|场|（)")
_PARTY_CLAUSE = re.compile(
    r"(?:根据|依照|按照|依据)(?:中国共产党章程|党章)(?:的)?(?:有关|相关)?(?:规定)?[^。；\n]{0,6}(?:设立|建立|成立)(?:中国共产党|党)的?(?:基层)?组织"
)
_SAID_ONCE = (
    _PARTY_CLAUSE,
    re.compile(r"坚持中国共产党的?(?:全面)?领导"),
    re.compile(r"为党组织的?(?:开展)?活动提供[^。；，\n]{0,4}必要"),
    re.compile(r"践行社会主义核心价值观"),
)
# Said twice only where both stand in the general provisions: a chapter on the Party says it again.
_PARTY_SET_UP = re.compile(
    r"(?:设立|建立|成立|组建)(?:健全)?(?:中国共产党|党)的?(?:基层|各级)?(?:组织|支部)(?!的|作为|条件)"
)
_LONG_SENTENCE = re.compile(r"(?:第[^条\n]{1,6}条)?(?P<words>[^。；！？\n]{24,})")  # shorter ones may be alike
_BRANCH = re.compile(
    r"(?:设立|设有|成立|建立|开设|开办|组建|增设|下设|设)(?:(?!不|未|无)[^。；，\n]){0,16}?(?:分支机构|代表机构|代表处|分会|分中心|分校|分园|分院|分馆|分所|分部|分站|分店|连锁店|加盟店|教学点|办事处|联络处)"
)
# What an association sets up in a place, whatever it calls it.
_OUTPOST = re.compile(
    r"(?:设立|设有|成立|建立|开设|组建|增设|下设|设)(?:(?!不|未|无)[^。；，\n]){0,10}?(?:服务站|工作站|联络[站点]|工作委员会|支会)"
)
_REGIONAL = re.compile(
    r"在[^，。；\n]{0,16}(?:园区|街道|乡镇|[镇乡村]|社区|外地|[省市县][内外]外?)[^，。；\n]{0,8}(?:设|成立|建)|"
    r"(?:各|在)[^，。；\n]{0,8}(?:区县?|县区?|市|乡镇|街道|省|地)[^，。；\n]{0,8}(?:设|成立|建)|地域性|地区性"
    r"|(?:按|以)(?:照)?(?:行政区[域划]|县|区|市|乡镇|街道)(?:[^，。；\n]{0,6}单位)?[^，。；\n]{0,4}(?:设|建|组建|划分|成立)"
    r"|(?:设立?|成立|建立?)[^，。；\n]{0,4}(?:区|县|市|乡镇|街道|乡|镇|村|社区|省|州)级?(?:分会|分支|代表机构|办事处)$"
    r"|按片区?[^，。；\n]{0,4}(?:设|建|划分|成立)|设[^，。；\n]{0,4}[东西南北中]片"
    r"|冠以[^，。；\n]{0,6}(?:地名|区划名)"
    r"|以[^，。；\n]{0,10}(?:县|区|市|省|乡|镇|街道|地名|行政区划|所在地)[^，。；\n]{0,8}(?:命名|冠名|为名)"
    r"|(?:县|区|市|省|乡|镇|街道|盟|旗)(?:（[^）\n]{1,4}）)?，?(?:可以?|均可|应当?)[^，。；\n]{0,4}(?:设立|成立|组建|建立)"
)
_BRANCH_BODY = r"(?:分支机构|代表机构|分会|专业委员会|(?:专业|工作|专门|专题)(?:委员会|组)|研究组|学组|分部)"
_BELOW = rf"(?:{_BRANCH_BODY}|小组|工作站|支会|办事处|联络(?:站|处|点|机构))"
_LEGAL_PERSON = re.compile(
    rf"{_BRANCH_BODY}(?:(?!不|无|没有|未|非|由|会员|单位|企业|依托|挂靠)[^。；\n]){{0,16}}?(?:(?:具有|具备|取得|享有|拥有)[^。；，\n]{{0,6}}法人(?:资格|地位)(?!的)"
    r"|登记为[^。；，\n]{0,6}(?:法人|民办非企业单位|社会服务机构|社会团体|企业)|独立(?:承担|负担)[^。；，\n]{0,4}(?:民事|法律)责任)"
)
_OWN_CHARTER = re.compile(
    rf"{_BRANCH_BODY}[^。；，\n]{{0,4}}(?:可以?|应当?)(?:(?:自行|另行|单独)?(?:制定|制订|订立)|有|拥有)(?:自己|各自|本机构|专门)?的?章程"
)
_SELF_RUN = re.compile(
    rf"{_BRANCH_BODY}(?:(?!不|无|未|由本|纳入)[^。；\n]){{0,16}}?(?:独立核算|自负盈亏|自主经营|(?:单独|独立|自行)(?:对外)?(?:签订?|订立)[^。；，\n]{{0,4}}合同"
    r"|(?:自行|单独|独立)(?:发展会员|收取会费|收费|开户|开立|管理[^。；，\n]{0,4}(?:经费|财务|资金))|自主支配|风险自担"
    r"|刻制[^。；\n]{0,8}(?:开立|开设)[^。；，\n]{0,4}账户|由[^。；，\n]{0,8}(?:企业|公司|个人)(?:承办|承包|经营)"
    r"|收取[^。；，\n]{0,4}(?:会费|管理费|入[^。；，\n]{1,2}费))"
    rf"|{_BRANCH_BODY}[^。\n]{{0,30}}不(?:受|接受)本[^。；，\n]{{1,4}}的?(?:管理|领导|监督)"
)
_SUB_BRANCH = re.compile(
    rf"{_BRANCH_BODY}(?:之?下|内部?|(?:经[^。；，\n]{{2,14}}，)?可以?)(?:(?!不|无|未)[^。；，\n]){{0,6}}?(?:设立|设置|再设|下设|设|建立|成立)"
    rf"(?:(?!不|组织机构)[^。；，\n]){{0,12}}{_BELOW}"
)
_HEDGED_BRANCH = re.compile(
    r"(?:原则上|一般|通常)(?:暂|再|应)?不(?:再|得|宜)?(?:设|设立|下设|成立|建立)[^。；，\n]{0,8}(?:分支|代表机构|分会|分校|分部)"
)
# 擅自设立分支机构的，一律无效
_REFUSED = re.compile(
    r"[^。；，\n]{0,16}(?:，(?:或者?|以及|及)[^。；，\n]{0,40})?的，[^。；，\n]{0,6}(?:一律|均|都|概)?(?:不予|无效|不得|不许|禁止|不设|撤销)"
)
_NOT = re.compile(
    r"(?:不得|不能|不(?!足|满|少于|超过|低于)|禁止|严禁)[^，。；\n]{0,14}$|不(?:得|在|以|向)[^，。；\n]{0,30}$"
)
_ALIEN = {"社会团体": "ALIEN_ASSOCIATION", "民办非企业单位": "ALIEN_SERVICE", "基金会": "ALIEN_FOUNDATION"}
_NUMBERS = {
    "number_lost": "{last}之后有一条没有序号。",
    "number_repeated": "{number}的序号与前文重复或者倒退（前一条为{last}）。",
    "number_skipped": "{last}之后是{number}，中间缺了序号。",
}
_ALIEN_NOTE = "“{words}”是别类社会组织章程的用语，请按本组织的类型改写。"
# 由举办者推选 is told of as 举办者推选, 会员大会是 as 会员大会
_AROUND_WORDS = re.compile("^[经由报按]|[是的]$")
_SAME_NAME = 85.0  # slips and scanning errors in a name stay above
_LEAST = 3  # fewer uses of a second word are slips in quoted or official wording


def check_numbering(rule: Rule, charter: Charter, _: Judged) -> Outcome:
    """Article numbers run on without gaps, repeats or losses."""
    units = charter.normal.units
    last: int | None = None
    before: str | None = None
    if all(u.provision.number for u in units) and not any((u.provision.number or "").startswith("第") for u in units):
        return Outcome("satisfied")  # decimal or list numbers throughout
    for unit in units:
        number, value = unit.provision.number, unit.provision.value
        if number is None or not number.startswith("第"):
            code = "number_lost"
        elif last is not None and value is not None and value != last + 1:
            code = "number_repeated" if value <= last else "number_skipped"
        else:
            last, before = (value, number) if value is not None else (last, before)
            continue
        where = _NUMBERS[code].format(number=number, last=before) if before else ""
        note = where + rule.suggestion.get(charter.org_type, "")
        return Outcome("violated", (code,), (unit.body, unit.end), note=note)
    return Outcome("satisfied")


def check_subject(rule: Rule, charter: Charter, _: Judged) -> Outcome:
    """One word for the organisation throughout; 本会 beside 本协会 or 本团体 is a defect when both are used often,
    the name of another organisation or organs of another kind of organisation in the place of its own always."""
    own = named(charter.normal)
    stranger = _stranger(charter, own) if own else None
    if stranger:
        start, end = stranger
        name = charter.normal.text[start:end]
        wanted = charter.titled if name == own else own
        return Outcome(
            "violated", ("other_name",), stranger, note=f"“{name}”不是“{wanted}”，请核对组织名称并全文统一。"
        )
    slip = _other_self(charter, own) if own else None
    if slip:
        words = charter.normal.text[slice(*slip)]
        return Outcome(
            "violated", ("subject_mismatch",), slip, note=f"“{words}”与组织名称“{own}”不符，请全文统一自称。"
        )
    alien = rule_pack().pattern(_ALIEN[charter.org_type]).search(charter.normal.text)
    if alien:
        words = _AROUND_WORDS.sub("", alien.group())
        return Outcome("violated", ("other_kind",), alien.span(), note=_ALIEN_NOTE.format(words=words))
    places: dict[str, list[tuple[int, int]]] = {}
    for found in _SELF.finditer(charter.normal.text):
        places.setdefault("本" + found.group("kind"), []).append(found.span())
    counts = Counter({word: len(spans) for word, spans in places.items()})
    common = sorted(counts, key=lambda word: (-counts[word], word))
    if len(common) < 2 or (len(common) < 3 and counts[common[1]] < _LEAST):
        return Outcome("satisfied")
    note = (
        "全文自称不一致：" + "、".join(f"“{word}”{counts[word]}处" for word in common) + f"，建议统一为“{common[0]}”。"
    )
    return Outcome("violated", ("subject_mismatch",), places[common[1]][0], note=note)


def check_duplicate(rule: Rule, charter: Charter, _: Judged) -> Outcome:
    """The sentences on the Party and on the core values stand once, not in an old and a new wording, and no provision twice."""
    normal = charter.normal
    for pattern in _SAID_ONCE:
        found = [m.span() for m in pattern.finditer(normal.text) if _of_itself(normal, m.start())]
        if len(found) > 1:
            return Outcome("violated", ("duplicate_clause",), found[1])
    general = [
        m.span()
        for m in _PARTY_SET_UP.finditer(normal.text)
        if charter.is_general(normal.unit_at(m.start())) and _of_itself(normal, m.start())
    ]
    apart = [span for span in general if normal.sentence(span[0])[0] != normal.sentence(general[0][0])[0]]
    if apart:
        return Outcome("violated", ("duplicate_clause",), apart[0])
    known: set[str] = set()
    for sentence in _LONG_SENTENCE.finditer(normal.text):
        if sentence["words"] in known:
            return Outcome("violated", ("duplicate_clause",), sentence.span("words"))
        known.add(sentence["words"])
    return Outcome("satisfied")


def _of_itself(normal: NormalText, start: int) -> bool:
    """Whether words are said of the organisation: not asked of persons, nor quoted."""
    unit = normal.unit_at(start)
    quoted = normal.text.count("“", unit.start, start) > normal.text.count("”", unit.start, start)
    return not quoted and not in_person_context(normal, unit, start)


def check_branches(rule: Rule, charter: Charter, _: Judged) -> Outcome:
    """No branches of a service organisation; of an association none by region, none that is a legal person or has a charter
    of its own, none below another (条例 第十三条, 第十七条). All that is wrong is named, the first place is shown."""
    normal = charter.normal
    if charter.org_type == "民办非企业单位":
        faults = [("branch", span) for span in _opened(normal)]
    else:
        opened = (*_opened(normal), *_opened(normal, _OUTPOST))
        faults = [("regional_branch", span) for span in opened if _is_regional(normal, span)]
        faults += _overgrown(normal)
    faults.sort(key=lambda fault: fault[1])
    if not faults:
        hedged = _HEDGED_BRANCH.search(normal.text)
        return Outcome("partial", ("hedged",), hedged.span()) if hedged else Outcome("satisfied")
    return Outcome("violated", tuple(dict.fromkeys(defect for defect, _ in faults)), faults[0][1])


def _opened(normal: NormalText, branch: re.Pattern[str] = _BRANCH) -> Iterator[tuple[int, int]]:
    """Where a branch is set up, not forbidden nor asked of persons."""
    for found in branch.finditer(normal.text):
        unit = normal.unit_at(found.start())
        before = normal.text[max(found.start() - 32, unit.start) : found.start()]
        refused = _NOT.search(before) or _REFUSED.match(normal.text, found.end())
        if not refused and not in_person_context(normal, unit, found.start()):
            yield found.span()


def _is_regional(normal: NormalText, span: tuple[int, int]) -> bool:
    clause = normal.text[max(normal.sentence(span[0])[0], normal.unit_at(span[0]).body) : span[1]]
    return _REGIONAL.search(clause) is not None and not re.search(r"不[^，。；\n]{0,6}地域性", clause)


def _overgrown(normal: NormalText) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where a branch is to be a legal person, to have branches of its own or a charter of its own."""
    overgrown = (
        (_LEGAL_PERSON, "legal_person"),
        (_SUB_BRANCH, "sub_branch"),
        (_OWN_CHARTER, "own_charter"),
        (_SELF_RUN, "self_run"),
    )
    for pattern, defect in overgrown:
        for found in pattern.finditer(normal.text):
            refused = _NOT.search(normal.text[max(found.start() - 12, 0) : found.start()])
            if not refused and not _REFUSED.match(normal.text, found.end()):
                yield defect, found.span()


def _stranger(charter: Charter, own: str) -> tuple[int, int] | None:
    """Where the charter gives itself another name than in its title, or speaks of another organisation as of its own:
    a name left in from the text that was copied."""
    from rapidfuzz import fuzz

    normal = charter.normal
    title = charter.titled
    if title and title not in own and own not in title and fuzz.ratio(title, own) < _SAME_NAME:
        start = normal.text.index(own)
        return start, start + len(own)
    for found in _SPOKEN_OF.finditer(normal.text):
        name = found.group("name")
        told = [
            normal.text[max(at.start() - _BEFORE, 0) : at.end() + _BEHIND]
            for at in re.finditer(re.escape(name), normal.text)
        ]
        if name not in own and own not in name and not any(_OTHER_PARTY.search(words) for words in told):
            return found.span("name")
    return None


def _other_self(charter: Charter, own: str) -> tuple[int, int] | None:
    """Where the charter of a 院 says 本中心 or 本公司: a kind of body that its name is not, left in from another text."""
    if charter.org_type == "民办非企业单位" and (as_association := _AS_ASSOCIATION.search(charter.normal.text)):
        return as_association.span()
    for found in _OTHER_SELF.finditer(charter.normal.text):
        # 本学校 in the charter of a school's foundation is the school.
        if found["other"] not in (None, "中心") and charter.org_type != "民办非企业单位":
            continue
        if found["kind"] not in own and charter.normal.text.count(found.group()) < _LEAST:
            return found.span()
    return None
