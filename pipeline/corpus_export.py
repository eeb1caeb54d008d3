"""``zhibiao corpus export``: an annotated corpus as training data of other programs (spaCy's ``DocBin``)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.errors import ConfigurationError
from corpora.gold import GoldObservation, load_gold, load_lines
from outputs.atomic import atomic_file
from pipeline.messages import Language, say

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

_GOLD = ".gold.jsonl"


class SpacyMissing(ConfigurationError):
    """The optional library spaCy is not installed."""

    advice_zh = "请先安装 spaCy（pip install 'zhibiao[spacy]'）。"
    advice_en = "Install it first: pip install 'zhibiao[spacy]'."


def export_docbin(corpus: Path, target: Path, lang: Language) -> int:
    """Write every text below ``corpus`` that has annotations as one ``.spacy`` file; says how many, returns 0.

    Each ``Doc`` is cut into characters; ``doc.spans["observations"]`` holds the annotated numbers labelled with their
    indicators, all fields of the annotation on ``span._``, and ``doc.cats`` the type where ``types.jsonl`` gives it.

    Raises:
        ConfigurationError: there are no annotated texts, or an annotation does not fit its text.
        SpacyMissing: spaCy is not installed.
    """
    try:
        import spacy
        from spacy.tokens import DocBin
    except ImportError as error:
        raise SpacyMissing(str(error)) from error
    nlp = spacy.blank("zh")
    store = DocBin(store_user_data=True)
    numbers = 0
    for gold in sorted(corpus.rglob(f"*{_GOLD}")) if corpus.is_dir() else []:
        text = gold.with_name(gold.name.replace(_GOLD, ".txt"))
        if text.exists():
            doc = _doc(nlp, text, gold)
            numbers += len(doc.spans["observations"])
            store.add(doc)
    if not len(store):
        raise ConfigurationError(f"{corpus}: no *.txt with *{_GOLD}")
    with atomic_file(target) as file:
        file.write(store.to_bytes())
    print(say("corpus.exported", lang, documents=len(store), numbers=numbers, file=target))
    return 0


def _doc(nlp: Pipeline, text: Path, gold: Path) -> Doc:
    from pipeline import spacy_records as kept

    kept.register()
    doc = nlp.make_doc(text.read_text(encoding="utf-8"))
    numbers = {f"{text.stem}-{n}": row for n, row in enumerate(_annotated(gold))}
    kept.put(doc, "observations", {key: asdict(row) for key, row in numbers.items()})
    spans = ((key, row.indicator, row.start, row.end) for key, row in numbers.items())
    kept.put_spans(doc, "observations", spans, list(range(len(doc.text))))
    if len(doc.spans["observations"]) != len(numbers):
        raise ConfigurationError(f"{gold}: a span does not lie in the text")
    types = {row["doc"]: row["doc_type"] for row in _lines(text.with_name("types.jsonl"))}
    if label := types.get(text.stem):
        doc.cats[label] = 1.0
    return doc


def _annotated(gold: Path) -> list[GoldObservation]:
    try:
        return load_gold(gold)
    except (TypeError, ValueError) as error:
        raise ConfigurationError(f"{gold}: {error}") from error


def _lines(path: Path) -> list[dict[str, Any]]:
    return load_lines(path) if path.exists() else []
