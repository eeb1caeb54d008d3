"""Short documents of every type, written for this project: one file for each type, several documents in it.

A line ``@@ id`` begins a document; its text runs to the next such line. The file's name is the type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Sample:
    """A written document: its id, its type and its text."""

    name: str
    doc_type: str
    text: str


def samples(split: str) -> Iterator[Sample]:
    """The documents of a split (``train`` or ``dev``), in the order of their files and places."""
    folder = resources.files("corpora.types") / split
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        doc_type, _, kind = file.name.partition(".")
        if kind != "txt":
            continue
        for piece in file.read_text(encoding="utf-8").split("@@ ")[1:]:
            name, _, text = piece.partition("\n")
            yield Sample(name.strip(), doc_type, text.strip("\n") + "\n")
