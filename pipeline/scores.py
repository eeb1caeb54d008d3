"""``zhibiao evaluate``: the scores of a run as people and programs read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora.errors import ConfigurationError
from corpora.gold import load_lines
from extractors.charters.scoring import Miss, score
from extractors.records import Verdict
from outputs.jsonl import read_jsonl
from pipeline.breakdown import breakdown_lines
from pipeline.evaluate import LEVELS, Evaluation, evaluate, stem
from pipeline.folder import NoResults, RunFolder
from pipeline.messages import Language, say
from pipeline.structure_scores import Lists, StructureScores, structure_scores

_GOLD = ".gold.jsonl"


@dataclass(frozen=True, slots=True)
class Shown:
    """How scores are shown: so many examples of what is wrong, by group and kind too, as JSON, in a language."""

    misses: int = 0
    breakdown: bool = False
    as_json: bool = False
    lang: Language = "en"


def show(out: Path, gold: Path, ignore: Path | None, shown: Shown) -> int:
    """Print the scores of the run in ``out`` (or of one observations.jsonl) against the annotations below ``gold``.

    Raises:
        ConfigurationError: there are no results or no annotations there.
    """
    observations = out if out.is_file() else out / "observations.jsonl"
    if not observations.exists():
        raise NoResults(f"{observations}")
    annotated, charters = load_annotations(gold)
    misses, lang = shown.misses, shown.lang
    results: dict[str, Any] = {}
    text: list[str] = []
    if annotated:
        ignored = _lines(ignore) if ignore else []
        found = evaluate(_rows(observations), annotated, ignored)
        structure = _structure(observations, gold)
        results |= found.as_dict() | found.breakdown() | ({"structure": structure.as_dict()} if structure else {})
        text += observation_lines(found, misses, lang)
        text += breakdown_lines(found, structure, lang) if shown.breakdown else []
    if charters:
        judged = score(_verdicts(observations.with_name("charters.jsonl")), charters)
        wrong = judged.pop("misses")
        results["charters"] = judged
        text += _charter_lines(judged, wrong if isinstance(wrong, list) else [], misses, lang)
    print(json.dumps(results, ensure_ascii=False) if shown.as_json else "\n".join(text))
    return 0


def load_annotations(folder: Path) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
    """Annotated observations by document, and annotated verdicts, of a folder and the folders below it.

    Raises:
        ConfigurationError: there are none, or a file is not JSONL.
    """
    observations: dict[str, list[dict[str, Any]]] = {}
    verdicts: list[dict[str, Any]] = []
    for path in sorted(folder.rglob(f"*{_GOLD}")) if folder.is_dir() else []:
        rows = _lines(path)
        if rows and "rule" in rows[0]:
            verdicts += rows
        else:
            observations[path.name.removesuffix(_GOLD)] = rows
    if not observations and not verdicts:
        raise ConfigurationError(f"{folder}: no *{_GOLD}")
    return observations, verdicts


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        return list(read_jsonl(path))
    except ValueError as error:
        raise ConfigurationError(str(error)) from error


def _verdicts(path: Path) -> list[Verdict]:
    return [Verdict(**{**row, "defects": tuple(row["defects"])}) for row in _rows(path)]


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return load_lines(path)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path}: {error}") from error


def _structure(observations: Path, gold: Path) -> StructureScores | None:
    """The scores of types, headings and articles, where the annotation has such lists and the run its documents."""
    documents = observations.with_name("documents.jsonl")
    lists = Lists.of(gold)
    if not documents.exists() or not (lists.types or lists.sections or lists.articles):
        return None
    records = [row for row in _rows(documents) if row["error"] is None]
    texts = {stem(row["doc"]): RunFolder(documents.parent).text(row["doc_id"]) for row in records}
    return structure_scores(
        records, {doc: file.read_text(encoding="utf-8") for doc, file in texts.items() if file.exists()}, lists
    )


def observation_lines(found: Evaluation, misses: int, lang: Language) -> list[str]:
    """Levels and attributes of a scored run, and examples of what is wrong, as lines of text."""
    lines = [say("evaluate.numbers", lang, gold=found.gold, predicted=found.predicted)]
    for level in sorted(LEVELS):
        score = found.levels[level]
        lines.append(f"{level:8} P {score.p:.3f}  R {score.r:.3f}  F1 {score.f1:.3f}  {say(f'evaluate.{level}', lang)}")
    attributes = "  ".join(f"{name} {share:.3f}" for name, share in found.attributes.items())
    lines.append(f"{say('evaluate.attributes', lang)} {attributes}")
    if misses:
        lines += _listed(say("evaluate.missed", lang), found.missed, misses)
        lines += _listed(say("evaluate.spurious", lang), found.spurious, misses)
        lines.append(f"-- {say('evaluate.confused', lang)}")
        lines += [f"   {n:3d}  {gold} -> {got}" for (gold, got), n in found.confused.most_common(misses)]
    return lines


def _listed(title: str, rows: Sequence[tuple[str, ...]], most: int) -> list[str]:
    return [f"-- {title} ({len(rows)})", *(f"   | {' | '.join(row)}" for row in rows[:most])]


def _charter_lines(judged: Mapping[str, Any], wrong: list[Miss], most: int, lang: Language) -> list[str]:
    counts = judged["counts"]
    shares = [f"{name} {judged[name]:.3f} ({n})" for name, n in counts.items()]
    lines = [say("evaluate.verdicts", lang, n=counts["all"]), "  ".join(shares)]
    rows = [(miss.doc, miss.rule, "/".join(miss.wanted), str(miss.got)) for miss in wrong]
    return lines + (_listed(say("evaluate.wrong", lang), rows, most) if most else [])
