"""Whether a document is a charter, and whose: name, organisation type and the word it calls itself by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.document import Document
from corpora.structure.model import Structure
from corpora.structure.provisions import Provision, provisions
from extractors.charters.masking import own_text
from extractors.charters.normal import NormalText, normalise, plain

_LEAST_PROVISIONS = 5
ASSOCIATION, SERVICE, FOUNDATION = "社会团体", "民办非企业单位", "基金会"

_TITLE = re.compile(
    r"(?P<name>[^，。；：、\n]{2,45}?)(?:章程|章則)(?:正文|全文)?(?:修正案|修订|修改)?(?:草案|稿)?(?:（[^）]{0,40}）|【[^】]{0,40}】)*$"
)
_COMPARED = re.compile(r"(?P<name>[^，。；：、\n]{4,45}?)章程(?:修[改订正])?(?:前后)?(?:内容|条文)?(?:对照|对比|比对)")
_TITLE_LEAD = re.compile(r"^(?:附件?\d*[:：]?|附件?[一二三四五]?[:：]?|关于)")
_NOT_NAME = re.compile(
    r"关于|如何|怎样|怎么|印发|制定|制订|核准|修订|修改|一份|解读|浅谈|对照|审查|备案|各(?:社会)?组织|合格的"
)
_NOT_TITLE = re.compile(r"通知|管理办法|规定|条例|意见|解读|指引|指南|公告|通报|函$|新闻|报道|记者")
_OTHER_BODY = re.compile(
    r"^(?:中国共产党|中共)|(?:公司|合作社|工会|工会委员会|业主大会|业主委员会|合伙企业|党支部|团支部|公约|自治|村民(?:委员会|会议|小组)|村|集团|"
    r"(?:公司|集团|企业|单位|机关|局|厂)(?:基层)?工会(?:委员会)?|联合社)$"
)
# A name that ends like an organisation's may hold any word (施工图审查协会); one that begins with a verb is a sentence.
_VERB_FIRST = re.compile(r"^(?:关于|如何|怎样|怎么|印发|制定|制订|核准|修订|修改|审查|审议|备案|解读|浅谈|对照|一份)")
_PUBLIC_BODY = re.compile(r"(?<!企)(?:事业单位法人|事业法人)|(?:县|市|区|镇)(?:人民)?政府(?:举办|主办|兴办)的?")
_MODEL = re.compile(r"示范文本|范本|样本|参考文本|模板|样式")
_BLANK_NAME = re.compile(
    r"^(?:[×xX＊*_＿○〇…\s【】（）省市县区]|某某?|社会团体|基金会|民办非企业单位|社会服务机构|协会|学会|中心|名称)+$"
)
_NAMED = re.compile(
    r"(?:名称(?:（[^）]{1,6}）)?(?:叫做?|是|为|定为|:|：)|全称(?:为|是|：)?|定名为|名为|【名称】|（名称）|名称】)：?"
    r"“?(?P<name>[一-鿿·（）A-Za-z0-9×_]{3,40}?)”?(?=[，。；、\n（]|以下|简称|英文|$)"
)
_ALIAS = re.compile(
    r"(?:以?下?简称|以下称|以下统称)(?:为|：)?[“「\"']?(?P<name>[一-鿿]{2,10}?)[”」\"']?(?=[）)，。；、\n是由])"
)
_OWN_KINDS = (
    "社会团体|商业联合会|基金会|联合会|促进会|研究会|互助会|校友会|志愿者协会|总商会|协会|商会|学会|团体|社团|联盟|总会|"
    "服务中心|中心|机构|单位|幼儿园|学校|学院|医院|院|校|园|所|馆|社|站|会"
)
_OWN = re.compile(rf"本(?P<kind>{_OWN_KINDS})(?!员|议|长|计|章|费|届|身|籍|地|着|科|位|区|徽|刊|服务|监事)")
_SELF = re.compile(r"本(?:" + _OWN_KINDS + r")|本章程")
# How a charter in plain words speaks of itself at the beginning of a clause: 协会听党话, 学校坚持…
_BARE = re.compile(
    r"(?:^|[，。；：\n])(?P<kind>基金会|互助会|联合会|促进会|研究会|校友会|联谊会|协会|商会|学会|中心|学校|幼儿园|医院|我院|我校)(?=[一-鿿]{2})"
)
_HEADS = re.compile("(?<!副)(?:理事长|会长|院长|校长|园长|馆长|所长)(?!办公会|联席|单位|企业)")
_ASSEMBLIES = ("会员大会", "会员代表大会")
_FOUNDATION_NAME = re.compile(r"基金会$")
_ASSOCIATION_NAME = re.compile(
    r"(?:协会|学会|商会|研究会|联合会|促进会|校友会|互助会|总会|联谊会|同学会|志愿者?联合会|慈善会|公会|联盟|俱乐部协会|"
    r"老促会|协进会|老乡会|票友会|[^基金]会)$"
)
_SERVICE_NAME = re.compile(
    r"(?:中心|院|学校|小学|中学|大学|幼儿园|医院|门诊部|诊所|研究所|所|馆|社|园|站|服务社|工作室|书屋|家园|剧团|艺术团|驿站)$"
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """Whose charter it is.

    ``org_name`` as the charter gives it or None; ``org_type`` 社会团体, 民办非企业单位 or 基金会; ``subject`` the word that the
    charter uses for the organisation (本会, 本中心, or its short name), for suggestions; ``titled`` the name in its title;
    ``assembly`` whether it has a 会员大会 or a 会员代表大会, ``head`` whether a 会长, 理事长 …, None where several or none.
    """

    org_name: str | None
    org_type: str
    subject: str
    titled: str | None = None
    assembly: str | None = None
    head: str | None = None


def title_name(line: str) -> str | None:
    """The organisation's name in a title line ``X章程``, or None when the line is no such title."""
    text = _TITLE_LEAD.sub("", plain(line).strip("“”\n"))
    found = _TITLE.match(text)
    if not found:
        return None
    name = found.group("name")
    organisation = _ASSOCIATION_NAME.search(name) or _FOUNDATION_NAME.search(name) or _SERVICE_NAME.search(name)
    sentence = _VERB_FIRST.search(name) or (not organisation and _NOT_NAME.search(name))
    return None if sentence or _OTHER_BODY.search(name) else name


def _front(text: str, stop: int) -> list[str]:
    return [line for line in text[: max(stop, 1)].split("\n") if line.strip()]


def _titled(text: str, found: Sequence[Provision]) -> tuple[str | None, bool]:
    """Name in the title, and whether a document of another kind stands before it."""
    numbered = [p for p in found if p.number and p.number.startswith("第")]
    lines = _front(text, numbered[0].start) if numbered else _front(text, 400)[:4]
    for index, line in enumerate(lines[:60]):
        name = title_name(line) or (title_name("".join(lines[index : index + 2])) if len(line) < 30 else None)
        if name:
            before = "".join(plain(earlier) for earlier in lines[:index])
            return name, len(before) > 60 or bool(_NOT_TITLE.search(before))
    return None, False


def _numbered(found: Sequence[Provision]) -> int:
    return sum(1 for p in found if p.number and p.number.startswith("第"))


def _charter_like(normal: NormalText) -> int:
    """How many of the things that only an organisation's own charter regulates are spoken of."""
    cues = (
        r"宗旨|目的(?:是|就是|为)",
        r"业务范围|活动内容|活动范围|服务内容|主要任务|开展下列|做什么|具体做",
        r"会员.{0,12}(?:权利|义务)|举办者|原始基金|开办资金|会员(?:代表)?大会",
        r"理事会|董事会|管理委员会",
        r"法定代表人|负责人",
        r"经费|资产|财产|会费",
        r"(?:修改|修订|改).{0,6}章程|章程.{0,4}(?:修改|修订|改)",
        r"终止|解散|注销|停办|散伙|不办了",
        r"住所|地址|会址|办公(?:的)?(?:地方|地点|场所)",
        r"名称|全称|定名|名为|(?:协会|商会|学会|中心|组织|我们)叫",
    )
    titles = "\n".join({u.provision.chapter_title or "" for u in normal.units})
    return sum(1 for cue in cues if re.search(cue, normal.text) or re.search(cue, titles))


def is_charter(document: Document, structure: Structure) -> bool:
    """Whether the document is the charter of a social organisation, a finished one or a draft.

    Conservative: notices that quote clauses, model texts without an organisation, measures (管理办法), company charters
    and news about charters are none.
    """
    text, amended = own_text(document)
    found = provisions(text, structure.sections)
    return len(found) >= _LEAST_PROVISIONS and reads_as_charter(
        text, found, normalise(text, found), structure.title, amended=amended
    )


def reads_as_charter(
    text: str, found: Sequence[Provision], normal: NormalText, title: str | None, *, amended: bool = False
) -> bool:
    """`is_charter` for a text whose provisions and normal text are at hand; ``title`` as the structure gives it.

    ``amended`` says that it is the new column of an amendment table, which is a charter only if it is a whole one.
    """
    if len(found) < _LEAST_PROVISIONS or (amended and not _whole(found)):
        return False
    name, other_before = _titled(text, found)
    head = plain("".join(_front(text, found[0].start)[:8]))
    if name is None and title:
        name = title_name(title)
    if name is None and amended and (compared := _COMPARED.search(plain("\n".join(_front(text, found[0].start)[:5])))):
        name = compared.group("name")
    titled = _TITLE.match(plain(_first_line(text)))
    if titled and _OTHER_BODY.search(titled.group("name")):
        return False
    if _PUBLIC_BODY.search(normal.text[:1200]) and "举办者" not in normal.text:
        return False
    cues = _charter_like(normal)
    own = len(_SELF.findall(normal.text))
    numbered = _numbered(found)
    if name is None:
        own_name = named(normal)
        if own_name and any(plain(line) == "章程" for line in _front(text, found[0].start)[:5]):
            return numbered >= 8 and cues >= 6 and not _OTHER_BODY.search(own_name)
        untitled = numbered >= 8 and cues >= 8 and own >= 8 and not _NOT_TITLE.search(head) and "本章程" in normal.text
        return untitled and own_name is not None
    if _MODEL.search(head + name) and _blank_name(name, normal):
        return False
    if other_before and (numbered < 8 or cues < 7):
        return False
    return cues >= 5 and (numbered >= 5 or cues >= 7)


def _whole(found: Sequence[Provision]) -> bool:
    """Whether the articles run on from the first, hardly one left out."""
    values = {p.value for p in found if p.value}
    return bool(values) and 1 in values and len(values) >= 0.9 * max(values)


def _first_line(text: str) -> str:
    return next((line for line in text.split("\n") if line.strip()), "")


def _blank_name(name: str, normal: NormalText) -> bool:
    bare = _MODEL.sub("", name)
    return bool(_BLANK_NAME.match(bare)) or (not bare) or named(normal) is None


def named(normal: NormalText) -> str | None:
    """The name that the charter gives itself in its first articles, or None."""
    for unit in normal.units[:4]:
        found = _NAMED.search(normal.of(unit))
        if found:
            name = found.group("name").strip("“”")
            if not re.search(r"[×_]", name) and len(re.findall("[一-鿿]", name)) >= 4:
                return re.sub(r"（[^）]*$", "", name)
    return None


def org_type(name: str | None, normal: NormalText) -> str:
    """The organisation type by declaration, name and content: 社会团体, 民办非企业单位 or 基金会."""
    text = normal.text
    scores: Counter[str] = Counter()
    for kind, pattern, weight in (
        (FOUNDATION, r"原始基金|非公募|公募基金会|本基金会|基金会法人|捐赠人|慈善基金会", 1),
        (SERVICE, r"举办者|开办资金|民办非企业单位|社会服务机构|本中心|本院|本校|本园|劳动用工", 1),
        (ASSOCIATION, r"会员|入会|会费|社会团体法人|本团体", 1),
    ):
        scores[kind] += min(len(re.findall(pattern, text)), 12) * weight
    declared = re.search(
        r"(?:性质|是|为|具有|属于|登记为)[^。\n]{0,80}?(?P<kind>社会团体|社团法人|民办非企业|社会服务机构|基金会)",
        text[:1500],
    )
    if declared:
        kind = declared.group("kind")
        scores[
            SERVICE if kind in ("民办非企业", "社会服务机构") else FOUNDATION if kind == "基金会" else ASSOCIATION
        ] += 8
    if name:
        if _FOUNDATION_NAME.search(name):
            scores[FOUNDATION] += 30
        elif _ASSOCIATION_NAME.search(name):
            scores[ASSOCIATION] += 14
        elif _SERVICE_NAME.search(name):
            scores[SERVICE] += 10
    order = (ASSOCIATION, SERVICE, FOUNDATION)
    return max(order, key=lambda kind: (scores[kind], -order.index(kind)))


def subject(normal: NormalText, kind: str) -> str:
    """The word that the charter uses for its organisation: the commonest of 本会, 本中心 … or its declared short name."""
    counts = Counter("本" + found.group("kind") for found in _OWN.finditer(normal.text))
    for found in _ALIAS.finditer(normal.text[:800]):
        alias = found.group("name")
        if not alias.startswith("本") and len(alias) <= 8:
            counts[alias] = max(counts[alias], normal.text.count(alias) - 1)
    bare = Counter(found.group("kind") for found in _BARE.finditer(normal.text))
    if bare and (not counts or max(bare.values()) > 3 * max(counts.values())):
        counts = bare
    if counts:
        return min(counts, key=lambda word: (-counts[word], word))
    return {FOUNDATION: "本基金会", SERVICE: "本单位"}.get(kind, "本会")


def assembly(normal: NormalText) -> str | None:
    """会员大会 or 会员代表大会, where the charter has one and not the other."""
    used = {word for word in _ASSEMBLIES if word in normal.text}
    return used.pop() if len(used) == 1 else None


def head(normal: NormalText) -> str | None:
    """会长, 理事长 or 院长 …, where the charter has one of them and not the others."""
    used = set(_HEADS.findall(normal.text))
    return used.pop() if len(used) == 1 else None


def particulars(text: str, normal: NormalText, found: Sequence[Provision]) -> Particulars:
    """Name, type and subject word of a charter (see `Particulars`)."""
    titled = _titled(text, found)[0]
    if titled and (_BLANK_NAME.match(titled) or re.search(r"[×_]{2}|[xX]{2}", titled)):
        titled = None
    name = named(normal) or titled
    kind = org_type(name, normal)
    return Particulars(
        name, kind, subject(normal, kind), plain(titled) if titled else None, assembly(normal), head(normal)
    )
