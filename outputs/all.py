"""Everything that is made from the finished JSONL files of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from outputs.catalogue_info import IndicatorInfo
from outputs.jsonl import read_jsonl
from outputs.report import write_report
from outputs.schema import TABLES
from outputs.tables import write_csv, write_parquet
from outputs.workbook import write_workbook


def write_tables(out_dir: Path, catalogue: Sequence[IndicatorInfo], version: str, doubtful_below: float) -> list[Path]:
    """Write CSV, Parquet, ``indicators.xlsx`` and ``report.html`` from the JSONL files and texts of a run.

    Works with no documents and with failed ones only; a JSONL file that is not there counts as empty. The bytes depend
    on nothing but the JSONL, the texts, the catalogue and the version.

    Args:
        out_dir: the folder of the run, with ``*.jsonl`` and ``text/``.
        catalogue: the indicators in the order of their columns.
        version: of the program.
        doubtful_below: confidence below which a number is shown as doubtful.

    Returns:
        The paths written, in order.

    Raises:
        ValueError: a JSONL file is damaged; the message gives file and line.
        OSError: the disk refuses.
    """
    written = []
    for name, table in TABLES.items():
        source = out_dir / f"{name}.jsonl"
        written += [out_dir / f"{name}.csv", out_dir / f"{name}.parquet"]
        write_csv(written[-2], table, read_jsonl(source))
        write_parquet(written[-1], table, read_jsonl(source))
    written.append(write_workbook(out_dir, catalogue, version, doubtful_below))
    written.append(write_report(out_dir, catalogue, version, doubtful_below))
    return written
