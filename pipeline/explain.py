"""``zhibiao explain``: why a number got its indicator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora.errors import ConfigurationError
from outputs.jsonl import read_jsonl
from pipeline.folder import NoResults, RunFolder, read_json
from pipeline.messages import Language, say


class UnknownId(ConfigurationError):
    """No observation has this id, or several begin like it."""

    advice_zh = "id 见 observations.csv 的 id 列，给出能唯一确定的开头几位即可。"
    advice_en = "The ids stand in the column id of observations.csv; the first characters that are unique suffice."


@dataclass(frozen=True, slots=True)
class Explanation:
    """An observation as written, the reason for it, and the further documents that are copies of its source."""

    observation: dict[str, Any]
    reason: dict[str, Any] | None
    copies: tuple[str, ...]


def explain(out: Path, identifier: str) -> Explanation:
    """Find the observation whose id is, or uniquely begins with, ``identifier``.

    Raises:
        NoResults: the folder holds no run.
        UnknownId: none has that id, or more than one begins like it.
    """
    if not (out / "observations.jsonl").exists():
        raise NoResults(str(out))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in read_jsonl(out / "observations.jsonl"):
        if row["id"].startswith(identifier):
            found.setdefault(row["id"], []).append(row)
    if identifier not in found and len(found) != 1:
        some = ", ".join(sorted(found)[:5]) + (" …" if len(found) > 5 else "")
        raise UnknownId(f"{identifier} ({some})" if found else identifier)
    rows = found.get(identifier) or next(iter(found.values()))
    return Explanation(rows[0], _reason(RunFolder(out), rows[0]), tuple(row["doc"] for row in rows[1:]))


def _reason(folder: RunFolder, row: dict[str, Any]) -> dict[str, Any] | None:
    shard = read_json(folder.shard(row["doc"])) or {}
    pairs = zip(shard.get("observations", []), shard.get("reasons", []), strict=True)
    return next((reason for kept, reason in pairs if kept["id"] == row["id"]), None)


def show(out: Path, identifier: str, lang: Language) -> int:
    """Print the explanation; returns 0.

    Raises:
        ConfigurationError: as ``explain``.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    explanation = explain(out, identifier)
    row, reason = explanation.observation, explanation.reason
    console = Console(highlight=False)
    number = f"{row['quote']} = {_plain(row['value'])} {row['unit']}"
    console.print(Text(f"{number}  →  {row['indicator']} {row['label']}", style="bold"))
    console.print(_marked(_sentence(out, row, reason), row["quote"]))
    table = Table(show_header=False, box=None, pad_edge=False)
    if reason:
        table.add_row(say("explain.rule", lang), Text(reason["rule"]))
        table.add_row(say("explain.cues", lang), Text("、".join(reason["cues"]) or "—"))
    for key, value in row.items():
        table.add_row(key, Text(_plain(value)))
    if explanation.copies:
        table.add_row(say("explain.copies", lang), Text(", ".join(explanation.copies)))
    console.print(table)
    return 0


def _sentence(out: Path, row: dict[str, Any], reason: dict[str, Any] | None) -> tuple[str, int]:
    """The sentence around a number and where in it the number begins."""
    text = RunFolder(out).text(row["doc_id"]).read_text(encoding="utf-8")
    sentence = (reason or {}).get("sentence") or ""
    begin = text.rfind(sentence, 0, row["end"] + len(sentence)) if sentence else -1
    if begin < 0 or not begin <= row["start"] < begin + len(sentence):
        begin = max(text.rfind("\n", 0, row["start"]), text.rfind("。", 0, row["start"])) + 1
        end = min((i for c in "\n。" if (i := text.find(c, row["end"])) >= 0), default=len(text))
        sentence = text[begin : end + 1].rstrip("\n")
    return sentence, row["start"] - begin


def _marked(sentence: tuple[str, int], quote: str) -> Any:
    from rich.text import Text

    text, at = sentence
    # The brackets show the number where there are no colours.
    marked = Text(f"{text[:at]}【")
    marked.append(quote, style="bold reverse")
    marked.append(f"】{text[at + len(quote) :]}")
    return marked


def _plain(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, list):
        return " / ".join(map(_plain, value)) or "—"
    return str(value)
