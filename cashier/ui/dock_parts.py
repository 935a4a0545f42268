"""Turns the dock's views into parts with words on them."""

from math import ceil

from PySide6.QtWidgets import QGridLayout, QWidget

from cashier.cases.outcome import Outcome
from cashier.core.clock import Clock
from cashier.desk.case_views import CaseView
from cashier.desk.dock_views import (
    BannerView,
    DockView,
    HeadView,
    OpenCaseView,
    RecentView,
    ShiftView,
)
from cashier.desk.views import ChipView, Light, Phrase
from cashier.ui.case_parts import number_texts
from cashier.ui.look import Look
from cashier.ui.widgets.case_head import StripSpec
from cashier.ui.widgets.chip import Chip, ChipTexts
from cashier.ui.widgets.containers import clear
from cashier.ui.widgets.leads import icon_at, ring_lead
from cashier.ui.widgets.recent import RecentRow, RecentTexts
from cashier.ui.widgets.row import LOCKED, LOCKED_SOLID, QUIET, SURFACE, Row, RowSpec
from cashier.ui.widgets.status_head import HeadTexts
from cashier.ui.words import Book, clock_time

_OFFLINE = "head-offline"
_ENDS = {
    Outcome.paid_same: ("check", "ok"),
    Outcome.paid_other: ("check", "ok"),
    Outcome.customer_left: ("leave", "ink3"),
    Outcome.check_later: ("clock", "lock"),
    Outcome.cancelled: ("close", "ink3"),
}


def top_of(view: DockView) -> HeadView | BannerView:
    """Return what stands at the top: head and banner are one thing, and the banner goes first."""
    return view.banner or view.head


def strip_spec(words: Book, view: DockView) -> StripSpec:
    """Return how the links stand in few words; above a lock, that its answer is still to come."""
    top, case = top_of(view), view.case
    if isinstance(top, BannerView) and len(top.methods) == 1:
        name = words.method(top.methods[0])
        return StripSpec(top.state, words(f"strip-{top.state}_method", method=name))
    if top.sentence.key == _OFFLINE:
        return StripSpec(top.state, words("strip-offline"))
    lock = case.lock if case is not None else None
    if top.state is Light.ok and lock is not None and lock.provider is not None:
        provider = words(f"provider-{lock.provider}")
        return StripSpec(top.state, words("strip-waiting", provider=provider))
    # That the network is fine is for its own light to say.
    line = next((one.state for one in view.lights if one.name == "internet"), Light.unknown)
    state = line if top.state is Light.ok else top.state
    return StripSpec(state, words(f"strip-{state}"))


def offline_since(view: DockView) -> str:
    """Return since when nothing goes through, as a time to read; empty where it is not known."""
    banner = view.banner
    return "" if banner is None or view.aloud is None else clock_time(banner.since)


def head_texts(words: Book, view: DockView, clock: Clock, *, in_doubt: bool = False) -> HeadTexts:
    """Return the words at the top; how long ago was checked is counted here.

    While nothing goes through and a payment is `in_doubt`, that it must not be taken once more
    comes before what the others may do.
    """
    top = top_of(view)
    sentence, detail = top.sentence, top.detail
    if in_doubt:
        offline = sentence.key == _OFFLINE
        sentence = Phrase("head-offline_doubt" if offline else "head-down_doubt")
        detail = Phrase("head-offline_doubt-detail" if offline else "head-down_doubt-detail")
    parts = [words.phrase(detail)] if detail else []
    if isinstance(top, BannerView):
        parts.append(words("degraded-since", time=clock_time(top.since)))
    elif top.checked_monotonic is not None:
        seconds = max(0, int(clock.monotonic() - top.checked_monotonic))
        parts.append(_ago(words, seconds))
    return HeadTexts(
        top.state,
        words.phrase(sentence),
        " · ".join(parts),
        words("head-panel"),
        words("head-menu"),
    )


def _ago(words: Book, seconds: int) -> str:
    if seconds < 60:
        return words("checked-seconds", seconds=seconds)
    return words("checked-minutes", minutes=seconds // 60)


class ChipGrid(QWidget):
    """The chips in two columns; those that are there take the next round of probes in place."""

    def __init__(self, look: Look, chips: tuple[ChipView, ...] = ()) -> None:
        super().__init__()
        self._look = look
        self._chips: list[Chip] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.show_chips(chips)

    def show_chips(self, chips: tuple[ChipView, ...]) -> None:
        """Show these; without any there is nothing to see."""
        every = tuple(chip_texts(self._look.words, view) for view in chips)
        if len(chips) != len(self._chips):
            clear(self._grid)
            self._chips = [
                Chip(self._look, *both, every) for both in zip(chips, every, strict=True)
            ]
            for number, chip in enumerate(self._chips):
                self._grid.addWidget(chip, number // 2, number % 2)
        for chip, view, texts in zip(self._chips, chips, every, strict=True):
            chip.show_view(view, texts, every)
        self.setVisible(bool(chips))


def chip_texts(words: Book, view: ChipView) -> ChipTexts:
    """Return the words of a chip."""
    name = (
        words(f"chip-{view.method}")
        if words.has(f"chip-{view.method}")
        else words.method(view.method)
    )
    state = words(f"state-{view.state}")
    figure = state
    if view.note:
        figure = words(f"figure-{view.note}")
    elif view.state is Light.unknown:
        figure = words("figure-unchecked")
    elif view.state is Light.fail or view.ms is None:
        figure = words("figure-broken") if view.state is Light.fail else state
    else:
        figure = seconds_text(words, view.ms)
    return ChipTexts(name, figure, f"{name}: {state}, {figure}")


def seconds_text(words: Book, ms: float) -> str:
    """Return a latency as a person reads it."""
    tenths = max(1, round(ms / 100))
    return words("figure-seconds", seconds=f"{tenths // 10}.{tenths % 10}")


def scan_row(look: Look, *, quiet: bool = False) -> RowSpec:
    """Return the row that switches the camera on; `quiet` where no code can be paid with."""
    words = look.words
    return RowSpec(
        words("scan-title"),
        sub=words("scan-hint"),
        key="F7",
        tone=QUIET if quiet else SURFACE,
        title_ink="ink3" if quiet else "",
        lead=icon_at("scan", 27, "ink3" if quiet else "ink2", 24),
        indent=50,
        pad=16,
        least=62,
    )


def check_row(look: Look) -> RowSpec:
    """Return the row that opens the opening check."""
    words = look.words
    return RowSpec(
        words("owncodes-due"),
        sub=words("owncodes-due.do"),
        arrow="chevron-right",
        tone=SURFACE,
        lead=icon_at("qr", 27, size=24),
        indent=50,
        pad=16,
        least=62,
    )


def recent_row(look: Look, view: RecentView) -> RecentRow:
    """Return one line of the list."""
    words = look.words
    icon, ink = _ENDS[Outcome.paid_same if view.paid_late else view.outcome]
    method = words.method(view.method)
    if view.other_method and view.outcome is Outcome.paid_other:
        method = " → ".join(part for part in (method, words.method(view.other_method)) if part)
    amount = words("money", amount=view.amount.grouped) if view.amount else "–"
    end = words("end-paid_late") if view.paid_late else words(f"end-{view.outcome}")
    time = clock_time(view.at)
    return RecentRow(look, RecentTexts(time, amount, method or words("method-any"), end, icon, ink))


class OpenCaseRow(Row):
    """A pinned case; one whose order is not known counts as its lock does.

    Where nothing goes `through` to anybody just now, it says that the money may be gone all the
    same, and is what stands out.
    """

    def __init__(self, look: Look, view: OpenCaseView, *, through: bool = True) -> None:
        self.view = view
        solid = view.locked and not through
        words = look.words
        key = "open_case" if view.locked else "open_case-free"
        hint = "open_case-offline" if view.locked and not through else f"{key}-hint"
        spec = RowSpec(
            words(f"{key}-title", what=payment(words, view)),
            sub=" · ".join((words(hint), *which(words, view))),
            arrow="chevron-right",
            tone=LOCKED_SOLID if solid else LOCKED if view.locked else SURFACE,
            lead=ring_lead(self._left, solid=solid) if view.locked else icon_at("register", 28),
            indent=54,
            pad=13,
            least=56,
        )
        super().__init__(look, spec)

    def tick(self) -> None:
        """Show the second that it is now."""
        self.update()

    def _left(self) -> tuple[float, str]:
        end = self.view.since_monotonic + self.view.window_s
        left = end - self.look.clock.monotonic()
        share = left / self.view.window_s if self.view.window_s > 0 else 0.0
        return share, str(ceil(left)) if left > 0 else ""


def payment(words: Book, view: OpenCaseView | CaseView) -> str:
    """Return a payment in words: sum and method, as far as they are known."""
    money = words("money", amount=view.amount.grouped) if view.amount else ""
    parts = (part for part in (money, words.method(view.method)) if part)
    return " ".join(parts) or words("case-untold")


def which(words: Book, view: OpenCaseView) -> tuple[str, ...]:
    """Return what tells two cases of the same sum apart: the time, and the end of the number."""
    time = (clock_time(view.at),) if view.at is not None else ()
    return (*time, *number_texts(words, view.order_tail))


def shift_text(words: Book, view: ShiftView) -> str:
    """Return the shift's figures in one line."""
    if view.since is None:
        return words("shift-none")
    since = clock_time(view.since)
    return words("shift-line", since=since, failures=view.failures, saved=view.saved)
