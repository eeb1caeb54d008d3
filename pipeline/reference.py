"""The reference page of statuses and error codes (``docs/errors.md``), made from the error classes themselves."""

from __future__ import annotations

from collections.abc import Iterator

from corpora.errors import ReadError, ZhibiaoError

_HEAD = """# Statuses and errors / 状态与错误代码

This page is made from `corpora/errors.py` by `make docs`; do not edit it by hand.

Every file that is found has a record in `documents.jsonl` with one of three statuses:

| status | |
|---|---|
| `ok` | 全文读出。 Read whole. |
| `partial` | 部分内容没能读出，`warnings` 说明是哪些。 Some of the document could not be given; `warnings` say what. |
| `failed` | 没能读出，`error` 给出代码和办法。 Not read; `error` gives a code and what can be done. |

The workbook and the report tell `ok` with warnings (`ok_with_warnings`, 已读（有提示）) apart from `ok` without any, and
name the code of a failed document. So each file has exactly one of these outcomes: `ok`, `ok_with_warnings`, `partial`,
or one of the codes below.

`skipped` is for files that are no documents (lock files, resource forks, pipes): they have a record like all others but
do not count as failures in the exit status.

`doc_id` is made from the bytes of the file, of a failed one too. A member of an archive that cannot be inflated is known
by its bytes as they stand in the archive; where there are no bytes to be had (a pipe, a file without permission, a link
that is not followed), `doc_id` is the digest of none, `e3b0c44298fc1c14`.

`timeout`, `out_of_memory` and `crash` may be due to the machine and its other work: the next run tries these documents
again. All other outcomes hold until the file or the program changes. What one document may cost is listed by
`zhibiao limits`.

The exit status of `zhibiao run`: 0 all documents read · 1 the run finished and some documents failed · 2 the command
line or the configuration is wrong, or the disk does not take the results · 130 interrupted
(`interrupted`: what is written is whole, the same command goes on from there).

## Codes of failed documents

| code | cause | 怎么办 | what can be done |
|---|---|---|---|
"""


def error_classes(root: type[ZhibiaoError] = ZhibiaoError) -> Iterator[type[ZhibiaoError]]:
    """An error class and all below it."""
    yield root
    for child in root.__subclasses__():
        yield from error_classes(child)


def page() -> str:
    """The reference page in Markdown."""
    shown = [c for c in error_classes(ReadError) if c is not ReadError and c.__module__ == "corpora.errors"]
    rows = [_row(c) for c in sorted(shown, key=lambda c: c.code)]
    return _HEAD + "\n".join(rows) + "\n"


def _row(error: type[ZhibiaoError]) -> str:
    first_line = (error.__doc__ or "").strip().splitlines()[0]
    return f"| `{error.code}` | {first_line} | {error.advice_zh} | {error.advice_en} |"
