"""Writes a report to a file: the kind is what the file's name ends with."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from cashier.history.exports import csv_file, json_file
from cashier.history.exports.errors import ExportKindUnknown
from cashier.history.exports.job import Job, Step, keep_going
from cashier.history.exports.report import Report
from cashier.history.exports.source import Source, open_source
from cashier.history.exports.target import replacing
from cashier.history.exports.wording import Wording
from cashier.history.model import CaseFilter

Writer: TypeAlias = Callable[[Job, Path], None]


def _write_workbook(job: Job, path: Path) -> None:
    # What writes workbooks takes as long to load as a tenth of the other rooms together.
    from cashier.history.exports import xlsx_file  # noqa: PLC0415 - see above

    xlsx_file.write(job, path)


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {".csv": csv_file.write_cases, ".xlsx": _write_workbook, ".json": json_file.write}
)

_EVERYTHING = CaseFilter()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be exported: a shift by its id, else the cases that fit; whereto, and whose."""

    target: Path
    shift: str | None = None
    wanted: CaseFilter = _EVERYTHING
    place: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """The files that were made, and how many cases they hold."""

    files: tuple[Path, ...]
    cases: int


def export(
    database: Path,
    wish: Wish,
    wording: Wording,
    step: Step = keep_going,
    writers: Mapping[str, Writer] = WRITERS,
) -> Exported:
    """Write the file; it appears when it is whole, and what stood there before stays until then.

    Args:
        database: the history, which another program may be writing.
        wish: what, and whereto.
        wording: language and zone.
        step: is told how far it is; false stops it.
        writers: what can be written, by the ending of the name.

    Raises:
        ExportKindUnknown, ExportTooLong, ExportFolderMissing: it cannot be asked for like this.
        ExportStopped: it was stopped.
        ExportDiskFull, ExportTargetHeld, ExportFailed: the disk refuses.
        CashierError: the history cannot be read, or has no such shift.
    """
    kind = wish.target.suffix.lower()
    if kind not in writers:
        raise ExportKindUnknown(file=wish.target.name, kinds=" ".join(sorted(writers)))
    with open_source(database) as source, ExitStack() as files:
        report = replace(_report(source, wish), place=wish.place)
        job = Job(source, report, wording, step)
        made = [wish.target]
        if kind == ".csv":
            beside = wish.target.with_name(f"{wish.target.stem}-figures{wish.target.suffix}")
            csv_file.write_figures(job, files.enter_context(replacing(beside)))
            made.append(beside)
        writers[kind](job, files.enter_context(replacing(wish.target)))
        return Exported(tuple(made), job.total)


def _report(source: Source, wish: Wish) -> Report:
    if wish.shift is not None:
        return source.of_shift(wish.shift)
    return source.of_period(wish.wanted)
