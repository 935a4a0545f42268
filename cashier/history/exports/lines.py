"""The figures of a report as lines: what it is, how often, how much money; in groups."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cashier.core.money import Money
from cashier.history.exports.report import Report
from cashier.history.exports.wording import Wording
from cashier.history.figures import Count, PeriodFigures


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: the group it stands in, its name, a number and an amount where there is one."""

    group: str
    name: str
    value: int | float | str | None = None
    money: Money | None = None


def facts(report: Report, wording: Wording) -> Iterator[Line]:
    """Yield whose report it is: store, shift or period, who opened and closed; note, chain."""
    words, shift = wording.words, report.shift
    if report.place:
        yield Line("", words("report-place"), report.place)
    if shift is None:
        begin, end = report.wanted.opened_from, report.wanted.opened_before
        since = wording.time(begin) if begin else words("report-none")
        until = wording.time(end) if end else words("report-now")
        yield Line("", words("report-period"), f"{since} – {until}")
    else:
        end_of = wording.time(shift.closed_at) if shift.closed_at else words("report-running")
        yield Line("", words("report-shift"), f"{wording.time(shift.opened_at)} – {end_of}")
        told = (
            ("report-by", shift.opened_by),
            ("report-closed-by", shift.closed_by),
            ("export-handed-to", shift.handed_to),
            ("report-note", shift.note),
        )
        yield from (Line("", words(key), text) for key, text in told if text)
    if report.head.seq:
        yield Line("", words("export-chain"), f"{report.head.seq} · {report.head.hash}")


def figures(report: Report, wording: Wording) -> Iterator[Line]:
    """Yield every figure, group by group."""
    yield from _totals(report.figures, wording)
    yield from _times(report.figures, wording)
    found, words = report.figures, wording.words
    yield from _counts(words("report-why"), found.causes, wording.cause)
    yield from _counts(words("report-whose"), found.sides, wording.side)
    yield from _counts(words("export-by-method"), found.methods, wording.method)
    group = words("report-switched")
    for item in found.switched_to:
        text = words("report-switched-line", count=item.times, paid=item.paid)
        yield Line(group, wording.method(item.method), text)
    if found.faces.noted:
        faces = (("fine", found.faces.fine), ("so_so", found.faces.so_so))
        for mood, times in (*faces, ("upset", found.faces.upset)):
            yield Line(words("export-mood"), wording.mood(mood), times)


def _totals(found: PeriodFigures, wording: Wording) -> Iterator[Line]:
    words, group = wording.words, wording.words("export-totals")
    yield Line(group, words("report-failures"), found.failures)
    yield Line(group, words("report-saved"), found.saved, found.money_saved)
    yield Line(group, words("export-switched"), found.switched)
    yield Line(group, words("report-lost"), found.lost, found.money_lost)
    yield Line(group, words("report-open"), found.still_open)
    if found.cancelled:
        yield Line(group, words("report-cancelled"), found.cancelled)
    if found.without_amount:
        yield Line(group, words("report-without-amount"), found.without_amount)
    if found.rate is not None and found.rate.per_hundred is not None:
        yield Line(group, words("export-payments"), found.rate.payments)
        yield Line(group, words("export-rate"), round(found.rate.per_hundred, 2))


def _times(found: PeriodFigures, wording: Wording) -> Iterator[Line]:
    words, group = wording.words, wording.words("export-times")
    if found.to_sentence is not None:
        yield Line(group, words("export-to-sentence"), round(found.to_sentence.value, 1))
    if found.to_close is not None:
        yield Line(group, words("export-to-close"), round(found.to_close.value, 1))
    if found.mean_wait_s is not None:
        yield Line(group, words("export-mean-wait"), round(found.mean_wait_s, 1))


def _counts(group: str, counts: tuple[Count, ...], name: Callable[[str], str]) -> Iterator[Line]:
    yield from (Line(group, name(item.id), item.times) for item in counts)
