"""How a report looks as text. Words come from the catalogues; nothing is computed here.

Chinese signs are two columns wide, so alignment counts columns and not characters.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from cashier.cli.report_data import ReportData
from cashier.core.money import Money
from cashier.core.words import Words
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.chain import ChainFault, ChainReport
from cashier.history.figures import PeriodFigures
from cashier.history.model import CaseRow

_SHOWN_CASES = 50
_GAP = "  "

Line = tuple[str, ...]


class TextReport:
    """A report as aligned lines in the language of its words and the time of its zone."""

    def __init__(self, words: Words, zone: tzinfo | None = None) -> None:
        self._words = words
        self._zone = zone

    def render(self, data: ReportData) -> str:
        """Return the whole text; without a failure, one friendly sentence in place of figures."""
        blocks = [self._head(data)]
        if data.figures.failures:
            blocks += [self._figures(data.figures), self._causes(data.figures)]
            blocks += [self._methods(data.figures), self._switched(data.figures)]
            blocks += [self._handed_over(data.handed_over), self._list(data.cases)]
        else:
            blocks.append([self._words("report-empty"), self._words("report-empty.do")])
        blocks.append([self.chain_line(data.chain), *(_GAP + self._told(one) for one in data.told)])
        return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"

    def chain_line(self, chain: ChainReport) -> str:
        """Return whether the chain of records holds, and its head, as one line."""
        return f"{self._words('report-chain')}{_GAP}{self._chain(chain)}"

    def _head(self, data: ReportData) -> list[str]:
        place = (self._words("report-place"), data.place)
        if data.shift is None:
            lines = [line for line in (place, self._period(data)) if line[1]]
            return [self._words("report-title-period"), *aligned(lines)]
        shift = data.shift
        running = self._words("report-running")
        end = self._time(shift.closed_at) if shift.closed_at else running
        lines = [
            place,
            (self._words("report-shift"), f"{self._time(shift.opened_at)} – {end}"),
            ("", shift.id),
            (self._words("report-by"), shift.opened_by),
            (self._words("report-closed-by"), shift.closed_by),
            (self._words("report-handed-to"), shift.handed_to),
            (self._words("report-note"), shift.note),
        ]
        return [self._words("report-title-shift"), *aligned(line for line in lines if line[1])]

    def _period(self, data: ReportData) -> Line:
        begin, end = data.opened_from, data.opened_before
        since = self._time(begin) if begin else self._words("report-none")
        until = self._time(end) if end else self._words("report-now")
        return (self._words("report-period"), f"{since} – {until}")

    def _figures(self, figures: PeriodFigures) -> list[str]:
        times = self._times
        lines: list[Line] = [
            (self._words("report-failures"), times(figures.failures)),
            (self._words("report-saved"), times(figures.saved), self._money(figures.money_saved)),
            (self._words("report-of-these-switched"), times(figures.switched)),
            (self._words("report-lost"), times(figures.lost), self._money(figures.money_lost)),
            (self._words("report-open"), times(figures.still_open)),
        ]
        if figures.cancelled:
            lines.append((self._words("report-cancelled"), times(figures.cancelled)))
        if figures.without_amount:
            lines.append((self._words("report-without-amount"), times(figures.without_amount)))
        if figures.mean_wait_s is not None:
            lines.append((self._words("report-wait"), self._duration(figures.mean_wait_s)))
        return aligned([*lines, *self._rest(figures)])

    def _rest(self, figures: PeriodFigures) -> Iterator[Line]:
        """Yield what only some shifts know."""
        words, faces, rate = self._words, figures.faces, figures.rate
        if figures.to_close is not None:
            yield words("report-close"), self._duration(figures.to_close.value)
        if figures.to_sentence is not None:
            yield words("report-sentence"), self._duration(figures.to_sentence.value)
        if rate is not None and rate.per_hundred is not None:
            per_hundred = f"{rate.per_hundred:.1f}"
            told = words("report-rate-line", share=per_hundred, payments=rate.payments)
            yield words("report-rate"), told
        if faces.noted:
            told = words("report-faces-line", fine=faces.fine, so=faces.so_so, upset=faces.upset)
            yield words("report-faces"), told

    def _causes(self, figures: PeriodFigures) -> list[str]:
        if not figures.causes:
            return []
        causes = [(_GAP + self._cause(item.id), self._times(item.times)) for item in figures.causes]
        sides = [
            (_GAP + self._words(f"report-side-{item.id}"), self._times(item.times))
            for item in figures.sides
        ]
        return [
            self._words("report-why"),
            *aligned(causes),
            "",
            self._words("report-whose"),
            *aligned(sides),
        ]

    def _methods(self, figures: PeriodFigures) -> list[str]:
        lines = [
            (_GAP + self._method(item.id), self._times(item.times)) for item in figures.methods
        ]
        return [self._words("report-methods"), *aligned(lines)]

    def _handed_over(self, cases: tuple[CaseRow, ...]) -> list[str]:
        if not cases:
            return []
        return [self._words("report-handed-over"), *aligned(self._case(row) for row in cases)]

    def _switched(self, figures: PeriodFigures) -> list[str]:
        if not figures.switched_to:
            return []
        lines = [
            (
                _GAP + self._method(item.method),
                self._words("report-switched-line", count=item.times, paid=item.paid),
            )
            for item in figures.switched_to
        ]
        return [self._words("report-switched"), *aligned(lines)]

    def _list(self, cases: tuple[CaseRow, ...]) -> list[str]:
        more = len(cases) - _SHOWN_CASES
        tail = [_GAP + self._words("report-list-more", count=more)] if more > 0 else []
        lines = aligned(self._case(row) for row in cases[:_SHOWN_CASES])
        return [self._words("report-list"), *lines, *tail]

    def _case(self, row: CaseRow) -> Line:
        paid = row.method_paid or row.method_switched
        way = self._method(row.method_failed)
        if paid and paid != row.method_failed:
            way = f"{way} → {self._method(paid)}"
        return (
            _GAP + self._time(row.opened_at),
            f"¥{row.amount.yuan}" if row.amount is not None else self._words("report-none"),
            way,
            self._words(f"report-outcome-{row.outcome or 'open'}"),
            self._cause(row.cause_kept) if row.cause_kept else "",
        )

    def _chain(self, chain: ChainReport) -> str:
        if chain.fault is ChainFault.head_missing:
            return self._words("report-chain-cut", seq=str(chain.at_seq or 0))
        if not chain.sound:
            at, fault = str(chain.at_seq or 0), chain.fault or ""
            return self._words("report-chain-broken", seq=at, fault=fault)
        if not chain.head.seq:
            return self._words("report-chain-empty")
        seq, head = str(chain.head.seq), chain.head.printed
        return self._words("report-chain-sound", seq=seq, head=head)

    def _told(self, change: AuditRecord) -> str:
        when = self._time(change.at)
        if change.kind is AuditKind.events_not_kept:
            since = self._time(datetime.fromisoformat(change.before))
            return self._words("report-not_kept", count=change.after, since=since, when=when)
        return self._words("report-restored", seq=change.before, when=when)

    def _cause(self, cause: str) -> str:
        name = cause.replace(".", "-")
        return self._first((f"report-cause-{name}", f"cause-{name}"), cause)

    def _method(self, method: str) -> str:
        if not method:
            return self._words("report-method-unknown")
        return self._first((f"method-{method}", f"method-{method}.title"), method)

    def _first(self, keys: Iterable[str], otherwise: str) -> str:
        return next((self._words(key) for key in keys if self._words.has(key)), otherwise)

    def _times(self, count: int) -> str:
        return self._words("report-times", count=count)

    def _money(self, money: Money) -> str:
        yuan = f"{money.fen // 100:,}.{money.fen % 100:02d}"
        return self._words("report-money", yuan=yuan)

    def _duration(self, seconds: float) -> str:
        minutes, rest = divmod(round(seconds), 60)
        if minutes:
            return self._words("report-minutes", minutes=minutes, seconds=rest)
        return self._words("report-seconds", seconds=rest)

    def _time(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")


def columns(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    marks = sum(unicodedata.combining(char) > 0 for char in text)
    return len(text) + wide - marks


def aligned(lines: Iterable[Line]) -> list[str]:
    """Pad every cell but the last to the width of its column; a terminal obeys none of them."""
    table = [tuple(map(_plain, line)) for line in lines]
    widths: dict[int, int] = {}
    for line in table:
        for place, cell in enumerate(line):
            widths[place] = max(widths.get(place, 0), columns(cell))
    return [
        _GAP.join(
            cell + " " * (widths[place] - columns(cell)) for place, cell in enumerate(line)
        ).rstrip()
        for line in table
    ]


def _plain(cell: str) -> str:
    """Keep a note or a name from moving the cursor or breaking the line."""
    return "".join(char if char.isprintable() else " " for char in cell)
