"""Lists that deal their names out to the numbers behind them: 社会团体、基金会分别为58家、2家，注销3家、1家."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.observations.context import Context
from extractors.quantities.model import Quantity

_DEALS = re.compile(r"分别|依次|各(?=[为有占]?[\d０-９一二三四五六七八九十百千两])")
_JOINED = re.compile(r"[、和与及，,以\s]{1,2}")
_NUMBERS_JOINED = re.compile(r"[、，,和与及以]{1,2}(?:约|近)?")


@lru_cache(maxsize=64)
def words_that_deal(sentence: str) -> tuple[int, ...]:
    """Where the words that deal a list out (分别) begin in a sentence; most have none."""
    return tuple([found.start() for found in _DEALS.finditer(sentence)])


def last_word_that_deals(context: Context) -> int:
    """Where in the sentence the last word that deals a list out before the number begins; -1 without one."""
    starts = words_that_deal(context.frame.sentence.text)
    return max((start for start in starts if start < context.here), default=-1)


def dealt(context: Context, named: Sequence[tuple[int, int, str]], reach: int | None = None) -> str | None:
    """The n-th name of a list for the n-th number behind 分别; None where no list deals one out to this number.

    A later list of as many numbers is dealt out like the first, unless other names stand between them.

    Args:
        context: the number and its sentence.
        named: (start, end, name) of what the sentence names, in order; positions in the sentence. One word may name several (三类组织).
        reach: in characters, how far behind the list 分别 may stand; None for any distance.
    """
    if len(named) < 2:
        return None
    sentence = context.frame.sentence
    at = last_word_that_deals(context)
    if at < 0:
        return None
    run: list[tuple[int, int, str]] = []
    for one in reversed([n for n in named if n[1] <= at]):
        if run and one[:2] != run[0][:2] and not _JOINED.fullmatch(sentence.text, one[1], run[0][0]):
            break
        run.insert(0, one)
    if len(run) < 2 or (reach is not None and at - run[-1][1] > reach):
        return None
    here, offset = context.frame.quantity, at + sentence.start
    nth = sum(offset <= q.start < here.start for q in sentence.quantities)
    if nth >= len(run):
        lists = lists_of_numbers(context, offset)
        own = next(numbers for numbers in lists if here in numbers)
        others = any(at < start and end <= own[0].start - sentence.start for start, end, _ in named)
        if others or not len(own) == len(lists[0]) == len(run):
            return None
        nth = own.index(here)
    return run[nth][2]


def lists_of_numbers(context: Context, offset: int) -> list[list[Quantity]]:
    """The numbers of the sentence from ``offset`` in the text on, those joined in one list (扶持12家、18家) together."""
    text, start = context.frame.sentence.text, context.frame.sentence.start
    made: list[list[Quantity]] = []
    for quantity in context.frame.sentence.quantities:
        if quantity.start < offset:
            continue
        if made and _NUMBERS_JOINED.fullmatch(text, made[-1][-1].end - start, quantity.start - start):
            made[-1].append(quantity)
        else:
            made.append([quantity])
    return made
