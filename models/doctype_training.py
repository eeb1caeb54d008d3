"""Training and measurement of the document types.

Learns from ``corpora/types/train``, ``corpora/reports/train`` and ``corpora/charters/train``; temperature and threshold
come from documents that a fold left out. Every document is also shown changed: without title, cut short, run together
into one line, with half-width punctuation, within a web page's furniture, with one table cell a line, with a second
body of its type.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpora import types
from corpora.document import Document
from corpora.structure import analyse
from corpora.types import Sample
from models import doctype_model
from models.doctype_features import Sight, features, look
from models.doctype_model import SEED, TypeModel
from models.doctype_rules import decide

FOLDS = 8
VARIANT_WEIGHT = 0.35
EVENNESS = 0.5  # 0: types as frequent as in the corpora, 1: all alike
ABSTAINING = 0.005  # share of the right answers that may be lost to `other` for documents that resemble nothing
# Prose reports and sampling results of organisations whose type is arguable either way: nothing is learned from them.
DISPUTED = frozenset({"c_12", "c_26", "c_27"})
_FULL, _HALF = "，：；！？（）", ",:;!?()"
_ABOVE = (
    "当前位置：首页 > 政务公开 > 工作动态\n发布日期：2021-06-08 09:12  来源：办公室  浏览次数：312  字体：大 中 小\n",
    "首页 >> 信息公开 >> 正文\n索引号：004421337/2022-00087  发布机构：民政局\n",
    "您现在的位置: 首页 > 资料中心 > 详细内容\n- 全文约2.1千字\n- 上传于2023-04-11\n- 投诉\n",
    "搜索\n登录 注册\n热门推荐\n",
)
_ABOVE_PRESS = (
    "首页 > 媒体关注\n来源：北渚日报   发布日期：2022-06-08 09:12   访问量：\n",
    "您当前所在位置: 首页 > 新闻 > 详情\n2019-03-14 10:42:31 来源:青岚新闻网   编辑:安宁\n",
    "2015年4月2日　稿源：《岭川晚报》\n",
    "综合\n转自：云端融媒 2023-11-02 08:00\n",
)
_BELOW = (
    "\n上一篇：没有了\n下一篇：关于端午节放假的安排\n打印 关闭 分享到：\n版权所有 网站地图\n",
    "\n扫一扫在手机打开当前页\n主办单位：某某办公室 备案号：00000000号\n",
    "\n相关文章\n收藏 点赞 举报\n",
    "\n【关闭窗口】【打印本页】\n",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document or a variant of it, as the model sees it."""

    sample: Sample
    variant: str
    sight: Sight
    groups: dict[str, list[str]]

    @property
    def weight(self) -> float:
        """How much it counts in training."""
        return 1.0 if self.variant == "whole" else VARIANT_WEIGHT


def show(sample: Sample, variant: str = "whole") -> Shown:
    """A sample with its features."""
    document = Document(sample.name, "0" * 16, "text/plain", sample.text)
    sight = look(document, analyse(document))
    return Shown(sample, variant, sight, features(sight))


def annotated(split: str) -> list[Sample]:
    """The documents of ``corpora/reports`` of a split, and the charters of ``corpora/charters``."""
    root = Path(types.__file__).parents[1]
    found = []
    for line in (root / "reports" / split / "types.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["doc"] in DISPUTED:
            continue
        text = (root / "reports" / split / f"{record['doc']}.txt").read_text(encoding="utf-8")
        found.append(Sample(record["doc"], record["doc_type"], text))
    for path in sorted((root / "charters" / split).glob("[rdt]_*.txt")):
        found.append(Sample(path.stem, "charter", path.read_text(encoding="utf-8")))
    return found


def written(split: str) -> list[Sample]:
    """The documents of ``corpora/types`` of a split."""
    return list(types.samples(split))


def without_title(sample: Sample) -> str:
    """The text without the lines of its title."""
    document = Document(sample.name, "0" * 16, "text/plain", sample.text)
    title = analyse(document).title
    at = sample.text.find(title) if title else -1
    if title is None or not 0 <= at < 200:
        first, _, rest = sample.text.partition("\n")
        return rest if len(first) < 40 and rest.strip() else sample.text
    return sample.text[:at] + sample.text[at + len(title) :].lstrip("）)\n")


def _one_line(sample: Sample) -> str:
    return re.sub(r"\s*\n\s*", "", sample.text)


def _half_width(sample: Sample) -> str:
    return sample.text.translate(str.maketrans(_FULL, _HALF))


def _cells(sample: Sample) -> str:
    return re.sub(r"[ \u3000]*[|\t｜]+[ \u3000]*|(?<=\S)[ \u3000]{2,}(?=\S)", "\n", sample.text)


def _cut(sample: Sample) -> str:
    return sample.text[: max(len(sample.text) * 3 // 5, 120)]


def variants(sample: Sample, others: Sequence[Sample], draw: random.Random) -> list[Shown]:
    """A sample, and what it looks like changed.

    Args:
        sample: the document.
        others: documents of the same type, to lengthen it with.
        draw: chooses the furniture and the other document.
    """
    changed: dict[str, Callable[[Sample], str]] = {"untitled": without_title, "half": _half_width}
    if sample.doc_type != "press_page":
        changed["cut"] = _cut
    if sample.doc_type not in {"press_page", "inspection_report", "statistics", "charter"}:
        changed["one_line"] = _one_line
    if sample.doc_type in {"inspection_report", "statistics", "inspection_notice"}:
        changed["cells"] = _cells
    above = _ABOVE_PRESS if sample.doc_type == "press_article" else _ABOVE
    changed["furniture"] = lambda s: draw.choice(above) + s.text + draw.choice(_BELOW)
    if sample.doc_type in {"work_report", "work_plan", "notice", "inspection_notice"} and others:
        changed["longer"] = lambda s: s.text + without_title(draw.choice(others))
    shown = [show(sample)]
    for name, change in changed.items():
        text = change(sample)
        if text != sample.text and len(text) > 60:
            shown.append(show(replace(sample, text=text), name))
    return shown


def all_variants(samples: Sequence[Sample]) -> list[Shown]:
    """Every sample with its variants, the same each time."""
    draw = random.Random(SEED)
    return [
        shown
        for sample in samples
        for shown in variants(sample, [s for s in samples if s.doc_type == sample.doc_type and s != sample], draw)
    ]


def fit(shown: Sequence[Shown], strength: float = 4.0) -> TypeModel:
    """An uncalibrated model; how often a type is seen lies half-way between its share of the corpora and an equal one."""
    total: dict[str, float] = {}
    for one in shown:
        total[one.sample.doc_type] = total.get(one.sample.doc_type, 0.0) + one.weight
    fair = sum(total.values()) / len(total)
    return doctype_model.train(
        [s.groups for s in shown],
        [s.sample.doc_type for s in shown],
        [s.sample.name for s in shown],
        [s.weight * (fair / total[s.sample.doc_type]) ** EVENNESS for s in shown],
        strength,
    )


def left_out(shown: Sequence[Shown], strength: float = 4.0) -> list[tuple[Shown, dict[str, float]]]:
    """Each with the scores by label of a model that has not seen its document."""
    names = sorted({s.sample.name for s in shown})
    random.Random(SEED).shuffle(names)
    found = []
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        model = fit([s for s in shown if s.sample.name not in held], strength)
        for one in shown:
            # A second body may come from a document that was not held out.
            if one.sample.name in held and one.variant != "longer":
                found.append((one, dict(zip(model.labels, map(float, model.scores(one.groups)), strict=True))))
    return found


def _tempered(scores: dict[str, float], temperature: float) -> dict[str, float]:
    import numpy as np

    shares = doctype_model.softmax(np.array(list(scores.values())) / temperature)
    return dict(zip(scores, map(float, shares), strict=True))


def calibrate(model: TypeModel, judged: Sequence[tuple[Shown, dict[str, float]]]) -> TypeModel:
    """The model with the temperature of least log loss and the highest threshold that costs next to no right answer.

    Documents that a rule decides have no part in it.
    """
    import numpy as np

    open_ones = [(s, scores) for s, scores in judged if decide(s.sight) is None]

    def loss(temperature: float) -> float:
        return -sum(
            s.weight * float(np.log(max(_tempered(scores, temperature).get(s.sample.doc_type, 0.0), 1e-9)))
            for s, scores in open_ones
        )

    temperature = min((t / 20 for t in range(6, 61)), key=loss)
    shares = [(s, _tempered(scores, temperature)) for s, scores in open_ones]

    def right(threshold: float) -> float:
        return sum(s.weight for s, found in shares if chosen(found, threshold) == s.sample.doc_type)

    enough = (1.0 - ABSTAINING) * right(0.0)
    threshold = max(t / 100 for t in range(0, 71, 2) if right(t / 100) >= enough)
    return replace(model, temperature=temperature, threshold=threshold)


def chosen(shares: dict[str, float], threshold: float) -> str:
    """The likeliest label, or ``other`` below the threshold."""
    label = max(sorted(shares), key=lambda known: shares[known])
    return label if shares[label] >= threshold else "other"


def answer(model: TypeModel, sight: Sight) -> tuple[str, float]:
    """What ``models.doctype.classify`` answers with this model."""
    ruled = decide(sight)
    if ruled is not None:
        return ruled
    shares = model.probabilities(features(sight))
    label = chosen(shares, model.threshold)
    return label, shares.get(label, 0.0)


def measure(model: TypeModel, shown: Iterable[Shown]) -> dict[str, float]:
    """Accuracy, macro F1, mean confidence and Brier score of the confidence on some documents."""
    pairs = []
    for one in shown:
        label, confidence = answer(model, one.sight)
        pairs.append((one.sample.doc_type, label, confidence))
    hits = Counter(truth for truth, label, _ in pairs if truth == label)
    truths, labels = Counter(t for t, _, _ in pairs), Counter(g for _, g, _ in pairs)
    f1 = [2 * hits[k] / (truths[k] + labels[k]) for k in truths]
    return {
        "n": len(pairs),
        "accuracy": sum(hits.values()) / len(pairs),
        "macro_f1": sum(f1) / len(f1),
        "confidence": sum(c for _, _, c in pairs) / len(pairs),
        "brier": sum((c - (t == g)) ** 2 for t, g, c in pairs) / len(pairs),
    }


def train() -> tuple[TypeModel, list[tuple[Shown, dict[str, float]]]]:
    """The calibrated model, and what the folds left out with their scores."""
    shown = all_variants([*written("train"), *annotated("train")])
    judged = left_out(shown)
    return calibrate(fit(shown), judged), judged


def report(model: TypeModel, judged: Sequence[tuple[Shown, dict[str, float]]]) -> str:
    """The figures of the model card, as lines of text."""
    lines = [f"features {len(model.rows)}, temperature {model.temperature}, threshold {model.threshold}"]
    folds = [(s, decide(s.sight) or _decided(model, scores)) for s, scores in judged]
    for variant in sorted({s.variant for s, _ in folds}):
        some = [(s.sample.doc_type, label) for s, (label, _) in folds if s.variant == variant]
        lines.append(f"left out, {variant}: {sum(t == g for t, g in some) / len(some):.3f} of {len(some)}")
    lines.extend(_curve(model, judged))
    for name, samples in (("types/dev", written("dev")), ("reports and charters/dev", annotated("dev"))):
        for variant in ("whole", "untitled"):
            texts = samples if variant == "whole" else [replace(s, text=without_title(s)) for s in samples]
            if texts:
                found = measure(model, [show(s) for s in texts])
                lines.append(f"{name}, {variant}: " + ", ".join(f"{k} {v:.3f}" for k, v in found.items()))
    return "\n".join(lines)


def _curve(model: TypeModel, judged: Sequence[tuple[Shown, dict[str, float]]]) -> list[str]:
    """How many whole documents are answered with at least a confidence, and how many of these answers are right."""
    bold = replace(model, threshold=0.0)
    answers = [(s, decide(s.sight) or _decided(bold, scores)) for s, scores in judged if s.variant == "whole"]
    lines = []
    for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = [s.sample.doc_type == label for s, (label, confidence) in answers if confidence >= least]
        lines.append(
            f"confidence >= {least}: {len(kept) / len(answers):.3f} of documents, right {sum(kept) / len(kept):.3f}"
        )
    return lines


def _decided(model: TypeModel, scores: dict[str, float]) -> tuple[str, float]:
    shares = _tempered(scores, model.temperature)
    label = chosen(shares, model.threshold)
    return label, shares.get(label, 0.0)


def store(model: TypeModel) -> None:
    """Puts the model beside the other weights."""
    doctype_model.save(model, Path(doctype_model.__file__).parent / "weights" / "doctype.npz")
