"""Where: the area that a number is about, and whether it counts the whole area, its own level or the levels below."""

from __future__ import annotations

import re
from typing import Literal

from corpora.structure.places import find_places

Scope = Literal["total", "own", "sub"]

_OWN = re.compile(
    r"(?:市|省|县|区|盟|州|旗|自治区|厅|局|部|地区|师)(?:本级|直管|管(?=社会|组织|的|行业|社团|民|基金)|属(?=社会|行业|社团|民|组织)|"
    r"级(?=登记|社会|社团|行业|民办|民非|基金|协会|组织|层面|安排|财政|投入|约谈|备案|管理|共|\d|现有|新|学会|商会|注册|（|\(|，|,))|"
    r"(?:在|由)?(?:本级|民政部|民政厅|省厅|市局)(?:登记|直接登记|管理)|全省性|全市性|全国性|本级登记|局管"
)
_SUB = re.compile(
    r"县[（(]?市?、?[（(]?市?[、，]?区[）)]?级?(?=登记|社会|共|各|\d|民政|有|合计|备案|\))|县级(?!市|以上|及以上)|区县级?|县区级?|旗县区?级?|区级(?!以上)|"
    r"各(?:县|区|旗|市|地|街道|乡镇|镇)[（(]?(?:市|区|县)?|县市区|市县|区（市|市州|下辖|街镇级?|乡镇级|镇级|街道级"
)
_WHOLE = re.compile(
    r"全(?:市|省|县|区|国|盟|州|旗|镇|街道?|乡|师|兵团|域)|我(?:市|省|县|区|州|盟|旗)|各级|市、县|省、市|市县两级|两级|三级"
)
_SUBJECT_AFTER = re.compile(
    r"^(?:的|共|有|仅|已|现|登记|新|社会|全|等|合计|累计|成立|达|，|,|、|[（(:：]|\d|[一二三四五六七八九十]|市|县|区|民政局|民政厅|则|也|为|在|率先|约|近|超|最|居)"
)


def scope_in(text: str) -> Scope | None:
    """The last level word of a text: own (市本级), sub (县区) or total (全市); None without one."""
    found: tuple[int, Scope] | None = None
    kinds: tuple[tuple[re.Pattern[str], Scope], ...] = ((_OWN, "own"), (_SUB, "sub"), (_WHOLE, "total"))
    for pattern, scope in kinds:
        for m in pattern.finditer(text):
            if found is None or m.end() > found[0]:
                found = (m.end(), scope)
    return found[1] if found else None


def area_in(text: str, area: str | None) -> str | None:
    """The last place that a text makes its subject (``东湖区386家``, ``在淄博市，…``), if it is not the document's own."""
    subject = None
    for place in find_places(text):
        after = text[place.end : place.end + 4]
        if area and (place.name == area or area.endswith(place.name)):
            subject = area
            continue
        if place.start >= 1 and text[place.start - 1] in "赴往自由驻援向送给到至":
            continue
        if not after or _SUBJECT_AFTER.match(after):
            subject = place.name
    return subject
