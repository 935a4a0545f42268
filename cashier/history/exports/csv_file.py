"""Cases as CSV, and their figures as a second file beside it: each file is one table.

UTF-8 with a byte order mark, so that Excel shows Chinese right; lines end as RFC 4180 says.
"""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from cashier.core.money import Money
from cashier.history.exports.columns import Cell, cells, heads
from cashier.history.exports.inert import inert
from cashier.history.exports.job import Job
from cashier.history.exports.lines import facts, figures


def write_cases(job: Job, path: Path) -> None:
    """Write the table of cases."""
    rows = ([_text(cell) for cell in cells(row, job.wording)] for row in job.cases())
    _write(path, heads(job.wording), rows)


def write_figures(job: Job, path: Path) -> None:
    """Write the figures: group, name, number, money."""
    words = job.wording.words
    names = ("export-group", "export-figure", "export-value", "export-amount")
    lines = (*facts(job.report, job.wording), *figures(job.report, job.wording))
    rows = ([_text(cell) for cell in (one.group, one.name, one.value, one.money)] for one in lines)
    _write(path, [words(name) for name in names], rows)


def _write(path: Path, head: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(head)
        writer.writerows(rows)


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return inert(cell)
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case Money():
            return cell.yuan
        case _:
            return str(cell)
