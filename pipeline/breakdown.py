"""Scores by group of indicators and kind of number, and those of types, headings and articles, as lines of text."""

from __future__ import annotations

from pipeline.configuration import ACCEPTED_FROM
from pipeline.evaluate import ATTRIBUTES, Evaluation
from pipeline.messages import Language, say
from pipeline.structure_scores import StructureScores


def breakdown_lines(found: Evaluation, structure: StructureScores | None, lang: Language) -> list[str]:
    """All that ``zhibiao evaluate --breakdown`` adds."""
    lines = [f"-- {say('breakdown.groups', lang)}"]
    lines.append(f"   {'':8}{'gold':>6}{'pred':>6}{'P':>7}{'R':>7}{'F1':>7}{'L3':>7}  {'  '.join(ATTRIBUTES)}")
    for name, figures in found.groups.items():
        level = figures.levels["L2"]
        lines.append(
            f"   {name:8}{figures.gold:6}{figures.predicted:6}{level.p:7.3f}{level.r:7.3f}{level.f1:7.3f}"
            f"{figures.levels['L3'].f1:7.3f}  "
            + "  ".join(_cell(figures.attributes.get(a), len(a)) for a in ATTRIBUTES)
        )
    lines.append(f"-- {say('breakdown.kinds', lang)}")
    for name, recall in found.kinds.items():
        shares = "  ".join(f"{level} {share:.3f}" for level, share in recall.levels.items())
        lines.append(f"   {recall.gold:5}  {shares}  {say(f'kind.{name}', lang)}")
    if found.calibration_error is not None:
        lines.append(say("breakdown.calibration", lang, error=found.calibration_error))
    if found.accepted is not None:
        share, right = found.accepted
        lines.append(say("breakdown.accepted", lang, least=ACCEPTED_FROM, share=share, right=right))
    return lines + (_structure_lines(structure, lang) if structure else [])


def _cell(share: float | None, width: int) -> str:
    return f"{'-' if share is None else f'{share:.2f}':>{width}}"


def _structure_lines(found: StructureScores, lang: Language) -> list[str]:
    lines = []
    if found.accuracy is not None and found.macro_f1 is not None:
        said = say("breakdown.types", lang, n=found.documents, accuracy=found.accuracy, macro=found.macro_f1)
        lines.append(said)
    if found.particulars:
        shares = "  ".join(f"{name} {share:.3f}" for name, share in found.particulars.items())
        lines.append(f"{say('breakdown.particulars', lang)} {shares}")
    for name in ("headings", "levels", "articles"):
        if score := getattr(found, name):
            lines.append(f"P {score.p:.3f}  R {score.r:.3f}  F1 {score.f1:.3f}  {say(f'breakdown.{name}', lang)}")
    if found.article_titles is not None:
        lines.append(say("breakdown.article_titles", lang, share=found.article_titles))
    return lines
