"""Records and run folders for the tests of outputs: each builder has defaults, a test states what matters to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpora.errors import NeedsOcr
from corpora.structure.model import Article, Section
from extractors.records import Field, Finding, Observation, Verdict
from outputs.catalogue_info import IndicatorInfo
from outputs.document_record import DocumentRecord
from outputs.jsonl import write_jsonl

CATALOGUE = (
    IndicatorInfo("reg.total", "登记社会组织总数", "登记管理", "家", "某日在册登记的社会组织数。"),
    IndicatorInfo("reg.new", "新登记", "登记管理", "家", "本期内新登记的社会组织数。"),
    IndicatorInfo("reg.deregistered", "注销登记", "登记管理", "家", "本期内注销登记的社会组织数。"),
    IndicatorInfo("enf.inspected", "抽查检查", "执法监督", "家", "被抽查、检查的社会组织数。"),
    IndicatorInfo("insp.rate", "年检率", "年检年报", "%", "参检数占应检数的比例。"),
    IndicatorInfo("grade.rated", "获评等级", "等级评估", "家", "评估获得等级的社会组织数。"),
    IndicatorInfo("party.orgs", "党组织数", "党建", "个", "社会组织中的党组织数。"),
    IndicatorInfo("fund.donated", "捐赠款物", "资金", "元", "社会组织捐赠、募集的款物。"),
    IndicatorInfo("train.persons", "培训人次", "培育项目培训", "人次", "参加培训的人次。"),
)

DOUBTFUL = 0.6

TEXT = (
    "青禾市社会组织工作总结\n一、登记管理\n"
    "截至2031年底，全市登记社会组织1320余家，其中社会团体610家、民办非企业单位702家、基金会8家。"
    "全年新登记社会组织45家，注销登记12家。\n二、监督管理\n"
    "抽查社会组织50-80家，年检率达96.5%，较上年提高2.1个百分点。3A级以上社会组织**家。\n三、党的建设\n"
    "建立党组织210个。力争2032年底党组织达到260个。募集善款约132万元，培训2.4万人次。全年新登记46家。"
)


def digest(doc: str) -> str:
    return hashlib.sha256(doc.encode()).hexdigest()[:16]


def observation(doc: str = "a.docx", quote: str = "45家", text: str = TEXT, **changes: Any) -> Observation:
    start = text.index(quote)
    values: dict[str, Any] = {
        "doc": doc,
        "doc_id": digest(doc),
        "id": f"{digest(doc)}-{start}",
        "indicator": "reg.new",
        "label": "新登记",
        "value": 45,
        "value_max": None,
        "unit": "家",
        "bound": "exact",
        "status": "actual",
        "measure": "flow",
        "org_type": "社会组织",
        "area": "青禾市",
        "scope": "total",
        "period": "2031",
        "grade": None,
        "part_of": None,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "page": None,
        "bbox": None,
        "section": ("一、登记管理",),
        "article": 0,
        "confidence": 0.93,
        "flags": (),
    }
    return Observation(**(values | changes))


def sample_observations(doc: str = "a.docx") -> list[Observation]:
    stock = {"indicator": "reg.total", "label": "登记社会组织总数", "measure": "stock", "period": "2031-12-31"}
    return [
        observation(doc, "1320余家", value=1320, bound="min", **stock),
        observation(doc, "610家", value=610, org_type="社会团体", **stock),
        observation(doc, "702家", value=702, org_type="民办非企业单位", flags=("sum_mismatch",), **stock),
        observation(doc, "8家", value=8, org_type="基金会", **stock),
        observation(doc, "45家"),
        observation(doc, "46家", value=46, confidence=0.8),
        observation(doc, "12家", indicator="reg.deregistered", label="注销登记", value=12, confidence=0.41),
        observation(doc, "50-80家", indicator="enf.inspected", label="抽查检查", value=50, value_max=80),
        observation(
            doc, "96.5%", indicator="insp.rate", label="年检率", value=96.5, unit="%", measure="share", org_type=None
        ),
        observation(
            doc,
            "2.1个百分点",
            indicator="insp.rate",
            label="年检率",
            value=-2.1,
            unit="百分点",
            measure="change",
            org_type=None,
        ),
        observation(
            doc,
            "**家",
            indicator="grade.rated",
            label="获评等级",
            value=None,
            status="masked",
            measure="stock",
            grade="3A+",
        ),
        observation(doc, "210个", indicator="party.orgs", label="党组织数", value=210, unit="个", measure="stock"),
        observation(
            doc,
            "260个",
            indicator="party.orgs",
            label="党组织数",
            value=260,
            unit="个",
            measure="stock",
            status="planned",
            period="2032",
        ),
        observation(
            doc,
            "132万元",
            indicator="fund.donated",
            label="捐赠款物",
            value=1320000,
            unit="元",
            bound="approx",
            org_type=None,
        ),
        observation(
            doc,
            "2.4万人次",
            indicator="train.persons",
            label="培训人次",
            value=24000,
            unit="人次",
            area=None,
            scope=None,
        ),
    ]


def document(doc: str = "a.docx", text: str = TEXT, **changes: Any) -> DocumentRecord:
    values: dict[str, Any] = {
        "doc": doc,
        "doc_id": digest(doc),
        "media_type": "text/plain",
        "status": "ok",
        "error": None,
        "doc_type": "work_report",
        "doc_type_confidence": 0.97,
        "title": "青禾市社会组织工作总结",
        "issuer": "青禾市民政局",
        "date": "2032-01-10",
        "area": "青禾市",
        "pages": None,
        "chars": len(text),
        "articles": (Article(0, len(text), "青禾市社会组织工作总结", "青禾市", "2032-01-10"),),
        "sections": (Section(1, "一、", "登记管理", 12, 18, len(text)),),
        "warnings": (),
    }
    return DocumentRecord(**(values | changes))


def failed(doc: str = "坏.pdf") -> DocumentRecord:
    return DocumentRecord.failed(doc, digest(doc), "application/pdf", NeedsOcr("0 个字"))


def verdict(doc: str = "章程.docx", **changes: Any) -> Verdict:
    values: dict[str, Any] = {
        "doc": doc,
        "doc_id": digest(doc),
        "org_name": "青禾市茶叶行业协会",
        "org_type": "社会团体",
        "rule": "party.leadership",
        "title": "坚持中国共产党的全面领导",
        "level": "ministry",
        "verdict": "missing",
        "defects": (),
        "article": None,
        "quote": None,
        "start": None,
        "end": None,
        "suggestion": "本会坚持中国共产党的全面领导，根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动。",
        "basis": "民函〔2019〕54号",
    }
    return Verdict(**(values | changes))


def form_field(doc: str = "年报.docx", **changes: Any) -> Field:
    values: dict[str, Any] = {
        "doc": doc,
        "doc_id": digest(doc),
        "org_name": "青禾市茶叶行业协会",
        "field": "staff_total",
        "label": "工作人员总数",
        "value": 12,
        "written": "12",
        "unit": "人",
        "page": None,
        "cell": (0, 1, 2),
        "confidence": 0.99,
        "flags": (),
    }
    return Field(**(values | changes))


def finding(doc: str = "a.docx", **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "doc": doc,
        "doc_id": digest(doc),
        "check": "sum",
        "kind": "sum",
        "severity": "error",
        "message": "社会团体、民办非企业单位、基金会之和为1320，原文写1320余。",
        "observations": (f"{digest(doc)}-{TEXT.index('1320')}",),
        "fields": (),
        "expected": 1320,
        "found": "1320余",
    }
    return Finding(**(values | changes))


def make_run(
    out_dir: Path,
    documents: Iterable[DocumentRecord] = (),
    observations: Iterable[Observation] = (),
    charters: Iterable[Verdict] = (),
    forms: Iterable[Field] = (),
    audit: Iterable[Finding] = (),
    texts: dict[str, str] | None = None,
) -> Path:
    """A run folder; ``texts`` gives the clean text by document path."""
    write_jsonl(out_dir / "documents.jsonl", documents)
    write_jsonl(out_dir / "observations.jsonl", observations)
    write_jsonl(out_dir / "charters.jsonl", charters)
    write_jsonl(out_dir / "forms.jsonl", forms)
    write_jsonl(out_dir / "audit.jsonl", audit)
    (out_dir / "text").mkdir(exist_ok=True)
    for doc, text in (texts or {}).items():
        (out_dir / "text" / f"{digest(doc)}.txt").write_bytes(text.encode("utf-8"))
    return out_dir


CHARTER_TEXT = (
    "青禾市茶叶行业协会章程\n第一章 总则\n第一条 本会的名称是青禾市茶叶行业协会。\n"
    "第二条 本会坚持中国共产党的领导，遵守宪法、法律、法规和国家政策，遵守社会道德风尚。\n"
    "第二章 组织机构\n第三条 理事会每届六年。"
)


def sample_verdicts(doc: str = "章程.docx") -> list[Verdict]:
    quote = "坚持中国共产党的领导"
    start = CHARTER_TEXT.index(quote)
    term = "理事会每届六年"
    return [
        verdict(
            doc,
            verdict="partial",
            defects=("missing_full_leadership",),
            article="第二条",
            quote=quote,
            start=start,
            end=start + len(quote),
        ),
        verdict(
            doc,
            rule="party.core_values",
            title="践行社会主义核心价值观",
            verdict="missing",
            suggestion="本会遵守宪法、法律、法规和国家政策，践行社会主义核心价值观，遵守社会道德风尚。",
        ),
        verdict(
            doc,
            rule="governance.term",
            title="任期不超过五年",
            level="law",
            verdict="violated",
            article="第三条",
            quote=term,
            start=CHARTER_TEXT.index(term),
            end=CHARTER_TEXT.index(term) + len(term),
            suggestion="理事会每届五年。",
            basis="《社会团体登记管理条例》",
        ),
        verdict(doc, rule="quality.numbering", title="条号完整", verdict="satisfied", suggestion=None),
        verdict(doc, rule="statute.initial_fund", title="原始基金", verdict="not_applicable", suggestion=None),
    ]


def sample_run(out_dir: Path, copies: Sequence[str] = ("a.docx",)) -> Path:
    """A run with every kind of record."""
    documents = [document(doc) for doc in copies]
    documents += [document("章程.docx", CHARTER_TEXT, doc_type="charter"), failed()]
    return make_run(
        out_dir,
        documents=documents,
        observations=[o for doc in copies for o in sample_observations(doc)],
        charters=sample_verdicts(),
        forms=[form_field(), form_field(field="remark", label="备注", value="=1+1", written="=1+1", flags=("doubt",))],
        audit=[finding()],
        texts=dict.fromkeys(copies, TEXT) | {"章程.docx": CHARTER_TEXT},
    )
