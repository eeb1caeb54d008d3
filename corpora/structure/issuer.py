"""The body that issues a document: as declared, signed, named in the head, speaking, or carried by a newspaper."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from corpora.structure.dates import find_dates
from corpora.structure.lines import words
from corpora.structure.masthead import Masthead

_LABEL = re.compile(
    r"(?:发布机构|发布单位|发文机关|制发机关|制发单位|公开单位|发文单位|印发机关)\s*+[:：]?\s*+([^\s:：，。；|]{3,30})"
)
_REPORTED = re.compile(r"^(?:填报|报送|编制|报告|公告|公示)(?:单位|机关|机构)\s*[:：]\s*([^\s:：，。；|]{4,30})")
_NAME = "[一-龥（）()“”、·]"
_TITLE_OFFICE = re.compile(
    rf"({_NAME}{{1,30}}?(?:民政局|民政厅|[一-龥]{{2}}局|[一-龥]{{2}}厅|民政部|委员会|办公室|办公厅|人民政府|办事处|管委会|党工委|社会工作部|总会|协会|学会|商会|基金会|联合会|促进会|研究会|慈善会|红十字会|中心|孵化园|基地|医院|学校|公寓|专班|工作组)(?:等[一-龥\d]{{1,4}}部门)?)"
    r"(?=关于|印发|转发|(?:19|20)\d\d|[一二][〇○０零]|年度|第[一二三四五六七八九十]|[一二三四五六七八九十]届|换届|[一-龥]{0,6}(?:工作)?(?:总结|小结|汇报|报告|要点|通知|公告|通告|通报|简报|白皮书|年报|简况))"
)
_YEAR = re.compile(r"^(?:19|20)\d\d年(?:度|上半年)?")
_ACTING = re.compile(r"([一-龥]{2,7}?[省市县区州盟旗](?:民政|行政审批服务|社会组织管理)[局厅])(?=[一-龥：:])")
_TOLD_BY = re.compile(r"[（(](?:据|来源[:：]|供稿[:：])\s*([一-龥]{4,20})[）)][\s|。]*$")
_SPEECH = re.compile(r"^(?:——)?在(?=.*(?:上的|上))")
_ROLE = re.compile(
    r"(?:党[组委]|党总?支部|常务|代)*(?:副?书记|副?[局厅会院校园处科部县市区镇乡]长|副?理事长|副?主任|副?秘书长|调研员|负责人|监事长|总经理|所长)"
)
_EDITED = re.compile(r"(?:编印?|编发|供稿|发布|印发|整理|报送)$")
_KIND_BEHIND = re.compile(r"[（(](?:通报|公告|通告|公示|简报|文件|函)[）)]$")
_SOURCE = re.compile(
    r"(?:(?<![料据片])来\s*源(?!于|为|不|标)|稿源|转自|信息来源|文章来源)\s*[:：｜|丨]?\s*《?([^\s》，。；;|｜:：）)]{2,24})"
)
# What a site says of the sources of all its pages.
_DISCLAIMER = re.compile(r"声明|凡本|凡注|注明|未标|本[网站]|转载|版权|侵权")
# What stands for a source and names nobody.
_NOBODY = re.compile(
    r"本[站网刊报]|互联网|网络|网上|原创|转载|未知|不详|佚名|管理员|信息中心|办公室|综合|其他|.*(?:编辑|小编)|(?:阅读|点击|浏览|访问|作者|责编|字[体号]|发布|日期|时间|打印|分享|\[).*"
)
# 据新华社电 is what another wrote, here told shortly.
_DATELINE = re.compile(
    r"^(?:《?(?!据|综合)([一-龥]{2,12}?(?:报|网|社|周刊|融媒体中心|电视台))》?)(?:[一-龥]{0,6}\d{1,2}月\d{1,2}日)?(?:讯|[电])"
)
_REPORTER = re.compile(r"^[□■○●◆]?\s*([一-龥]{2,10}(?:报|网|社|周刊|融媒体中心|电视台))(?:首席|见习|特约)?记者")
_QUOTED = re.compile(r"《([一-龥]{2,12}(?:报|周刊|通讯)|[一-龥]{2,12}》杂志)》?(?=杂志|\s?[（(]?\s?(?:19|20)\d\d年)")
_ISSUE_OF = re.compile(r"《([一-龥]{2,12})》[ \u3000]?(?:19|20)\d\d年\d{1,2}(?:月[刊号]|期)")
# An account or a magazine with the day of the piece above it or below its headline: 鲸湾发布 2022-03-15
_POSTED_BY = re.compile(
    r"^([一-龥]{2,10}(?:周刊|月刊|观察|发布|在线|[日晚早时晨]报|之声))(?:[ \u3000]+|[ \u3000]*[|｜][ \u3000]*)(?:19|20)\d\d[-.年]"
)
_FOOTER = re.compile(
    r"(?:主办(?:单位|机关)?|版权所有|承办单位|供稿(?:单位)?)\s*[:：]?\s*([一-龥（）]{4,30})|^([一-龥]{4,30})供稿"
)
_OWN_PAPER = re.compile(r"^(?:本|记者)")
_INNER = re.compile(r"(?<=[局厅])办公室$|(?<=会)第[一二三四五六七八九十\d]{1,3}届理事会$")
_DIVISION = re.compile(r"(?<=[局厅委府])[一-龥]{2,10}(?:科|股|处|室)$")
_CUT_OFF = re.compile(r"(?:截止|截至|填报|报送|统计)(?:日期|时间)?\s*[:：]?\s*$|[ \u3000]作者\s*[:：].*$")
_SHORT = re.compile(r"^(?:[省市县区州盟旗镇乡]|街道)(?=[一-龥])")
_PLACE_BEFORE = re.compile(
    r"(?:^|[^一-龥]|[在到从由])(?!年)([一-龥]{2,5})\Z(?<!年度)(?<![将把对向为给由从在到与和受经请被让按照])"
)
_FROM = re.compile(r"^[一-龥]{1,3}[在到从由](?=[一-龥]{2})")
_LONGEST = 40
_FAR = 4000


def as_body(written: str) -> str | None:
    """The body that a short line names, or the bodies, parted by blanks; None where it names none.

    Days, brackets around the whole, and words such as 编 or 供稿 at the end are left out.
    """
    line = _KIND_BEHIND.sub("", written.strip()).strip("（()）").strip()
    dates = find_dates(line) if len(line) <= 70 else []
    if dates:
        line = (line[: dates[0].start] if dates[0].start else line[dates[0].end :]).strip(" \u3000（()），,")
    line = _CUT_OFF.sub("", line).strip()
    line = _EDITED.sub("", re.sub(r"[ \u3000]*总?第\s?\d+期.*$", "", line)).strip()
    if not 3 <= len(line) <= _LONGEST or re.search(
        r"^(?:[—-]|转自|转载|摘自|选自|来源|稿源|原载)|-{2,}|[_。，,；;：:？?！!\d]", line
    ):
        return None
    names = line.split()
    if len(names) > 1 and all(len(name) == 1 for name in names):
        names = ["".join(names)]
    if not all(words().offices.search(name) or words().issuers.search(name) for name in names):
        return None
    return " ".join(names)


def speaker_body(written: str) -> str | None:
    """The body of the speaker that a line below the title names (云溪市民政局党组书记、局长　李某), None without one."""
    if len(written) > _LONGEST or "。" in written:
        return None
    role = _ROLE.search(written)
    while role:
        body = re.sub(r"(?:党组|党委|原|常务)$", "", written[: role.start()].strip())
        if body and as_body(body):
            return as_body(body)
        role = _ROLE.search(written, role.end())
    return None


def _first_of(read: Callable[[str], str | None], lines: Sequence[str]) -> str | None:
    return next((body for line in lines if (body := read(line))), None)


def _in_title(title: str | None) -> str | None:
    bare = _YEAR.sub("", _SPEECH.sub("", (title or "").removeprefix("关于")))
    match = _TITLE_OFFICE.match(bare)
    return match[1] if match else None


def _acting(title: str | None) -> str | None:
    """The office of a named place that a headline tells of (云岭市民政局对…立案), None without one."""
    match = _ACTING.match(title or "")
    return match[1] if match else None


def _told_by(tail: Sequence[str]) -> str | None:
    """The body behind 据 in brackets at the end of the text (（据云岭市民政局）)."""
    for line in tail:
        match = _TOLD_BY.search(line)
        if match and as_body(match[1]):
            return match[1]
    return None


def _of_press(head: Sequence[str], opening: str, masthead: Masthead, source: str | None) -> str | None:
    """The newspaper that carries a text: of its masthead, of a dateline, of its reporter.

    An account that posts what a newspaper wrote (its ``source``) is none.
    """
    posted_by = source and words().publications.search(source) and not masthead.newspaper
    if masthead.publication and (masthead.newspaper or masthead.day) and not posted_by:
        return masthead.publication
    for line in (*head, opening):
        for pattern in (_DATELINE, _REPORTER, _POSTED_BY):
            match = pattern.match(line)
            if match and not _OWN_PAPER.match(match[1]):
                return match[1]
        quoted = (_ISSUE_OF.search(line) or _QUOTED.search(line)) if len(line) <= 60 else None
        if quoted:
            return quoted[1] if "》" not in quoted[1] else f"《{quoted[1]}"
    return None


def _source(head: Sequence[str]) -> str | None:
    for line in head:
        match = _SOURCE.search(line) if len(line) <= 120 and not _DISCLAIMER.search(line) else None
        if match and not _NOBODY.fullmatch(match[1]):
            return match[1]
    return None


def _site(head: Sequence[str]) -> str | None:
    """The site whose name is a line of its own above the text; of an office's site the office."""
    for line in head[:4]:
        if len(line) <= 20 and words().publications.search(line):
            office = re.sub(r"(?:官方|门户|政务)*(?:网站|官网|网)$", "", line)
            return office if as_body(office) else line
    return None


def _footer(tail: Sequence[str]) -> str | None:
    for line in tail:
        match = _FOOTER.search(line) if len(line) <= 80 else None
        name = (match[1] or match[2]) if match else None
        body = name[:-1] if name and name.endswith("报社") else name
        if body and (as_body(body) or words().publications.search(body)):
            return body
    return None


def whole_name(short: str | None, text: str, area: str | None) -> str | None:
    """The full name of a body named without its place (市民政局): as the text has it elsewhere, or with the place.

    Args:
        short: the name as found; one with its place stays as it is.
        text: the document's text.
        area: the place that it is about.
    """
    if not short or not _SHORT.match(short):
        return short
    at = text.find(short, 0, _FAR)
    while at >= 0:
        place = _PLACE_BEFORE.search(text, max(at - 6, 0), at)
        if place:
            return _FROM.sub("", place[1]) + short
        at = text.find(short, at + 1, _FAR)
    return f"{area}{short[1:]}" if area and area.endswith(short[0]) else short


def find_issuer(
    head: Sequence[str],
    opening: str,
    tail: Sequence[str],
    title: str | None,
    hints: Mapping[str, str],
    signed: str | None,
    masthead: Masthead,
) -> str | None:
    """The body that issued a document.

    In this order: as the format or a label declares it, the newspaper under whose masthead it stands, who signed it, who
    is named with or without a day above the text, as its title begins, whose officer speaks, the newspaper of its
    dateline, its source, who answers for the site.

    Args:
        head: the lines above the text.
        opening: the first line of the text.
        tail: the last lines.
        title: the title.
        hints: what the format declares.
        signed: the body above a day at the end.
        masthead: the masthead.
    """
    if hints.get("issuer"):
        return hints["issuer"].strip()
    label = next((m for line in head if (m := _LABEL.search(line))), None)
    label = label or next((m for line in tail if (m := _REPORTED.match(line))), None)
    if label:
        return label[1]
    if masthead.newspaper and masthead.publication:
        return masthead.publication
    if signed:
        return re.sub(r"\s+", " ", signed)
    below = [line for line in head if line != title]
    source = _source(head) or _source(tail)
    found = (
        (masthead.unit if masthead.issue else None)
        or (as_body(tail[-1]) if tail else None)
        or _first_of(as_body, below)
        or _of_press(below, opening, masthead, source)
        or _in_title(title)
        or _first_of(lambda line: _in_title(line.lstrip("—― ")), below)
        or _first_of(speaker_body, below)
    )
    if found:
        return _INNER.sub("", found)
    footer = _footer(tail)
    if source and words().publications.search(source):
        return source
    # A division inside an office (社会组织管理科) issues nothing of its own.
    source = _DIVISION.sub("", source) if source else None
    if source and as_body(source) and not _SHORT.match(source) and source[-1] not in "科股处室":
        return source
    carried = (
        _acting(title)
        or _told_by(tail)
        or footer
        or _of_press(tail, "", masthead, source)
        or masthead.issuer
        or _site(head)
    )
    return carried or (source if source and source[-1] not in "科股处室" else None)
