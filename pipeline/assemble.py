"""From the shards of single documents to the final tables: sorted by document, the same bytes whatever the way there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.audit import audit_across
from extractors.audit.flags import FLAG_OF_KIND
from extractors.forms import FormsAcross
from extractors.records import as_dict
from outputs.atomic import atomic_file
from outputs.doubt import is_accepted, is_doubtful
from outputs.jsonl import to_line
from pipeline.folder import TABLES, RunFolder, read_json
from pipeline.ledger import Entry, Ledger


@dataclass(frozen=True, slots=True)
class Totals:
    """The number of records of each table, of numbers that must be looked at before they are used, and of accepted ones."""

    records: Mapping[str, int]
    doubtful: int
    accepted: int


def leaders(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The first document, in order of ``doc``, of each content: identical copies share ``doc_id`` and clean text."""
    first: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda e: e.doc):
        if entry.text:
            first.setdefault(entry.content, entry)
    return first


def contested(entries: Sequence[Entry]) -> list[Entry]:
    """The leaders whose copies were read differently (by their names): they are to be done again, after all others."""
    first = leaders(entries)
    return sorted(
        {
            first[e.content].doc: first[e.content] for e in entries if e.text and first[e.content].text != e.text
        }.values(),
        key=lambda e: e.doc,
    )


def shards(folder: RunFolder, entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """The results of each document in order of ``doc``, one in memory at a time.

    Where copies of the same bytes were read differently each gets the results of the first.
    """
    first = leaders(entries)
    for entry in sorted(entries, key=lambda e: e.doc):
        leader = first[entry.content] if entry.text else entry
        same = leader.text == entry.text
        shard = read_json(folder.shard((entry if same else leader).doc))
        if shard is None:
            raise FileNotFoundError(f"the results of {entry.doc} went away while the run went on")
        yield shard if same else _relabelled(shard, entry.doc)


def write_tables_of_records(
    folder: RunFolder, entries: Sequence[Entry], doubtful_below: float, accepted_from: float
) -> Totals:
    """Write the five JSONL files; by their confidence numbers count as doubtful (below) and accepted (from).

    Numbers of different documents are held against each other here, where all documents are at hand.
    """
    across = _Across(shards(folder, entries))
    counts = dict.fromkeys(TABLES, 0)
    doubtful = accepted = 0
    with ExitStack() as stack:
        files = {table: stack.enter_context(atomic_file(folder.out / f"{table}.jsonl")) for table in TABLES}
        for shard in map(across.applied, shards(folder, entries)):
            for table in TABLES:
                for record in shard[table]:
                    files[table].write(to_line(record).encode("utf-8") + b"\n")
                counts[table] += len(shard[table])
            doubtful += sum(is_doubtful(row, doubtful_below) for row in shard["observations"])
            accepted += sum(is_accepted(row, accepted_from) for row in shard["observations"])
    return Totals(counts, doubtful, accepted)


class _Across:
    """The findings between documents, by the document under which they stand, and the ids that they flag."""

    def __init__(self, all_shards: Iterable[dict[str, Any]]) -> None:
        forms = FormsAcross()
        findings = [*audit_across(_observations(all_shards, forms)), *forms.findings()]
        self.by_doc: dict[str, list[dict[str, Any]]] = {}
        self.flags: dict[str, set[str]] = {}
        for finding in findings:
            self.by_doc.setdefault(finding.doc, []).append(as_dict(finding))
            for concerned in finding.observations:
                self.flags.setdefault(concerned, set()).add(FLAG_OF_KIND[finding.kind])

    def applied(self, shard: dict[str, Any]) -> dict[str, Any]:
        """The shard with what follows from the other documents."""
        doc = shard["documents"][0]["doc"]
        return {
            **shard,
            "observations": [self._flagged(row) for row in shard["observations"]],
            "audit": [*shard["audit"], *self.by_doc.get(doc, [])],
        }

    def _flagged(self, row: dict[str, Any]) -> dict[str, Any]:
        more = self.flags.get(row["id"])
        return {**row, "flags": sorted({*row["flags"], *more})} if more else row


def _observations(all_shards: Iterable[dict[str, Any]], forms: FormsAcross) -> Iterator[dict[str, Any]]:
    """The observations of all documents; their form records go to ``forms`` on the way."""
    for shard in all_shards:
        if shard["forms"]:
            forms.add(shard["documents"][0], shard["forms"])
        yield from shard["observations"]


def remove_stale(folder: RunFolder, ledger: Ledger, current: Mapping[str, Entry]) -> None:
    """Remove what earlier runs wrote for documents that are no longer handed in; files of others stay."""
    wanted = {file for entry in current.values() for file in entry.files}
    written = ledger.earlier_files.union(*(entry.files for entry in ledger.entries.values()))
    for name in sorted(written - wanted):
        _remove(folder.out / name, folder.out)
    for doc in ledger.entries.keys() - current.keys():
        folder.shard(doc).unlink(missing_ok=True)


def _remove(path: Path, top: Path) -> None:
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == top or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()


def _relabelled(shard: dict[str, Any], doc: str) -> dict[str, Any]:
    return {
        **shard,
        **{table: [{**record, "doc": doc} for record in shard[table]] for table in TABLES},
    }
