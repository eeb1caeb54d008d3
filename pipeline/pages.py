"""The parts of the documentation that the program itself writes: ``make docs``.

These are ``docs/errors.md``, ``docs/charter_rules.md`` and, in both READMEs, what stands between ``<!-- name -->`` and ``<!-- /name -->``: a record
from a run over the sample documents, and the scores of runs over the test parts of the written corpora.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from functools import cache
from pathlib import Path

from pipeline import rules
from pipeline.messages import Language
from pipeline.reference import page

_HOUSE = Path(__file__).parent.parent
_READMES: dict[str, Language] = {"README.md": "en", "README.zh-CN.md": "zh"}


def pages() -> dict[Path, str]:
    """Each page that is written by the program, with the content it is to have."""
    content = {_HOUSE / "docs" / "errors.md": page(), _HOUSE / "docs" / "charter_rules.md": rules.page()}
    for name, lang in _READMES.items():
        parts = {"excerpt": _fenced("json", excerpt()), "scores": _fenced("text", scores(lang))}
        content[_HOUSE / name] = filled((_HOUSE / name).read_text(encoding="utf-8"), parts)
    return content


def filled(text: str, parts: dict[str, str]) -> str:
    """The text with each named part put between its marks.

    Raises:
        ValueError: the text has no such marks.
    """
    for name, part in parts.items():
        before, opened, rest = text.partition(f"<!-- {name} -->\n")
        _, closed, after = rest.partition(f"<!-- /{name} -->")
        if not opened or not closed:
            raise ValueError(f"no marks of the part {name}")
        text = f"{before}{opened}{part}{closed}{after}"
    return text


@cache
def excerpt() -> str:
    """A line of observations.jsonl of the samples: the first part of a stated total that stands on a page."""
    with tempfile.TemporaryDirectory() as folder:
        _run([_HOUSE / "corpora" / "samples"], Path(folder))
        lines = (Path(folder) / "observations.jsonl").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if '"part_of": null' not in line and '"page": null' not in line)


@cache
def scores(lang: Language) -> str:
    """What ``zhibiao evaluate`` prints for the reports and the charters that nothing was tuned on."""
    from pipeline.scores import Shown, show

    printed = []
    for kind in ("reports", "charters"):
        gold = _HOUSE / "corpora" / kind / "test"
        ignored = gold / "ambiguous.jsonl"
        with tempfile.TemporaryDirectory() as folder:
            _run(sorted(gold.glob("*.txt")), Path(folder))
            with contextlib.redirect_stdout(io.StringIO()) as said:
                show(Path(folder), gold, ignored if ignored.exists() else None, Shown(lang=lang))
        more = f" --ignore corpora/{kind}/test/ambiguous.jsonl" if ignored.exists() else ""
        printed += [f"$ zhibiao run corpora/{kind}/test/*.txt --out /tmp/{kind}"]
        printed += [f"$ zhibiao evaluate /tmp/{kind} corpora/{kind}/test{more}", said.getvalue()]
    return "\n".join(printed).rstrip()


def _run(inputs: list[Path], out: Path) -> None:
    from pipeline.run import Order, execute

    with contextlib.redirect_stdout(io.StringIO()):
        execute(Order(tuple(inputs), out), "en")


def _fenced(kind: str, text: str) -> str:
    return f"```{kind}\n{text}\n```\n"


if __name__ == "__main__":
    for path, content in pages().items():
        path.write_text(content, encoding="utf-8")
