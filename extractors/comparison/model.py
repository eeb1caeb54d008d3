"""Where a charter departs from the skeleton of its type."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpora.structure.provisions import Provision
from extractors.charters.normal import plain
from extractors.comparison.alignment import side
from extractors.comparison.pairs import Change, Pair, Side
from extractors.comparison.skeleton import ModelArticle, Skeleton
from extractors.records import Verdict

# From which likeness (0 to 100) an article is taken for the counterpart: shared words where it has the cues, less in the
# chapter where it belongs; the wording itself where it has no cues.
_CUED, _CUED_IN_CHAPTER, _UNCUED = 35.0, 25.0, 62.0
_SHARED = 55.0  # from which an article with the cues also stands for a second article of the skeleton
_CUES, _CHAPTER, _RULE = 30.0, 12.0, 30.0  # what cues, the chapter and the deciding text of the rule add
_SAME = 96.0
_BLANK = re.compile(r"【[^】]*】")  # what only the organisation knows


def compare_to_skeleton(
    text: str, found: Sequence[Provision], verdicts: Sequence[Verdict], subject: str, model: Skeleton
) -> list[Pair]:
    """A charter against the skeleton of its type.

    Args:
        text: the clean text.
        found: its articles.
        verdicts: of the charter review; a rule that is ``missing`` has no counterpart, whatever words are alike.
        subject: the word that the charter uses for its organisation.
        model: the skeleton.

    Returns:
        A pair for each article of the skeleton in its order, the skeleton's on the ``old`` side: ``same``, ``changed`` (other
        words), ``moved`` (in another chapter), ``removed`` (the charter has none). Then, as ``added``, the articles of
        the charter that are the counterpart of none.
    """
    judged = {verdict.rule: verdict for verdict in verdicts}
    bodies = [plain(text[p.body : p.end]) for p in found]
    wordings = [article.wording.strip().replace("{subject}", subject) for article in model.articles]
    candidates = [
        _candidates(article, plain(wording), found, bodies, judged)
        for article, wording in zip(model.articles, wordings, strict=True)
    ]
    assigned = _assigned(candidates)
    pairs = []
    for number, (article, wording) in enumerate(zip(model.articles, wordings, strict=True)):
        old, best = Side(None, article.chapter, wording), assigned.get(number)
        if best is None:
            pairs.append(Pair("removed", old, None, article.topic, article.basis))
        else:
            change = _change(article, plain(wording), found[best], bodies[best])
            pairs.append(Pair(change, old, side(text, found[best]), article.topic, article.basis))
    used = set(assigned.values())
    return pairs + [Pair("added", None, side(text, p)) for number, p in enumerate(found) if number not in used]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An article of the charter that may be the counterpart; ``sure`` ones may be that of several."""

    provision: int
    score: float
    sure: bool


def _candidates(
    article: ModelArticle,
    wording: str,
    found: Sequence[Provision],
    bodies: Sequence[str],
    judged: Mapping[str, Verdict],
) -> list[_Candidate]:
    verdict = judged.get(article.rule or "")
    if verdict is not None and verdict.verdict == "missing":
        return []
    out = []
    for number, (provision, body) in enumerate(zip(found, bodies, strict=True)):
        cued = any(all(word in body for word in group) for group in article.cues)
        placed = _in_chapter(article, provision)
        decided = verdict is not None and verdict.start is not None and provision.start <= verdict.start < provision.end
        likeness = _likeness(wording, body, cued)
        if decided or likeness >= ((_CUED_IN_CHAPTER if placed else _CUED) if cued else _UNCUED):
            score = likeness + _CUES * cued + _CHAPTER * placed + _RULE * decided
            out.append(_Candidate(number, score, decided or (cued and likeness >= _SHARED)))
    return out


def _assigned(candidates: Sequence[Sequence[_Candidate]]) -> dict[int, int]:
    """The counterpart of each article of the skeleton, the best matches first.

    An article of the charter that is already a counterpart becomes that of another only if it surely speaks of it too.
    """
    ranked = sorted(
        ((number, candidate) for number, listed in enumerate(candidates) for candidate in listed),
        key=lambda item: (-item[1].score, item[0], item[1].provision),
    )
    assigned: dict[int, int] = {}
    for number, candidate in ranked:
        if number not in assigned and (candidate.sure or candidate.provision not in assigned.values()):
            assigned[number] = candidate.provision
    return assigned


def _in_chapter(article: ModelArticle, provision: Provision) -> bool:
    title = plain(provision.chapter_title or "")
    return any(word in title for word in article.chapter_words)


def _change(article: ModelArticle, wording: str, provision: Provision, body: str) -> Change:
    from rapidfuzz import fuzz

    if provision.chapter_title and not _in_chapter(article, provision):
        return "moved"
    fixed = _BLANK.sub("", wording)
    return "same" if fuzz.ratio(fixed, body) >= _SAME or fixed.rstrip("。") in body else "changed"


def _likeness(wording: str, body: str, cued: bool) -> float:
    """0 to 100: the words that two articles share, so that a long list does not hide that it speaks of the same.

    Without cues the wordings themselves, because a few common words would make anything alike.
    """
    from rapidfuzz import fuzz

    fixed = _BLANK.sub("", wording)
    return float(fuzz.token_set_ratio(_words(fixed), _words(body)) if cued else fuzz.ratio(fixed, body))


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    import rjieba

    return " ".join(word for word in rjieba.cut(text) if len(word) > 1)
