"""`cashier report`: the figures of a shift or a period, as text or JSON.

It only reads, unless it is asked to rebuild the lists; where there is no history yet it begins one,
and one of an earlier version is brought up to date. It never sets a damaged history aside: that
is left to the window, which may be holding the file.
"""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TextIO

from cashier.cli.common import visible
from cashier.cli.period import read_period, today
from cashier.cli.report_data import ReportData, as_json
from cashier.cli.report_export import export_report
from cashier.cli.report_text import TextReport
from cashier.config.settings_file import load
from cashier.core.clock import Clock
from cashier.core.errors import WrongUse
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.chain import ChainReport, Head
from cashier.history.exports.export import Wish
from cashier.history.model import CaseFilter, Judge, Shift
from cashier.history.proof import Rebuilt
from cashier.history.rules import Rules, StoreOptions
from cashier.history.store import Store

FORMATS = ("text", "json")
FILES = ("csv", "xlsx", "pdf")
CATALOGUES = ("report", "playbook")


class ReportFormatNeedsFile(WrongUse):
    """A format that is written to a file and not to the screen."""

    code = "report-format-needs-file"


class ReportFormatUnknown(WrongUse):
    """A format that does not exist."""

    code = "report-format-unknown"


class ReportFormatTwice(WrongUse):
    """JSON and another format were asked for together. Fields: format."""

    code = "report-format-twice"


class ReportFormatNotOfFile(WrongUse):
    """A format other than the one that the file's name asks for. Fields: format, file."""

    code = "report-format-not-of-file"


class ReportNothingThere(WrongUse):
    """The folder that was named holds no history. Fields: folder."""

    code = "report-nothing-there"


class ReportShiftOrPeriod(WrongUse):
    """A shift and a period were asked for together."""

    code = "report-shift-or-period"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWish:
    """What is asked for. Without shift and period: the open shift, else the latest, else today.

    Without `format`: what the name of the file to `export` says, else text. `head` is the chain
    head on an earlier printed report; the chain is held against it.
    """

    shift: str | None = None
    period_from: str | None = None
    period_to: str | None = None
    format: str | None = None
    rebuild: bool = False
    export: Path | None = None
    head: str | None = None


@dataclass(frozen=True, slots=True)
class ReportTools:
    """What a report works with; `zone` None is the zone of this machine."""

    home: Home
    clock: Clock
    words: Words
    judge: Judge | None = None
    zone: tzinfo | None = None


def need_records(home: Home) -> None:
    """Refuse a folder that was named and holds no history: a slip must not look like a quiet shop.

    Raises:
        ReportNothingThere: it holds none.
    """
    if not home.database.exists():
        raise ReportNothingThere(folder=str(home.settings_dir))


def report(wish: ReportWish, tools: ReportTools, out: TextIO) -> int:
    """Write the report to `out` and return the exit code.

    It is 1 if the chain of records does not hold, or if a rebuild found rows that were not as the
    records say; the report is written all the same.

    Raises:
        CashierError: a wish that cannot be met, or a history that cannot be opened.
    """
    _check_format(wish)
    period = _period_of(wish, tools.zone)
    anchor = Head.read(wish.head) if wish.head is not None else None
    tools.home.make()
    options = StoreOptions(clock=tools.clock, rules=Rules(judge=tools.judge), quarantine=False)
    with Store.open(tools.home.database, options).store as store:
        rebuilt = store.rebuild() if wish.rebuild else None
        chain = store.verify(anchor)
        if wish.export is not None:
            file = _file_wish(store, wish.export, wish, period, tools)
            _export(file, tools, out)
            _say_proof(rebuilt, chain, tools, out)
        else:
            found = replace(_gather(store, wish, period, tools, chain), rebuilt=rebuilt)
            _say_report(replace(found, place=_place(tools)), wish, tools, out)
    return 0 if chain.sound and (rebuilt is None or rebuilt.equal) else 1


def _say_report(data: ReportData, wish: ReportWish, tools: ReportTools, out: TextIO) -> None:
    if wish.format == "json":
        out.write(as_json(data) + "\n")
        return
    if data.rebuilt is not None:
        out.write(_rebuilt_line(data.rebuilt, tools.words) + "\n\n")
    out.write(TextReport(tools.words, tools.zone).render(data))


def _say_proof(
    rebuilt: Rebuilt | None, chain: ChainReport, tools: ReportTools, out: TextIO
) -> None:
    """Say what a written file does not: whether lists and chain are what they should be."""
    if rebuilt is not None:
        out.write(_rebuilt_line(rebuilt, tools.words) + "\n")
    out.write(TextReport(tools.words, tools.zone).chain_line(chain) + "\n")


def _file_wish(
    store: Store, target: Path, wish: ReportWish, period: CaseFilter | None, tools: ReportTools
) -> Wish:
    shift = None if period is not None else _shift_id(store, wish.shift)
    wanted = period or today(tools.clock.now(), tools.zone)
    return Wish(target, shift, wanted, _place(tools))


def _place(tools: ReportTools) -> str:
    return load(tools.home).settings.store.name


def _export(wish: Wish, tools: ReportTools, out: TextIO) -> None:
    made = export_report(tools.home.database, wish, tools.words, tools.zone)
    said = zip(("export-done", "export-done-totals"), made.files, strict=False)
    out.writelines(
        tools.words(key, cases=made.cases, file=visible(str(file))) + "\n" for key, file in said
    )


def _rebuilt_line(rebuilt: Rebuilt, words: Words) -> str:
    said = words("report-rebuilt", count=rebuilt.cases)
    if rebuilt.equal:
        return f"{said}\n{words('report-rebuilt-equal')}"
    rows = sum(rebuilt.differed.values())
    tables = ", ".join(sorted(rebuilt.differed))
    return f"{said}\n{words('report-rebuilt-differed', count=rows, tables=tables)}"


def format_of(form: str | None, *, as_json: bool) -> str | None:
    """Return the format that `--format` and `--json` ask for together.

    Raises:
        ReportFormatTwice: they ask for two.
    """
    if as_json and form not in (None, "json"):
        raise ReportFormatTwice(format=str(form)[:20])
    return "json" if as_json else form


def _check_format(wish: ReportWish) -> None:
    name, file = wish.format, wish.export
    if name is None:
        return
    if name not in (*FORMATS, *FILES):
        raise ReportFormatUnknown(format=name[:20], formats=", ".join(FORMATS))
    if file is not None and file.suffix.lower() != f".{name}":
        raise ReportFormatNotOfFile(format=name, file=file.name)
    if file is None and name in FILES:
        raise ReportFormatNeedsFile(format=name)


def _gather(
    store: Store,
    wish: ReportWish,
    period: CaseFilter | None,
    tools: ReportTools,
    chain: ChainReport,
) -> ReportData:
    shift = None if period is not None else _shift_id(store, wish.shift)
    if shift is not None:
        return _of_shift(store, shift, chain)
    wanted = period or today(tools.clock.now(), tools.zone)
    return _of_period(store, wanted, chain)


def _of_shift(store: Store, shift_id: str, chain: ChainReport) -> ReportData:
    found = store.shift_figures(shift_id)
    shift = found.shift
    cases = store.cases(CaseFilter(shift=shift_id), None)
    told = _told(store, shift.opened_at, shift.closed_at)
    return ReportData(shift, None, None, found.figures, cases, chain, found.handed_over, told=told)


def _of_period(store: Store, wanted: CaseFilter, chain: ChainReport) -> ReportData:
    begin, end = wanted.opened_from, wanted.opened_before
    figures, cases = store.figures(wanted), store.cases(wanted, None)
    return ReportData(None, begin, end, figures, cases, chain, told=_told(store, begin, end))


def _told(store: Store, begin: datetime | None, end: datetime | None) -> tuple[AuditRecord, ...]:
    """Return what befell the record itself in that time."""
    return tuple(
        one
        for one in store.changes(kinds=(AuditKind.history_restored, AuditKind.events_not_kept))
        if (begin is None or one.at >= begin) and (end is None or one.at <= end)
    )


def _shift_id(store: Store, asked: str | None) -> str | None:
    if asked is not None:
        return asked
    shift: Shift | None = store.current_shift() or store.latest_shift()
    return shift.id if shift is not None else None


def _period_of(wish: ReportWish, zone: tzinfo | None) -> CaseFilter | None:
    """Return the period that was asked for; None when none was.

    Raises:
        PeriodInvalid, PeriodBackwards, ReportShiftOrPeriod: it cannot be.
    """
    if wish.period_from is None and wish.period_to is None:
        return None
    if wish.shift is not None:
        raise ReportShiftOrPeriod
    return read_period(wish.period_from, wish.period_to, zone)
