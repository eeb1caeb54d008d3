"""The rules that no list of wordings can express: terms of office, blanks, the place of the Party clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpora.structure.provisions import numeral
from extractors.charters.hedging import hedged
from extractors.charters.judging import Judged, Outcome
from extractors.charters.matching import Charter
from extractors.charters.normal import NormalText
from extractors.charters.rulemodel import Rule

_N = r"[0-9]{1,2}|[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}"
_TERM = re.compile(
    rf"(?:任期|任职(?:期限|年限)|每届|届期)(?!届满|内|期满|为止)：?[^，。；：\n\d一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾_×]{{0,10}}(?P<a>{_N})(?:（或?(?:{_N})）)?(?:(?:至|-|—|~|到|—)(?P<b>{_N}))?(?:个)?年"
    rf"|(?:任期|每届|届期)(?!届满)[^，。；：\n\d一二三四五六七八九十]{{0,10}}(?P<months>\d{{1,3}}|[一二三四五六七八九十百]{{1,5}})个月"
    rf"|一届[^，。；：\n\d一二两三四五六七八九十]{{0,3}}(?P<d>{_N})年"
    rf"|(?:每|满)?(?P<c>{_N})(?:（(?:{_N})）)?年(?:为)?(?:一届|换届|改选|一任|换一次届|选举一次|一换|[^，。；\n]{{0,6}}(?:换届|改选)|(?:召开|举行|开)一次[^。；\n]{{0,12}}(?:换届|改选))"
)
_BLANK_TERM = re.compile(
    r"(?:任期|每届)(?:任期)?(?:为|是|均为)?(?:[_×xX*＿]+|（）|【[^】\n]{0,10}】|…+|[NnM])?年(?![年度至初底来内终])"
)
_ENDLESS = re.compile(
    r"任期(?:为|是)?(?:不限|不受限制|没有限制|长期|无限期|终身)|任期(?:到|至)[^，。；\n]{0,8}(?:辞任|辞职|退休|去世|离职|年满)[^，。；\n]{0,4}(?:为止|止)|(?:任期|任职)[^。；，\n]{0,4}不受[^，。；\n]{0,4}(?:届次|届数|任期|年限)[^，。；\n]{0,3}限制|(?:的|者|人|员|长|职)，?(?:可以?)?不受任期[^，。；\n]{0,6}(?:限|约束)|，不受[^，。；\n]{0,6}任期的?(?:限制|约束)|任期无限制|终身任职|终身担任|实行终身制|(?:不设|无|没有|不限)(?:固定)?任期(?!届)|"
    r"(?:长期|终身)担任(?:会长|理事长|院长|校长|理事|主任)"
)
# 任期一般为四年，可以顺延; a term that is put off by the rules (延期换届) is another rule's.
_STRETCHED = re.compile(
    rf"任期(?:一般|原则上|大致|大约)(?:为|是)?(?:{_N})年|任期[^。；\n]{{0,24}}(?:可以?|均可)(?:适当|自动|酌情)?(?:顺延|自动延续|自动续任)"
    r"|任期[^。；\n]{0,12}期?满(?:后|的)?，?(?:自动|自然)(?:续任|连任|顺延|延续|留任)"
    r"|(?<!延期)(?<!提前)(?<!推迟)换届(?:的)?(?:时间|期限|年限)由[^。；，\n]{2,14}(?:决定|确定|商定|掌握)|任期[^。；，\n]{0,6}(?:由|根据)[^。；，\n]{2,14}(?:决定|确定|商定|另定)"
)
# A lower bound alone leaves the term without end: 任期不少于三年.
_LOWER_BOUND = re.compile(
    rf"任期[^，。；\n]{{0,4}}(?:不少于|不低于|不短于|至少|最短(?:为|是)?)(?:{_N})年(?![^。；\n]{{0,12}}(?:不超过|最长|不多于|至多|以下))"
)
# An extension that makes a term longer than five years; two terms together (连任、累计) may be longer.
_EXTENDED = re.compile(rf"(?:延长|延期)[^。；：\n]{{0,50}}?(?:最长|总共|合计)?(?:不得?超过|至)(?P<years>{_N})年")
_TERMS_TOGETHER = re.compile(r"连任|累计|连续|两届")
_NEGATED = re.compile(r"(?:不得|不|禁止|废除)[^，。；\n]{0,6}$")
# A secretary general who is hired, not elected, may stay (行业协会商会章程示范文本), and so may who is honorary.
_HIRED = re.compile(r"(?:聘[任用]|招聘)[^。；\n]{0,16}秘书长|秘书长[^。；\n]{0,12}(?:聘[任用]|招聘)|名誉|荣誉|顾问")
# A body that is elected anew "on time", without a number of years.
_UNNUMBERED = re.compile(
    r"(?P<body>会员(?:（代表）|代表)?大会|理事会|董事会)(?:(?!不|未|无)[^。；，\n]){0,8}?(?:按期|定期|按时|如期|适时)(?:进行|组织|予以)?换届"
)
_COUNCIL_TERM = r"理事(?!长)|董事(?!长)"
_OWN_TERM = r"本[^，。；\n]{1,4}每届"
# Whose term it is: the body that its clause or, where that names none, its sentence speaks of first.
_BODY = re.compile(
    r"(?P<assembly>会员(?:（代表）|代表)?大会)|(?P<head>(?<!副)(?:会长|理事长|董事长))|(?P<council>(?<!常务)(?:理事|董事)(?!长))"
    r"|(?P<supervisors>监事(?!长))"
)
_PASSING = re.compile(r"首届|第一届|聘|过渡|筹备|延")  # a term that is another by right
_CLAUSE = 40
_MAXIMUM_YEARS = 5


def check_term(rule: Rule, charter: Charter, _: Judged) -> Outcome:
    """Terms of office: satisfied when stated and at most five years (基金会管理条例 第二十条)."""
    text = charter.normal.text
    for found in _ENDLESS.finditer(text):
        clause = text[max(found.start() - _CLAUSE, 0) : found.start()]
        if not _NEGATED.search(clause[-8:]) and not _HIRED.search(clause):
            return Outcome("violated", ("no_limit",), found.span())
    for found in _EXTENDED.finditer(text):
        if (numeral(found.group("years")) or 0) > _MAXIMUM_YEARS and not _TERMS_TOGETHER.search(found.group()):
            return Outcome("violated", ("too_long",), found.span())
    open_ended = _LOWER_BOUND.search(text)
    if open_ended:
        return Outcome("violated", ("no_limit",), open_ended.span())
    stated: list[tuple[int, int]] = []
    for found in _TERM.finditer(text):
        if _years(found) > _MAXIMUM_YEARS:
            return Outcome("violated", ("too_long",), found.span())
        stated.append(found.span())
    stretched = _stretched(charter.normal)
    if stretched:
        return Outcome("partial", ("stretched",), stretched)
    blank = _BLANK_TERM.search(text)
    if blank:
        return Outcome("violated", ("blank",), blank.span())
    if not stated:
        return Outcome("missing", ("missing_term",))
    faults = {
        "missing_years": _unnumbered(charter.normal, stated),
        "contradictory": _contradiction(charter.normal),
        "hedged": next((span for term in stated if (span := hedged(rule, charter.normal, *term))), None),
    }
    for defect, span in faults.items():
        if span:
            return Outcome("partial", (defect,), span)
    return Outcome("satisfied", (), stated[0])


def _years(found: re.Match[str]) -> float:
    """The years of a term (of a range its end), of one in months their part of a year; 0 where no number is told."""
    years, months = (max(numeral(found.group(g) or "") or 0 for g in groups) for groups in ("abcd", ("months",)))
    return years or months / 12


def _stretched(normal: NormalText) -> tuple[int, int] | None:
    """Where a term may be put off by those who hold it; that of a secretary who is hired is his contract's."""
    for found in _STRETCHED.finditer(normal.text):
        if not _HIRED.search(normal.text, *normal.sentence(found.start())):
            return found.span()
    return None


def _contradiction(normal: NormalText) -> tuple[int, int] | None:
    """Where a body is given another term than further up."""
    known: dict[str, float] = {}
    for found in _TERM.finditer(normal.text):
        start = normal.sentence(found.start())[0]
        sentence = normal.text[start : found.end()]
        before = normal.text[start : found.start()]
        clause = before.rpartition("，")[2]
        body = _BODY.search(clause or before)
        years = _years(found)
        if body is None or not years or found.group("b") or _PASSING.search(sentence):
            continue
        if known.setdefault(body.lastgroup or "", years) != years:
            return found.span()
    return None


def _unnumbered(normal: NormalText, stated: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Where a body is to be elected anew without a number of years, and no sentence with a term speaks of it."""
    told = [normal.text[slice(*normal.sentence(start))] for start, _ in stated]
    for found in _UNNUMBERED.finditer(normal.text):
        body = "大会" if found.group("body").endswith("大会") else _COUNCIL_TERM
        if not any(re.search(f"{body}|{_OWN_TERM}", sentence) for sentence in told):
            return found.span()
    return None


def check_position(rule: Rule, charter: Charter, judged: Judged) -> Outcome:
    """Party sentence and values sentence both in the general provisions (民函〔2019〕54号)."""
    party = [
        hit
        for name in ("party.leadership", "party.organisation", "party.conditions")
        for element, hit in judged[name].hits.items()
        if judged[name].verdict in ("satisfied", "partial") and element != "basis"
    ]
    values = [h for h in (judged["party.core_values"].hits.get("values"),) if h]
    if judged["party.core_values"].verdict not in ("satisfied", "partial"):
        values = []
    if not party and not values:
        return Outcome("missing", ("missing_both",), note=_to_write(rule, charter, judged, [False, False]))
    good = [any(charter.is_general(hit.unit) for hit in group) for group in (party, values)]
    placed = [hit for hit in party + values if charter.is_general(hit.unit)]
    strayed = [hit for hit in party + values if not charter.is_general(hit.unit)]
    deciding = (strayed or placed)[0]
    span = (deciding.start, deciding.end)
    if all(good):
        return Outcome("satisfied", (), (placed[0].start, placed[0].end))
    defects = [] if not strayed else ["wrong_chapter"]
    if not party:
        defects.append("values_only")
    if not values:
        defects.append("party_only")
    note = _to_write(rule, charter, judged, good)
    return Outcome("partial" if any(good) else "violated", tuple(defects), span, note=note)


def _to_write(rule: Rule, charter: Charter, judged: Judged, good: Sequence[bool]) -> str | None:
    """What is to be written into the general provisions: of the Party sentence and the values sentence what is not there.

    None where the rule suggests something else than these two sentences."""
    lead, *sentences = re.split("(?=“)", rule.suggestion.get(charter.org_type, ""))
    if len(sentences) != len(good):
        return None
    completed = judged["party.core_values"].note
    if completed and not good[1]:
        return ("" if good[0] else lead + sentences[0]) + completed
    return lead + "".join(sentence for sentence, there in zip(sentences, good, strict=True) if not there)


_W = "[ 　\\t\xa0]"
_UNIT_WORD = r"(?:名(?![称誉单])|人|年|万元|元|届|次|省|市|区|县|路|号|月|日)"
_NOTE = re.compile(
    r"(?P<note>【[^】\n]{0,80}(?:填写|选择|可选|说明|注：|注:|删除|如有|可根据|示范|范本|任选|自行|请|其一|/|／|数额|详细地址|选填|应当)[^】\n]{0,80}】"
    # what this program's own suggestions leave to be filled in
    r"|(?<=[一-鿿：，）])【(?:[^】\n]{0,14}(?:人数|名称|全称|条件|层次|捐赠人|不超过|不低于|不少于|行政区域)[^】\n]{0,30}|业务|宗旨|全日制等"
    r"|[0-9]{1,3}至[0-9]{1,3}名|理事长（[^】\n]{1,20}）|基金会、社会团体或者社会服务机构)】"
    # what a template says about a clause: （此条为必备条款，不得修改）, 每届五年（不超过五年）
    # one of two: 任期3（或4）年, 会长（或理事长）
    r"|(?<=[\d一二三四五六七八九十])[（(]或者?[\d一二三四五六七八九十]{1,3}[）)]|(?<=[长任事])[（(](?:或者?)(?:会长|理事长|院长|校长|园长|主任|董事)[）)]"
    r"|[（(][^（）()\n]{0,20}(?:必备条款|示范文本|必填|不得(?:修改|删改|更改)|不可删)[^（）()\n]{0,20}[）)]|[（(](?:最长)?不得?超过[\d一二三四五]{1,2}年[）)]"
    # what a template asks for in brackets: 【举办者姓名】
    r"|【[^】\n]{0,16}(?:姓名|地址|住所|电话|邮编|金额|数额|日期|职务|人数|名称|全称|单位名|行政区划)】"
    r"|[（(](?:可选|选填|必填|此处|请|填写|任选|二选一|三选一|注[:：]|示例|(?:起草|条文|修改|编写)?说明[:：]|根据实际|按实际|视情|据实|如无|可删|选择)[^）)\n]{0,400}[）)]"
    r"|[（(][^（）()\n]{0,30}(?:可选|选填|任选其一|可删除|可不写|据实填写|自行填写)[^（）()\n]{0,12}[）)]"
    r"|[（(][^（）()\n]{0,40}(?:(?<!申)请(?:自行)?(?:删|填)|(?:应|须|需|可)(?:予以)?删(?:除|去)"
    r"|(?:参照|参考|对照|按照?|根据|依照)[^（）()\n]{0,6}(?:文本|模板|范本|样本|实际(?:情况)?)[^（）()\n]{0,4}(?:填写|改写|填报|修改))[^（）()\n]{0,20}[）)]"
    r"|(?m:^[ 　\t]*(?:注|填写说明|编写说明|起草说明|备注)[:：][^\n]{2,80})"
    r"|(?m:^[ 　\t]*[（(][一二三四五六七八九十\d]{1,2}[）)][ 　]*(?:…+|\.{3,}|·{3,})[；;。]?[ 　]*$))"
)
_BLANK = re.compile(
    r"(?P<underline>[_＿﹍]{2,})|(?<![0-9×])×{2,}|(?<=[0-9])×{2,}(?=[年月日元万名人])|×(?=[年月日名人届次市省县区路号个协学商研基中])|(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|[○◯〇]{2,}(?=[市县区省协学商研基镇街路公局])"
    rf"|【{_W}*】|\[{_W}*\]|〔{_W}*〕|[（(]{_W}*[）)]|□|(?<=[一-鿿])\*{{2,}}(?=[市县区路协学商局年月日名])|某某"
    rf"|(?<![\d一二三四五六七八九十〇零○]){_W}+年{_W}+月(?:{_W}+日)?|第{_W}+[届次]"
    rf"|(?<=[是为在由：:于]){_W}{{2,}}(?=[，。；;,]|$)|(?<=[一-鿿])(?<![条條章节節款]){_W}{{2,}}(?={_UNIT_WORD})"
    r"|(?:…+|\.{3,})(?=[年月日名届元])|(?:(?<=每届)|(?<=任期)|(?<=[由共]))[NＮ](?=[年名人])|(?<=[是为由：:于在])[（(][^（）()\n]{1,20}(?:全称|名称|姓名|地址|数字|人数|金额|日期)[）)]"
    r"|待(?:填写?|补充|定|补)(?=[，。；）\n]|$)|(?:任期|由|共)年(?=[，。；])",
    re.MULTILINE,
)
_FILLED = re.compile(r"[_＿]{2,}(?P<words>[^\n_＿，。；、]{1,24}?)[_＿]{2,}")
_UNITS_ONLY = re.compile(r"^(?:年|月|日|届|次|名|人|万元|元|个|市|省|县|区|路|号|第|和|及)+(?:第|月|日|年)?$")
_CAPTION_BEFORE = re.compile(r"第[^\n条]{1,8}条[ 　\t\xa0*]*$")
_REGION_BEFORE = 400


def _filled_spans(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _FILLED.finditer(text) if not _UNITS_ONLY.match(m.group("words").strip())]


def blanks(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Blanks and drafting notes of a span of a text: start, end and the defect (``blank`` or ``template_note_left``)."""
    filled = _filled_spans(text[start:end])
    out: list[tuple[int, int, str]] = []
    for found in _NOTE.finditer(text, start, end):
        caption = text[found.start()] == "【" and _CAPTION_BEFORE.search(
            text[max(found.start() - 16, 0) : found.start()]
        )
        if not caption:
            out.append((found.start(), found.end(), "template_note_left"))
    notes = [(a, b) for a, b, _ in out]
    for found in _BLANK.finditer(text, start, end):
        at = found.start() - start
        if any(a <= at < b for a, b in filled) or any(a <= found.start() < b for a, b in notes):
            continue
        out.append((found.start(), found.end(), "blank"))
    return sorted(out)


def charter_span(text: str, normal: NormalText) -> tuple[int, int]:
    """Where the charter stands in its document: from its title line to its last provision."""
    first = normal.units[0].provision.start
    last = normal.units[-1].provision.end
    front = text[:first]
    at = -1
    for found in re.finditer(r"[^\n]{2,50}章程[^\n]{0,30}(?=\n|$)", front):
        at = found.start()
        break
    begin = at if at >= 0 and first - at <= _REGION_BEFORE * 5 else max(0, first - _REGION_BEFORE)
    return begin, last
