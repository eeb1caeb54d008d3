"""What a document may cost at most: every fixed limit of the program, in one place. ``zhibiao limits`` prints them.

A limit is there so that one file cannot stop a run of ten thousand; each is far above what offices send.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["bytes", "seconds", "times", "number"]

# One document, by default.
SECONDS = 60  # wall clock, reading and everything after it
STALLED = 40  # seconds without a page, block or sentence done
MEMORY = 2**30  # bytes of the process that reads it
MAX_DOCUMENT = 50 * 2**20  # bytes as submitted, or as they come out of an archive
MAX_TEXT = 2_000_000  # characters of clean text that are evaluated; the rest is left out and the record says so
MAX_NUMBERS = 20_000  # numbers in the text that are evaluated, as MAX_TEXT

# Archives, and documents that are archives inside.
MAX_ARCHIVE = 2**30  # bytes of all members together, inflated
MAX_MEMBERS = 10_000  # members of archives inside it included
MAX_DEPTH = 3  # an archive in an archive in an archive
MAX_RATIO = 250  # bytes out of the inflater for each byte in, above RATIO_FLOOR
RATIO_FLOOR = 10 * 2**20  # bytes

# Inside a document.
MAX_PART = 40 * 2**20  # bytes of one XML part, inflated; a tree takes up to twenty times its bytes
MAX_PAGES = 5_000
MAX_STREAM = 128 * 2**20  # bytes of one stream of a PDF, inflated; pictures are not counted
MAX_STREAMS = 512 * 2**20  # bytes of all of them together
MAX_CHARACTERS = 3_000_000  # characters of a PDF or OFD; the pages behind are left out and the record says so


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as it is told to people: ``name`` is its key in the messages, ``value`` counts in ``unit``."""

    name: str
    value: int
    unit: Unit


LIMITS = (
    Limit("seconds", SECONDS, "seconds"),
    Limit("stalled", STALLED, "seconds"),
    Limit("memory", MEMORY, "bytes"),
    Limit("document", MAX_DOCUMENT, "bytes"),
    Limit("text", MAX_TEXT, "number"),
    Limit("numbers", MAX_NUMBERS, "number"),
    Limit("archive", MAX_ARCHIVE, "bytes"),
    Limit("members", MAX_MEMBERS, "number"),
    Limit("depth", MAX_DEPTH, "number"),
    Limit("ratio", MAX_RATIO, "times"),
    Limit("part", MAX_PART, "bytes"),
    Limit("pages", MAX_PAGES, "number"),
    Limit("stream", MAX_STREAM, "bytes"),
    Limit("streams", MAX_STREAMS, "bytes"),
    Limit("characters", MAX_CHARACTERS, "number"),
)
