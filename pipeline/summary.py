"""What a run says at its end: what failed and what to do about it, what was found, which files to open."""

from __future__ import annotations

import json
import platform
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline import __version__, configuration
from pipeline.assemble import Totals
from pipeline.ledger import Entry
from pipeline.messages import Language, say
from pipeline.worker import Settings


@dataclass(frozen=True, slots=True)
class Times:
    """How a run went.

    Attributes:
        seconds: wall clock.
        workers: their number.
        reused: documents whose earlier results were used again.
        costliest: of the others those that took longest, the worst first.
    """

    seconds: float
    workers: int
    reused: int
    costliest: tuple[Cost, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a document took: wall clock in seconds, and the most memory that its process held, in MB (0: unknown)."""

    seconds: float
    peak_mb: int
    doc: str


def report_failures(failures: Sequence[Entry], lang: Language) -> None:
    """List the failed documents on stderr, one a line: the document, its code, what is wrong and what can be done."""
    if failures:
        print(say("failures.title", lang, n=len(failures)), file=sys.stderr)
    for entry in failures:
        print(f"  {printable(entry.doc)} [{entry.code}] {printable(entry.said.get(lang, ''))}", file=sys.stderr)


def summary(out: Path, entries: Mapping[str, Entry], totals: Totals, times: Times, lang: Language) -> str:
    """The lines that end a run."""
    if not entries:
        return say("summary.nothing", lang)
    documents = [e for e in entries.values() if not e.skipped]
    failed = sum(e.failed for e in documents)
    counts = totals.records
    lines = [
        say(
            "summary.documents",
            lang,
            n=len(documents),
            failed=failed,
            partial=sum(e.status == "partial" for e in documents),
            reused=times.reused,
            seconds=times.seconds,
        ),
        *([say("summary.failed", lang, n=failed)] if failed else []),
        *([say("summary.skipped", lang, n=skipped)] if (skipped := len(entries) - len(documents)) else []),
        say("summary.types", lang, types=_types(entries, lang)),
        say("summary.observations", lang, n=counts["observations"]),
        *([say("summary.accepted", lang, n=totals.accepted)] if totals.accepted else []),
        *([say("summary.doubtful", lang, n=totals.doubtful)] if totals.doubtful else []),
        say(
            "summary.charters",
            lang,
            n=sum(e.counts.get("charters", 0) > 0 for e in documents),
            verdicts=counts["charters"],
        ),
        *([say("summary.forms", lang, n=forms, fields=counts["forms"])] if (forms := _forms(documents)) else []),
        say("summary.audit", lang, n=counts["audit"]),
        say("summary.open", lang),
    ]
    width = max(len(str(out / name)) for name, _ in _to_open(out, lang))
    lines += [f"  {out / name!s:{width}}  {what}" for name, what in _to_open(out, lang)]
    return "\n".join(lines)


def _forms(entries: Sequence[Entry]) -> int:
    return sum(e.doc_type == "inspection_report" and e.counts.get("forms", 0) > 0 for e in entries)


def run_json(settings: Settings, entries: Mapping[str, Entry], totals: Totals, times: Times) -> bytes:
    """The content of run.json: all that may differ between two runs of the same inputs stands here and only here."""
    content = {
        "program": "zhibiao",
        "version": __version__,
        "configuration": settings.configuration,
        "indicators": configuration.own_file(settings.indicators),
        "rules": configuration.own_file(settings.rules),
        "transformer": configuration.own_model(settings.transformer),
        "doubtful_below": configuration.DOUBTFUL_BELOW,
        "accepted_from": configuration.ACCEPTED_FROM,
        "packs": configuration.packs(),
        "counts": {
            "documents": len(entries),
            "by_status": dict(sorted(Counter(e.status for e in entries.values()).items())),
            "by_error": dict(sorted(Counter(e.code for e in entries.values() if e.code).items())),
            "by_type": dict(sorted(Counter(e.doc_type for e in entries.values() if e.doc_type).items())),
            "records": {table: n for table, n in totals.records.items() if table != "documents"},
            "doubtful": totals.doubtful,
            "accepted": totals.accepted,
        },
        "times": asdict(times),
        "python": platform.python_version(),
        "platform": platform.platform(),
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _types(entries: Mapping[str, Entry], lang: Language) -> str:
    counted = Counter(e.doc_type for e in entries.values() if e.doc_type)
    parts = [f"{say(f'type.{name}', lang)} {n}" for name, n in sorted(counted.items(), key=lambda i: (-i[1], i[0]))]
    return ("、" if lang == "zh" else ", ").join(parts) or "—"


def _to_open(out: Path, lang: Language) -> list[tuple[str, str]]:
    names = ("indicators.xlsx", "report.html", "opinions", "reviewed", "observations.csv", "documents.csv")
    return [(name, say(f"open.{name}", lang)) for name in names if (out / name).exists()]


def printable(text: str) -> str:
    """A text for one line of a terminal: what would move the cursor or reverse the writing is written out."""
    return "".join(c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in text)
