"""The words for organisation types and grades in a text."""

from __future__ import annotations

import re
from functools import lru_cache

# The longer word stands before the shorter.
_TYPES: tuple[tuple[str, str], ...] = (
    ("社区社会组织", "社区社会组织 城乡社区社会组织 社区民间组织 社区群众性组织 居民自组织 社区自组织"),
    (
        "行业协会商会",
        "行业协会商会 行业协会 行业商会 异地商会 协会商会 协会、商会 涉企协会 商会 行业组织 行业性社团 行业类社团 行业性社会团体 行业类社会团体",
    ),
    ("慈善组织", "慈善组织 慈善总会 慈善会 慈善协会 慈善机构"),
    ("基金会", "基金会"),
    (
        "民办非企业单位",
        "民办非企业单位 民办非企业 社会服务机构 民非企业单位 民非单位 民非 民办非 社服机构 社工机构 民办教育机构 民办幼儿园 民办园 民办学校 民办职校 民办养老 民办院 校外培训机构 民办医院",
    ),
    (
        "社会团体",
        "专业经济协会 专业技术协会 专业合作协会 合作经济协会 专业协会 农村协会 农协会 单项协会 老年协会 老年人协会 志愿者协会 书画协会 体育协会 社会团体 学会 研究会 联合会 促进会 社团 校友会",
    ),
    ("社会组织", "社会组织 民间组织 社组"),
    ("行业协会商会", "协会"),
)
# Departments meet (部门会商会、会商会议): no chamber of commerce.
_NO_TYPES = dict.fromkeys(["会商会议", "会商会"])
_TYPE_OF = _NO_TYPES | {word: org_type for org_type, words in _TYPES for word in words.split()}
# Plain words in one alternation: so the search passes quickly over all characters that begin none of them.
_MENTION = re.compile("|".join(_TYPE_OF))
_NOT_A_TYPE = re.compile(r"(?:服务中心|孵化|管理局|登记管理|法人库|管理处|促进会)")
# 锦屏市行业协会商会收费清理简报 is about them all, and no name.
_ORGANISATION_NAME = re.compile(
    r"(?:(?<![省市县区州盟旗]行业)协会|(?<!行业协会)商会|学会|研究会|促进会|联合会|慈善总会|慈善会|慈善协会|基金会|服务中心|互助会|志愿者协会)(?:20\d{2}|[二〇]{2,4}|\d{4}|第[一二三四五六七八九十]+届|:|：|工作|年度|理事会|$)"
)


TypeMention = tuple[int, int, str]


@lru_cache(maxsize=2048)
def types_in(text: str) -> tuple[TypeMention, ...]:
    """The organisation types named in a text: (start, end, type), in order."""
    found = []
    for m in _MENTION.finditer(text):
        if (org_type := _TYPE_OF[m[0]]) and not _NOT_A_TYPE.match(text, m.end()):
            found.append((m.start(), m.end(), org_type))
    return tuple(found)


# How a body that serves organisations calls itself: 联合会抽调24名专家评估了41家单位.
_ITSELF = ("联合会", "促进会")


def types_told(text: str, serving: bool) -> tuple[TypeMention, ...]:
    """The organisation types that a text tells of; ``serving``: of a body that serves organisations, which is none of them."""
    types = types_in(text)
    return tuple(t for t in types if text[t[0] : t[1]] not in _ITSELF) if serving else types


_OF_OTHERS = re.compile(r"所属|全[市省县区州盟旗国]|慈善组织|僵尸|非法")
# What an office makes known of others, and an organisation of itself (岷阳市慈善会 …款物使用情况公告).
_MADE_KNOWN = re.compile(r"公告|通报|通知")
_OF_OFFICE = re.compile(r"民政|社会组织|社组|厅")
_ORGANISATION = re.compile(r"(?:协会|商会|学会|研究会|慈善总会|慈善会|基金会)$")
# 仁爱医院, 启航外国语学校: what is licensed as a private non-enterprise unit and reports on itself to the office.
_PRIVATE_UNIT = re.compile(r"(?:学校|幼儿园|医院|养老院|敬老院|书院)$")


def organisation_of_document(title: str | None, issuer: str | None) -> str | None:
    """The organisation type of a report by one organisation (an association's annual report), else None."""
    if title and _OF_OTHERS.search(title):
        return None
    of_itself = issuer is not None and not _OF_OFFICE.search(issuer)
    if title and _MADE_KNOWN.search(title) and not (of_itself and _ORGANISATION.search(issuer or "")):
        return None
    for name in (title or "", issuer or ""):
        if not name or _OF_OFFICE.search(name):
            continue
        if _ORGANISATION_NAME.search(name):
            found = types_in(name)
            if found:
                return found[-1][2]
            if re.search(r"中心|院|学校", name):
                return "民办非企业单位"
    return "民办非企业单位" if of_itself and _PRIVATE_UNIT.search(issuer or "") else None


# 湜水区社会组织孵化园工作简报, 昭武市社会组织联合会: bodies that serve organisations and tell what they did themselves.
_SERVING = re.compile(
    r"(?:社会组织(?:[^，。\s]{0,4})(?:联合会|促进会|总会|服务中心|孵化(?:中心|基地|园)?|培育(?:中心|基地)|服务园|创新园)|社工站)"
    r"(?=的|20\d\d|第|运营|工作|年度|[：:\s]|$)"
)


def speaks_of_a_serving_body(*texts: str | None) -> bool:
    """Whether the title, the line below it or the issuer is that of a body that serves organisations."""
    return any(text is not None and _SERVING.search(text) for text in texts)


_GRADE = re.compile(
    r"([1-5１-５]|[一二三四五]|[AＡ]{0,4})[AＡ]\s?(级)?\s?((?:[（(]含[^）)]{1,4}[）)])?(?:及以上|以上|级以上))?"
)
_CN = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}


@lru_cache(maxsize=1024)
def grades_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """The assessment grades named in a text as start, end and grade: ``5A``, ``AAAA级`` → 4A, ``3A级以上`` → ``3A+``."""
    found = []
    for m in _GRADE.finditer(text):
        digit = m[1]
        if not digit or set(digit) <= {"A", "Ａ"}:
            digit = str(len(digit) + 1)
        digit = _CN.get(digit, digit).translate(str.maketrans("１２３４５", "12345"))
        if len(m[0].strip()) > 1:
            found.append((m.start(), m.end(), f"{digit}A" + ("+" if m[3] else "")))
    return tuple(found)


def grade_in(text: str) -> str | None:
    """The last assessment grade named in a text, None without one."""
    named = grades_in(text)
    return named[-1][2] if named else None


def main_type(title: str) -> str | None:
    """The one organisation type that a title is about, None when it names several or just 社会组织."""
    found = {t[2] for t in types_in(title)}
    return found.pop() if len(found) == 1 and "社会组织" not in found else None
