"""Which figures of a report stand where on paper, in words. Paints nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashier.history.exports.inert import tame
from cashier.history.exports.job import Job
from cashier.history.exports.lines import facts
from cashier.history.exports.wording import Wording
from cashier.history.figures import Count, PeriodFigures
from cashier.history.model import CaseRow
from cashier.ui.printing import blocks
from cashier.ui.printing.blocks import Bar, Bars, Columns, Item, Tile
from cashier.ui.printing.paper import Measure

if TYPE_CHECKING:
    from cashier.history.exports.report import Report

MOST_CASES = 2000
_MOST_BARS = 8
_NOTE_LINES, _NOTE_SIGNS = 25, 800


@dataclass(frozen=True, slots=True)
class Listed:
    """Cases under a heading, and how many there are in all."""

    title: str
    rows: Iterable[CaseRow]
    total: int


def tell(job: Job, measure: Measure) -> Iterator[Item]:
    """Yield everything on paper, from top to bottom."""
    wording, report = job.wording, job.report
    found, words, how = report.figures, wording.words, (wording, measure)
    yield blocks.facts(_facts(report, wording))
    yield blocks.tiles(_totals(found, wording), large=True)
    times = _times(found, wording)
    if times:
        yield blocks.tiles(times, large=False)
    yield blocks.space(120)
    if report.shift is not None and report.shift.note:
        for piece in _pieces(tame(report.shift.note)):
            yield blocks.note(words("report-note"), piece, measure)
    if found.failures:
        yield blocks.bars(*_bars(found, wording))
        yield from _switched(found, wording, measure)
    if report.handed_over:
        handed = words("print-handed-over")
        yield from _cases(Listed(handed, report.handed_over, len(report.handed_over)), *how)
    title, total = words("report-list"), job.total
    rows = (row for row, _ in zip(job.cases(), range(MOST_CASES), strict=False))
    yield from _cases(Listed(title, rows, total), *how)
    if total > MOST_CASES:
        yield blocks.small_print(words("print-more", count=total - MOST_CASES))


def _pieces(note: str) -> Iterator[str]:
    """Cut a long note into parts that fit a page each."""
    for block in _batched(note.split("\n"), _NOTE_LINES):
        text = "\n".join(block)
        yield from (text[at : at + _NOTE_SIGNS] for at in range(0, len(text), _NOTE_SIGNS))


def _batched(lines: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    yield from (lines[at : at + size] for at in range(0, len(lines), size))


def _facts(report: "Report", wording: Wording) -> list[tuple[str, str]]:
    note, chain = wording.words("report-note"), wording.words("export-chain")
    lines = (one for one in facts(report, wording) if one.name not in (note, chain))
    return [(one.name, tame(str(one.value)).replace("\n", " ")) for one in lines]


def _totals(found: PeriodFigures, wording: Wording) -> list[Tile]:
    words = wording.words
    saved, lost = wording.money(found.money_saved), wording.money(found.money_lost)
    return [
        Tile(words("report-failures"), str(found.failures), _rate(found, wording)),
        Tile(words("report-saved"), str(found.saved), saved, "ok"),
        Tile(words("report-lost"), str(found.lost), lost, "fail" if found.lost else "ink"),
        Tile(
            words("print-open"),
            str(found.still_open),
            words("print-open.more"),
            "lock" if found.still_open else "ink",
        ),
    ]


def _rate(found: PeriodFigures, wording: Wording) -> str:
    if found.rate is None or found.rate.per_hundred is None:
        return ""
    rate = f"{found.rate.per_hundred:.1f}"
    return wording.words("print-rate", rate=rate)


def _times(found: PeriodFigures, wording: Wording) -> list[Tile]:
    words = wording.words
    shown = []
    if found.to_sentence is not None:
        value = wording.duration(found.to_sentence.value)
        shown.append(Tile(words("print-to-sentence"), value))
    if found.to_close is not None:
        shown.append(Tile(words("print-to-close"), wording.duration(found.to_close.value)))
    if found.failures:
        shown.append(Tile(words("export-switched"), str(found.switched), share=1.3))
    if found.faces.noted:
        faces = found.faces
        text = words("print-faces", fine=faces.fine, so_so=faces.so_so, upset=faces.upset)
        shown.append(Tile(words("export-mood"), text, share=1.7))
    return shown


def _bars(found: PeriodFigures, wording: Wording) -> tuple[Bars, list[Bars]]:
    words = wording.words
    why = Bars(words("report-why"), _bar_list(found.causes, wording.cause))
    sides = Bars(words("report-whose"), _bar_list(found.sides, wording.side))
    methods = Bars(words("export-by-method"), _bar_list(found.methods, wording.method))
    return why, [one for one in (sides, methods) if one.bars]


def _bar_list(counts: Sequence[Count], name: Callable[[str], str]) -> list[Bar]:
    return [Bar(name(item.id) or item.id, item.times) for item in counts[:_MOST_BARS]]


def _switched(found: PeriodFigures, wording: Wording, measure: Measure) -> Iterator[Item]:
    if not found.switched_to:
        return
    words = wording.words
    heads = [words("print-way"), words("print-times"), words("print-paid")]
    columns = Columns(heads, (6, 2, 2), measure, frozenset({1, 2}))
    yield blocks.heading(words("report-switched"))
    yield columns.head()
    for item in found.switched_to:
        yield columns.row([wording.method(item.method), str(item.times), str(item.paid)])
    yield blocks.space(240)


def _cases(listed: Listed, wording: Wording, measure: Measure) -> Iterator[Item]:
    words = wording.words
    keys = ("export-opened", "export-amount", "print-way", "export-cause", "export-outcome")
    heads = [*(words(key) for key in keys), words("print-waited")]
    columns = Columns(heads, (15, 13, 25, 28, 20, 12), measure, frozenset({1, 5}))
    yield blocks.heading(listed.title, words("report-times", count=listed.total))
    yield columns.head()
    for row in listed.rows:
        yield columns.row(_case(row, wording), "lock" if row.open else "ink")
    yield blocks.space(240)


def _case(row: CaseRow, wording: Wording) -> list[str]:
    paid = row.method_paid or row.method_switched
    way = wording.method(row.method_failed) or wording.words("report-method-unknown")
    if paid and paid != row.method_failed:
        way = f"{way} → {wording.method(paid)}"
    return [
        wording.local(row.opened_at).strftime("%m-%d %H:%M"),
        row.amount.yuan if row.amount is not None else wording.words("report-none"),
        way,
        wording.cause(row.cause_kept),
        wording.outcome(row.outcome),
        str(round(row.waited_s)) if row.waited_s is not None else "",
    ]
