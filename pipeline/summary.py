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
from pipeline.ledger import Entry
from pipeline.messages import Language, say
from pipeline.reference import advice
from pipeline.worker import Settings

_SHOWN_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Times:
    """How a run went: wall clock in seconds, number of workers, documents whose earlier results were used again."""

    seconds: float
    workers: int
    reused: int


def report_failures(failures: Sequence[Entry], lang: Language) -> None:
    """List the failed documents on stderr, each with its code, and the advice once for each code."""
    if not failures:
        return
    print(say("failures.title", lang, n=len(failures)), file=sys.stderr)
    by_code: dict[str, list[str]] = {}
    for entry in failures:
        by_code.setdefault(entry.code, []).append(entry.doc)
    for code, docs in sorted(by_code.items()):
        print(f"  [{code}] {advice(code, lang)}", file=sys.stderr)
        for doc in docs[:_SHOWN_FAILURES]:
            print(f"    {_printable(doc)}", file=sys.stderr)
        if len(docs) > _SHOWN_FAILURES:
            print(f"    {say('failures.more', lang, n=len(docs) - _SHOWN_FAILURES)}", file=sys.stderr)


def summary(out: Path, entries: Mapping[str, Entry], counts: Mapping[str, int], times: Times, lang: Language) -> str:
    """The lines that end a run."""
    failed = sum(e.status == "failed" for e in entries.values())
    partial = sum(e.status == "partial" for e in entries.values())
    charters = sum(e.counts.get("charters", 0) > 0 for e in entries.values())
    lines = [
        say(
            "summary.documents",
            lang,
            n=len(entries),
            failed=failed,
            partial=partial,
            reused=times.reused,
            seconds=times.seconds,
        ),
        say("summary.types", lang, types=_types(entries, lang)),
        say("summary.observations", lang, n=counts["observations"]),
        say("summary.charters", lang, n=charters, verdicts=counts["charters"]),
        say("summary.audit", lang, n=counts["audit"]),
        say("summary.open", lang),
    ]
    width = max(len(str(out / name)) for name, _ in _to_open(out, lang))
    lines += [f"  {out / name!s:{width}}  {what}" for name, what in _to_open(out, lang)]
    return "\n".join(lines)


def run_json(settings: Settings, entries: Mapping[str, Entry], counts: Mapping[str, int], times: Times) -> bytes:
    """The content of run.json: all that may differ between two runs of the same inputs stands here and only here."""
    own = settings.indicators
    content = {
        "program": "zhibiao",
        "version": __version__,
        "configuration": settings.configuration,
        "indicators": None if own is None else {"path": str(own), "sha256": configuration.own_catalogue(own)},
        "packs": configuration.packs(),
        "counts": {
            "documents": len(entries),
            "by_status": dict(sorted(Counter(e.status for e in entries.values()).items())),
            "by_error": dict(sorted(Counter(e.code for e in entries.values() if e.code).items())),
            "by_type": dict(sorted(Counter(e.doc_type for e in entries.values() if e.doc_type).items())),
            "records": {table: n for table, n in counts.items() if table != "documents"},
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
    names = ("indicators.xlsx", "report.html", "reviewed", "observations.csv", "documents.csv")
    return [(name, say(f"open.{name}", lang)) for name in names if (out / name).exists()]


def _printable(doc: str) -> str:
    return doc.encode("utf-8", "replace").decode("utf-8")
